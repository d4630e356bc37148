package io.watchbill.spec.finding;

/** A text that does not have its form: what is wrong, where in it, and what would have been right. */
public final class MisfitException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Span span;
    private final String expected;

    public MisfitException(Span span, String message, String expected) {
        super(message);
        this.span = span;
        this.expected = expected;
    }

    /** The fragment that does not fit; empty at the end of the text. */
    public Span span() {
        return span;
    }

    /** What would have been right there. */
    public String expected() {
        return expected;
    }
}
