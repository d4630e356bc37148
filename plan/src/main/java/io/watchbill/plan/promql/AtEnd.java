package io.watchbill.plan.promql;

/** Series as they are when the whole query is evaluated, also inside a subquery: {@code x @ end()}. */
public record AtEnd(Selector series) implements Expression {

    @Override
    public String text() {
        return series.text() + " @ end()";
    }

    @Override
    public Precedence precedence() {
        return Precedence.ATOM;
    }

    @Override
    public Expression withDurations(DurationRewrite rewrite) {
        return this;
    }
}
