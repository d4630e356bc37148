package io.watchbill.plan.promql;

/** A binary operator. */
public enum Operator {
    OR("or", Precedence.OR),
    AND("and", Precedence.AND),
    UNLESS("unless", Precedence.AND),
    EQUAL("==", Precedence.COMPARISON),
    NOT_EQUAL("!=", Precedence.COMPARISON),
    LESS("<", Precedence.COMPARISON),
    AT_MOST("<=", Precedence.COMPARISON),
    GREATER(">", Precedence.COMPARISON),
    AT_LEAST(">=", Precedence.COMPARISON),
    PLUS("+", Precedence.SUM),
    MINUS("-", Precedence.SUM),
    TIMES("*", Precedence.PRODUCT),
    DIVIDED_BY("/", Precedence.PRODUCT),
    MODULO("%", Precedence.PRODUCT),
    POWER("^", Precedence.POWER);

    private final String text;
    private final Precedence precedence;

    Operator(String text, Precedence precedence) {
        this.text = text;
        this.precedence = precedence;
    }

    public String text() {
        return text;
    }

    public Precedence precedence() {
        return precedence;
    }

    /** Whether {@code a op b op c} means {@code a op (b op c)}. */
    boolean rightAssociative() {
        return this == POWER;
    }

    /** Whether it takes all operands alike, so that a chain needs no parentheses on either side. */
    boolean associative() {
        return this == OR || this == AND;
    }
}
