package io.watchbill.plan.promql;

import io.watchbill.spec.Durations;
import java.time.Duration;
import java.util.Optional;

/**
 * An expression evaluated again and again: {@code x[1d:5m]}. The instants are whole multiples of the step since 1970,
 * whenever the query runs.
 *
 * @param offset how far back the range ends
 */
public record Subquery(Expression inner, Duration range, Duration step, Optional<Duration> offset)
        implements Expression {

    /** The least time: a range just shorter than so many steps holds as many of them whether or not its start counts. */
    private static final Duration TICK = Duration.ofMillis(1);

    public Subquery(Expression inner, Duration range, Duration step) {
        this(inner, range, step, Optional.empty());
    }

    /**
     * As many instants as steps fit into the range, rounded up. Prometheus before 3.0 counts both ends of a range, so that a
     * query at a whole multiple of the step, such as those that fill in the past, would see one instant more.
     */
    public static Subquery ofWholeSteps(Expression inner, Duration range, Duration step) {
        long steps = (range.toMillis() + step.toMillis() - 1) / step.toMillis();
        return new Subquery(inner, step.multipliedBy(steps).minus(TICK), step);
    }

    /** The same range, so much earlier. */
    public Subquery earlier(Duration newOffset) {
        return new Subquery(inner, range, step, Optional.of(newOffset));
    }

    @Override
    public String text() {
        return inner.textWithin(Precedence.ATOM) + "[" + Durations.format(range) + ":" + Durations.format(step) + "]"
                + offset.map(length -> " offset " + Durations.format(length)).orElse("");
    }

    @Override
    public Precedence precedence() {
        return Precedence.ATOM;
    }

    @Override
    public Expression withDurations(DurationRewrite rewrite) {
        return new Subquery(
                inner.withDurations(rewrite), rewrite.range(range), rewrite.step(step), offset.map(rewrite::offset));
    }
}
