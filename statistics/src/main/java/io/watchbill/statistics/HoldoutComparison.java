package io.watchbill.statistics;

import java.util.Optional;

/**
 * Champion against holdout since the arm's start, looked at as often as one likes: the always-valid p-value is the least of
 * all looks, which is kept here. R. Johari, P. Koomen, L. Pekelis, D. Walsh (2022), as {@link AlwaysValid}.
 *
 * <p>The test takes the variance as known, so nothing is looked at before both arms can tell it: rates from {@value
 * #FEWEST_OF_EITHER} successes and as many failures in each arm, means from {@value #FEWEST} events in each. (Looked at
 * from the first event on, equal arms of 99 % accuracy are found different 58 times in 100.) Not safe for several threads.
 */
public final class HoldoutComparison {
    private static final long FEWEST_OF_EITHER = 10;
    private static final long FEWEST = 100;

    private final double matters;
    private final double alpha;
    private double least;

    /**
     * No looks yet.
     *
     * @param matters τ, the least difference that matters, above 0
     * @param alpha one minus the confidence of the intervals, above 0 and under 1
     */
    public HoldoutComparison(double matters, double alpha) {
        if (!(matters > 0) || !Double.isFinite(matters) || !(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException(
                    "a comparison needs a difference that matters above 0 and an alpha above 0" + " and under 1, not "
                            + matters + " and " + alpha);
        }
        this.matters = matters;
        this.alpha = alpha;
    }

    /**
     * What all events of an arm add up to.
     *
     * @param samples how many, at least 0
     * @param sum of their values; for a rate its successes
     * @param squares sum of the values' squares; for a rate its successes
     * @param rate whether each value is 0 or 1
     */
    public record Arm(long samples, double sum, double squares, boolean rate) {
        /** An arm of which each event is a success or none, such as a right prediction. */
        public static Arm ofRate(long successes, long samples) {
            return new Arm(samples, successes, successes, true);
        }

        /** An arm of numbers, such as errors of a regression. */
        public static Arm ofMean(long samples, double sum, double squares) {
            return new Arm(samples, sum, squares, false);
        }

        private double mean() {
            return sum / samples;
        }

        private double varianceOfMean() {
            return Math.max(0, squares / samples - mean() * mean()) / samples;
        }

        private boolean canTellItsVariance() {
            return rate ? Math.min(sum, samples - sum) >= FEWEST_OF_EITHER : samples >= FEWEST;
        }
    }

    /**
     * The difference at a look.
     *
     * @param value champion less holdout
     * @param lower lower end of the always-valid interval around it
     * @param upper upper end
     * @param lnPValue ln of the always-valid p-value of equal arms: the least of all looks so far, at most 0
     */
    public record Difference(double value, double lower, double upper, double lnPValue) {}

    /**
     * Looks at the arms.
     *
     * @return empty while an arm has too few events, or none that differ, or sums that no double holds
     */
    public Optional<Difference> look(Arm champion, Arm holdout) {
        if (!champion.canTellItsVariance() || !holdout.canTellItsVariance()) {
            return Optional.empty();
        }
        double variance = champion.varianceOfMean() + holdout.varianceOfMean();
        if (variance == 0) {
            return Optional.empty();
        }
        double difference = champion.mean() - holdout.mean();
        double now = AlwaysValid.lnInverseRatio(difference, variance, matters);
        if (Double.isNaN(now)) {
            return Optional.empty();
        }
        least = Math.min(least, now);
        double half = AlwaysValid.halfWidth(variance, matters, alpha);
        return Optional.of(new Difference(difference, difference - half, difference + half, least));
    }

    /** ln of the least p-value of all looks so far: all that must be kept of them. */
    public double leastLnPValue() {
        return least;
    }

    /** Goes on from looks of before. */
    public void resume(double leastLnPValue) {
        least = Math.min(0, leastLnPValue);
    }
}
