package io.watchbill.exporter;

/** Ends the handling of a request with a {@link Problem}; carries no stack trace, because it is an answer. */
final class RefusedException extends Exception {
    private final transient Problem problem;

    RefusedException(int status, String text) {
        super(text, null, false, false);
        this.problem = new Problem(status, text);
    }

    Problem problem() {
        return problem;
    }
}
