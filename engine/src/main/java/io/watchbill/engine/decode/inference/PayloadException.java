package io.watchbill.engine.decode.inference;

import io.watchbill.engine.decode.IngestResult;

/** A logged call that no events can be made of; carries the reason for the sender, and no stack trace. */
public final class PayloadException extends Exception {
    private static final long serialVersionUID = 1L;

    private final IngestResult result;

    PayloadException(String reason) {
        this(IngestResult.MALFORMED, reason);
    }

    PayloadException(IngestResult result, String reason) {
        super(reason, null, false, false);
        this.result = result;
    }

    /** What the call is counted as. */
    public IngestResult result() {
        return result;
    }

    /** What was expected; never a value of the payload. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
