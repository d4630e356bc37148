package io.watchbill.spec.promql;

import io.watchbill.spec.finding.Span;

/**
 * A word of a query.
 *
 * @param text as written
 */
record Token(Kind kind, String text, Span span) {

    enum Kind {
        IDENTIFIER,
        NUMBER,
        DURATION,
        STRING,
        /** Arithmetic, comparison, and what matchers compare with. */
        OPERATOR,
        /** One of <code>( ) [ ] { } , : @</code>. */
        PUNCTUATION,
        END
    }

    boolean is(String mark) {
        return kind == Kind.PUNCTUATION && text.equals(mark);
    }

    boolean isOperator(String operator) {
        return kind == Kind.OPERATOR && text.equals(operator);
    }

    /** The token for messages. */
    String shown() {
        return kind == Kind.END ? "the end of the query" : "'" + text + "'";
    }
}
