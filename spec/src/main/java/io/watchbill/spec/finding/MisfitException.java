package io.watchbill.spec.finding;

import java.util.Optional;

/** A text that does not have its form: what is wrong, where in it, and what would have been right. */
public final class MisfitException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Span span;
    private final String expected;
    private final transient Optional<Code> code;
    private final transient Optional<String> help;

    public MisfitException(Span span, String message, String expected) {
        this(span, message, expected, Optional.empty(), Optional.empty());
    }

    private MisfitException(Span span, String message, String expected, Optional<Code> code, Optional<String> help) {
        super(message);
        this.span = span;
        this.expected = expected;
        this.code = code;
        this.help = help;
    }

    /** The same as a finding of a kind of its own. */
    public MisfitException as(Code kind) {
        return new MisfitException(span, String.valueOf(getMessage()), expected, Optional.of(kind), help);
    }

    /** The same with a way to mend it, if there is one. */
    public MisfitException with(Optional<String> mending) {
        return new MisfitException(span, String.valueOf(getMessage()), expected, code, mending);
    }

    /** How to mend it, where that is known. */
    public Optional<String> help() {
        return help;
    }

    /** The kind of finding where it is not the usual one of the form. */
    public Optional<Code> code() {
        return code;
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
