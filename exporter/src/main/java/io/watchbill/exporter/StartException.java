package io.watchbill.exporter;

/** The exporter cannot start; the message names the place, what was expected and how to mend it. */
public sealed class StartException extends Exception permits StillStartingException {
    private static final long serialVersionUID = 1L;

    StartException(String message) {
        super(message);
    }

    StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
