package io.watchbill.plan.lint;

import io.watchbill.spec.condition.Bound;
import java.util.List;
import java.util.Optional;

/**
 * The values that a query may have.
 *
 * @param low may be minus infinity
 * @param lowIn whether the lower end belongs to it
 * @param high may be infinity
 * @param highIn whether the upper end belongs to it
 */
record Interval(double low, boolean lowIn, double high, boolean highIn) {
    static final Interval ANY = closed(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    static final Interval NOT_NEGATIVE = closed(0, Double.POSITIVE_INFINITY);

    static Interval closed(double low, double high) {
        return new Interval(low, true, high, true);
    }

    /** What satisfies a comparison with a limit that lies somewhere in an interval. */
    static Interval satisfying(String operator, Interval limit) {
        return switch (operator) {
            case ">" -> new Interval(limit.low, false, Double.POSITIVE_INFINITY, true);
            case ">=" -> new Interval(limit.low, limit.lowIn, Double.POSITIVE_INFINITY, true);
            case "<" -> new Interval(Double.NEGATIVE_INFINITY, true, limit.high, false);
            case "<=" -> new Interval(Double.NEGATIVE_INFINITY, true, limit.high, limit.highIn);
            case "==" -> limit;
            default -> ANY;
        };
    }

    /** What a bound of a condition lets through: one interval, or two for outside. */
    static List<Interval> of(Bound bound) {
        if (bound instanceof Bound.Comparison comparison) {
            double limit = comparison.limit().value().doubleValue();
            return List.of(satisfying(comparison.operator().text(), closed(limit, limit)));
        } else if (bound instanceof Bound.Outside outside) {
            double low = outside.low().value().doubleValue();
            double high = outside.high().value().doubleValue();
            return List.of(satisfying("<", closed(low, low)), satisfying(">", closed(high, high)));
        }
        Bound.Within within = (Bound.Within) bound;
        return List.of(
                closed(within.low().value().doubleValue(), within.high().value().doubleValue()));
    }

    /** What lies in both. */
    Optional<Interval> and(Interval other) {
        boolean ofThis = low > other.low || (low == other.low && !lowIn);
        boolean upToThis = high < other.high || (high == other.high && !highIn);
        Interval both = new Interval(
                ofThis ? low : other.low,
                ofThis ? lowIn : other.lowIn,
                upToThis ? high : other.high,
                upToThis ? highIn : other.highIn);
        boolean empty = both.low > both.high || (both.low == both.high && !(both.lowIn && both.highIn));
        return empty ? Optional.empty() : Optional.of(both);
    }

    /** What lies in one of them or between them. */
    Interval hull(Interval other) {
        return closed(Math.min(low, other.low), Math.max(high, other.high));
    }

    boolean contains(Interval other) {
        return and(other).filter(other::equals).isPresent();
    }

    Interval negated() {
        return new Interval(-high, /* lowIn= */ highIn, -low, /* highIn= */ lowIn);
    }

    boolean isNotNegative() {
        return low >= 0;
    }
}
