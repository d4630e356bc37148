package io.watchbill.rules.proof;

import io.watchbill.spec.Unit;
import io.watchbill.spec.condition.Bound;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.stream.Stream;

/**
 * Two values of a metric close to a threshold, one on each side.
 *
 * @param side which threshold, for the name of the test
 * @param limit the threshold
 * @param quiet does not satisfy the bound
 * @param loud satisfies it
 */
record Probe(String side, BigDecimal limit, BigDecimal quiet, BigDecimal loud) {

    /** How far from the threshold: more than rounding in the sums of samples, less than anybody cares about. */
    private static final BigDecimal SHARE = new BigDecimal("0.01");

    /** As loud as a crossing says. */
    Probe at(Crossing crossing) {
        return new Probe(side, limit, quiet, quiet.add(limit.subtract(quiet).multiply(crossing.stretch())));
    }

    /** The probes of a bound; fewer where a ratio cannot pass the threshold at all. */
    static List<Probe> of(Bound bound, Unit unit) {
        if (bound instanceof Bound.Comparison comparison) {
            return around(comparison.limit().value(), comparison.operator().upward(), unit)
                    .toList();
        } else if (bound instanceof Bound.Outside outside) {
            return Stream.concat(
                            around(outside.low().value(), false, unit),
                            around(outside.high().value(), true, unit))
                    .filter(probe -> !bound.holds(probe.quiet()))
                    .toList();
        }
        return List.of();
    }

    private static Stream<Probe> around(BigDecimal limit, boolean upward, Unit unit) {
        BigDecimal step = limit.signum() == 0 ? SHARE : limit.abs().multiply(SHARE);
        if (unit == Unit.RATIO && limit.signum() > 0) {
            BigDecimal room = BigDecimal.ONE.subtract(limit);
            if (room.signum() <= 0) {
                return upward ? Stream.empty() : Stream.of(new Probe("under", limit, limit, limit.subtract(step)));
            }
            step = step.min(room.divide(BigDecimal.valueOf(2), MathContext.DECIMAL64));
        }
        BigDecimal above = limit.add(step);
        BigDecimal below = limit.subtract(step);
        return Stream.of(upward ? new Probe("over", limit, below, above) : new Probe("under", limit, above, below));
    }
}
