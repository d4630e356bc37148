package io.watchbill.rules.proof;

import java.time.Duration;

/**
 * When a stimulated alert is quiet, fires and resolves. All times are multiples of the evaluation interval E, and
 * changes of samples fall on evaluations.
 *
 * <p>With samples loud from t on, a condition on gauges first holds at the evaluation at t and fires at the first one
 * at or after t + {@code for}. Rates over a range R need until t + R to forget the quiet samples, so that the alert
 * fires between t + {@code for} and t + R + {@code for}. Resolving takes the same ways.
 *
 * @param interval between samples
 * @param loudFrom time of the first loud sample
 * @param pendingAt the last evaluation at which it certainly does not fire yet
 * @param firingAt the first evaluation at which it certainly fires
 * @param quietFrom time of the first quiet sample after the loud ones
 * @param resolvedAt the first evaluation at which it certainly fires no more
 */
record Timeline(
        Duration interval,
        Duration loudFrom,
        Duration pendingAt,
        Duration firingAt,
        Duration quietFrom,
        Duration resolvedAt) {

    /** The times of an alert whose series remember changes for {@code memory}. */
    static Timeline of(Cadence cadence, Duration memory, Duration holdFor, Duration keepFiringFor) {
        Duration sample = cadence.sample();
        Duration evaluation = cadence.evaluation();
        Duration grid = commonMultiple(sample, evaluation);
        Duration hold = up(holdFor, evaluation);
        Duration settle =
                memory.isZero() ? Duration.ZERO : up(memory, evaluation).plus(evaluation);
        Duration keep = up(keepFiringFor, evaluation);
        Duration loudFrom = up(memory, grid).plus(grid.multipliedBy(2));
        Duration pendingAt = loudFrom.plus(hold).minus(evaluation);
        Duration firingAt = loudFrom.plus(settle).plus(hold);
        Duration quietFrom = up(firingAt, grid).plus(grid.multipliedBy(2));
        return new Timeline(
                sample,
                loudFrom,
                pendingAt,
                firingAt,
                quietFrom,
                quietFrom.plus(settle).plus(keep));
    }

    long samplesBefore() {
        return samples(loudFrom);
    }

    long samplesLoud() {
        return samples(quietFrom.minus(loudFrom));
    }

    long samplesAfter() {
        return samples(resolvedAt.minus(quietFrom)) + 2;
    }

    private long samples(Duration length) {
        return Cadence.times(length, interval);
    }

    private static Duration up(Duration length, Duration step) {
        long steps = -Math.floorDiv(-length.toMillis(), step.toMillis());
        return step.multipliedBy(steps);
    }

    private static Duration commonMultiple(Duration one, Duration other) {
        long a = one.toMillis();
        long b = other.toMillis();
        long divisor = a;
        for (long rest = b; rest != 0; ) {
            long next = divisor % rest;
            divisor = rest;
            rest = next;
        }
        return Duration.ofMillis(a / divisor * b);
    }
}
