package io.watchbill.statistics.state;

/** Kept bytes that cannot be read. The message names the part, what was expected, and where. */
public final class StateFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String part;

    public StateFormatException(String part, String message) {
        super("the part '" + part + "' of the kept state cannot be read: " + message);
        this.part = part;
    }

    /** The key of the part. */
    public String part() {
        return part;
    }
}
