package io.watchbill.cli;

/**
 * Ends the command with {@link ExitCode#NO_ANSWER}. The message is all the person sees: what was wrong, where, and what
 * to do about it.
 */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Failure(String message) {
        super(message);
    }

    public Failure(String message, Throwable cause) {
        super(message, cause);
    }
}
