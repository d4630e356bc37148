package io.watchbill.incidents.file;

/** A file that is no incident file any more. The message says which line, what was expected and how to mend it. */
public final class BrokenFileException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int line;

    BrokenFileException(int line, String message) {
        super(message);
        this.line = line;
    }

    /** Counted from 1. */
    public int line() {
        return line;
    }
}
