package io.watchbill.statistics;

/** What one prediction's probabilities cost once its label is known; {@link MeanWindow}s hold the means. */
public final class ProbabilityLoss {
    /** As scikit-learn clips: a certain and wrong probability costs much, not infinitely much. */
    private static final double LEAST = Math.ulp(1.0);

    private ProbabilityLoss() {}

    /**
     * Log loss −ln p, at most 36.04. I. Good (1952), "Rational Decisions".
     *
     * @param probability of the class that was the actual one, from 0 to 1
     */
    public static double logLoss(double probability) {
        return -Math.log(Math.max(LEAST, share(probability)));
    }

    /**
     * Brier score of two classes, (p − y)², from 0 to 1. G. Brier (1950), "Verification of forecasts expressed in terms of
     * probability", halved as usual for two classes.
     *
     * @param probability of the positive class, from 0 to 1
     */
    public static double brier(double probability, boolean positive) {
        double error = share(probability) - (positive ? 1 : 0);
        return error * error;
    }

    /**
     * Brier score of several classes, Σ_k (p_k − y_k)², from 0 to 2 where the probabilities add up to 1.
     *
     * @param probabilities by class, each from 0 to 1
     * @param actual the place of the actual class
     */
    public static double brier(double[] probabilities, int actual) {
        double sum = 0;
        for (int k = 0; k < probabilities.length; k++) {
            sum += brier(probabilities[k], k == actual);
        }
        return sum;
    }

    private static double share(double probability) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("a probability must be from 0 to 1, not " + probability);
        }
        return probability;
    }
}
