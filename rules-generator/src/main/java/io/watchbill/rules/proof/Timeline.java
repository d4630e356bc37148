package io.watchbill.rules.proof;

import java.time.Duration;

/**
 * When a stimulated alert is quiet, fires and resolves. All times are multiples of the evaluation interval E, and
 * changes of samples fall on evaluations.
 *
 * <p>With samples loud from t on, a condition on gauges first holds at the evaluation at t and fires at the first one
 * at or after t + {@code for}. Rates over a range R need until t + R to forget the quiet samples, so that the alert
 * fires between t + {@code for} and t + R + {@code for}, or after so many samples as their {@link Crossing} says. Resolving takes the
 * same ways: there, the two lengths of a range that Prometheus knows resolve one sample apart.
 *
 * @param interval between samples
 * @param loudFrom time of the first loud sample
 * @param pendingAt the last evaluation at which it certainly does not fire yet
 * @param firingAt the first evaluation at which it certainly fires
 * @param settledAt the first evaluation at which it fires and no quiet sample shows any more
 * @param quietFrom time of the first quiet sample after the loud ones
 * @param lastFiringAt the last evaluation at which it certainly fires
 * @param resolvedAt the first evaluation at which it certainly fires no more
 * @param forgottenAt the first evaluation at which it fires no more and no loud sample shows any more
 */
record Timeline(
        Duration interval,
        Duration loudFrom,
        Duration pendingAt,
        Duration firingAt,
        Duration settledAt,
        Duration quietFrom,
        Duration lastFiringAt,
        Duration resolvedAt,
        Duration forgottenAt) {

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
        Duration settledAt = loudFrom.plus(settle).plus(hold);
        Duration quietFrom = up(settledAt, grid).plus(grid.multipliedBy(2));
        Duration forgottenAt = quietFrom.plus(settle).plus(keep);
        return new Timeline(
                sample,
                loudFrom,
                loudFrom.plus(hold).minus(evaluation),
                settledAt,
                settledAt,
                quietFrom,
                quietFrom.minus(evaluation),
                forgottenAt,
                forgottenAt);
    }

    /** The times of an alert whose series are as loud as the crossing says. */
    Timeline at(Crossing crossing, Cadence cadence, Duration holdFor, Duration keepFiringFor) {
        Duration evaluation = cadence.evaluation();
        long needed = crossing.needed();
        Duration firing = loudFrom.plus(after(needed)).plus(up(holdFor, evaluation));
        long spare = crossing.increments() - needed;
        return new Timeline(
                interval,
                loudFrom,
                firing.minus(evaluation),
                firing,
                settledAt,
                quietFrom,
                quietFrom.plus(down(after(spare - 1), evaluation)),
                quietFrom.plus(up(after(spare + 1), evaluation)).plus(up(keepFiringFor, evaluation)),
                forgottenAt);
    }

    /** From the first of some samples to the last. */
    private Duration after(long samples) {
        return interval.multipliedBy(samples - 1);
    }

    long samplesBefore() {
        return samples(loudFrom);
    }

    long samplesLoud() {
        return samples(quietFrom.minus(loudFrom));
    }

    long samplesAfter() {
        return samples(forgottenAt.minus(quietFrom)) + 2;
    }

    private long samples(Duration length) {
        return Cadence.times(length, interval);
    }

    private static Duration up(Duration length, Duration step) {
        long steps = -Math.floorDiv(-length.toMillis(), step.toMillis());
        return step.multipliedBy(steps);
    }

    private static Duration down(Duration length, Duration step) {
        return step.multipliedBy(Math.floorDiv(length.toMillis(), step.toMillis()));
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
