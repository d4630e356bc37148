package io.watchbill.rules.proof;

import io.watchbill.plan.Plan;
import java.time.Duration;

/**
 * How often a test file's series have samples, and how often its rules are evaluated.
 *
 * @param sample divides {@code evaluation}, or is a multiple of it
 */
record Cadence(Duration sample, Duration evaluation) {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration THREE_MINUTES = Duration.ofMinutes(3);
    private static final Duration LONG = Duration.ofHours(6);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration DAYS = Duration.ofDays(3);

    /** As the plan's target has it. */
    static Cadence live(Plan plan) {
        return new Cadence(plan.target().scrapeInterval(), plan.target().evaluationInterval());
    }

    /**
     * For a test of so long a window or wait: promtool evaluates every rule at every step, so that long ones take longer steps. Ratios
     * and sums of whole steps are the same at any.
     */
    static Cadence of(Plan plan, Duration length) {
        if (length.compareTo(LONG) < 0) {
            return live(plan);
        }
        Duration evaluation = length.compareTo(DAYS) >= 0
                ? Duration.ofHours(1)
                : length.compareTo(DAY) >= 0 ? Duration.ofMinutes(30) : Duration.ofMinutes(5);
        return new Cadence(MINUTE, evaluation);
    }

    /**
     * For a test of so long that sees what fired at the evaluation before: from 3.0 on Prometheus looks back for less than five
     * minutes.
     */
    static Cadence remembering(Plan plan, Duration length) {
        return length.compareTo(LONG) < 0 ? live(plan) : new Cadence(MINUTE, THREE_MINUTES);
    }

    /** Java's own multiplication makes large decimals of both, and every sample of a test needs it. */
    private static Duration steps(Duration interval, long count) {
        return Duration.ofMillis(Math.multiplyExact(interval.toMillis(), count));
    }

    /** How often an interval goes into a length, whole times. Java's own division is as slow. */
    static long times(Duration length, Duration interval) {
        return length.toNanos() / interval.toNanos();
    }

    Duration steps(long count) {
        return steps(grid(), count);
    }

    Duration up(Duration length) {
        long steps = -Math.floorDiv(-length.toMillis(), grid().toMillis());
        return steps(grid(), steps);
    }

    Duration down(Duration length) {
        return steps(grid(), length.toMillis() / grid().toMillis());
    }

    /** Both change at multiples of it. */
    private Duration grid() {
        return sample.compareTo(evaluation) > 0 ? sample : evaluation;
    }
}
