package io.watchbill.incidents.record;

/** Something that makes no sense for an incident as it is; the message says what would. */
public final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    public RefusedException(String message) {
        super(message);
    }
}
