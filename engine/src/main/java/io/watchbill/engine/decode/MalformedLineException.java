package io.watchbill.engine.decode;

/** A line that does not say what its kind must say; carries the reason for the sender, and no stack trace. */
final class MalformedLineException extends Exception {
    private final IngestResult result;

    MalformedLineException(String reason) {
        this(IngestResult.MALFORMED, reason);
    }

    MalformedLineException(IngestResult result, String reason) {
        super(reason, null, false, false);
        this.result = result;
    }

    IngestResult result() {
        return result;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
