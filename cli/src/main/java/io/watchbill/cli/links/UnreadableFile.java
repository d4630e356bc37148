package io.watchbill.cli.links;

/** A generated file that somebody made unreadable; the message names it. */
public final class UnreadableFile extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableFile(String message, Throwable cause) {
        super(message, cause);
    }
}
