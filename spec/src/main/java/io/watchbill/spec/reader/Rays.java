package io.watchbill.spec.reader;

import io.watchbill.spec.condition.Bound;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * The values that a bound takes in, on the number line: everything below one end, everything above the other.
 *
 * @param below the end of the lower part
 * @param above the beginning of the upper part
 */
record Rays(Optional<BigDecimal> below, Optional<BigDecimal> above) {
    static Rays of(Bound bound) {
        if (bound instanceof Bound.Comparison comparison) {
            Optional<BigDecimal> limit = Optional.of(comparison.limit().value());
            return comparison.operator().upward()
                    ? new Rays(Optional.empty(), limit)
                    : new Rays(limit, Optional.empty());
        } else if (bound instanceof Bound.Outside outside) {
            return new Rays(
                    Optional.of(outside.low().value()),
                    Optional.of(outside.high().value()));
        }
        return new Rays(Optional.empty(), Optional.empty());
    }

    /** Whether a value on its way out meets this warning no later than that critical threshold. */
    boolean warnsBefore(Rays critical) {
        return critical.below()
                        .map(end -> below.filter(own -> own.compareTo(end) >= 0).isPresent())
                        .orElse(true)
                && critical.above()
                        .map(end -> above.filter(own -> own.compareTo(end) <= 0).isPresent())
                        .orElse(true);
    }

    /** Whether a normal range stays clear of these values. */
    boolean clearOf(Bound normal) {
        Optional<BigDecimal> low = Optional.empty();
        Optional<BigDecimal> high = Optional.empty();
        if (normal instanceof Bound.Within within) {
            low = Optional.of(within.low().value());
            high = Optional.of(within.high().value());
        } else if (normal instanceof Bound.Comparison comparison) {
            Optional<BigDecimal> limit = Optional.of(comparison.limit().value());
            low = comparison.operator().upward() ? limit : low;
            high = comparison.operator().upward() ? high : limit;
        } else {
            return true;
        }
        Optional<BigDecimal> lowest = low;
        Optional<BigDecimal> highest = high;
        return below.map(end -> lowest.filter(value -> value.compareTo(end) >= 0)
                                .isPresent())
                        .orElse(true)
                && above.map(end -> highest.filter(value -> value.compareTo(end) <= 0)
                                .isPresent())
                        .orElse(true);
    }
}
