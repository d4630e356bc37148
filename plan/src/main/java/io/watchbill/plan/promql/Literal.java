package io.watchbill.plan.promql;

import java.math.BigDecimal;

/** A number, printed without exponent and exactly as written: 0.1 stays 0.1. */
public record Literal(BigDecimal value) implements Expression {

    @Override
    public String text() {
        BigDecimal stripped = value.stripTrailingZeros();
        return (stripped.signum() == 0 ? BigDecimal.ZERO : stripped).toPlainString();
    }

    /** A sign binds less tightly than a power. */
    @Override
    public Precedence precedence() {
        return value.signum() < 0 ? Precedence.PRODUCT : Precedence.ATOM;
    }

    @Override
    public Expression withDurations(DurationRewrite rewrite) {
        return this;
    }
}
