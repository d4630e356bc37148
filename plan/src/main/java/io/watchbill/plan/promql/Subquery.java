package io.watchbill.plan.promql;

import io.watchbill.spec.Durations;
import java.time.Duration;

/**
 * An expression evaluated again and again: {@code x[1d:5m]}. The instants are whole multiples of the step since 1970,
 * whenever the query runs.
 */
public record Subquery(Expression inner, Duration range, Duration step) implements Expression {

    @Override
    public String text() {
        return inner.textWithin(Precedence.ATOM) + "[" + Durations.format(range) + ":" + Durations.format(step) + "]";
    }

    @Override
    public Precedence precedence() {
        return Precedence.ATOM;
    }

    @Override
    public Expression withDurations(DurationRewrite rewrite) {
        return new Subquery(inner.withDurations(rewrite), rewrite.range(range), rewrite.step(step));
    }
}
