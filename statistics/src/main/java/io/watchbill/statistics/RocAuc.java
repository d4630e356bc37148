package io.watchbill.statistics;

import java.util.Collection;
import java.util.Optional;

/**
 * Area under the ROC curve from counts of scores by bin: the probability that a positive scores above a negative, ties
 * half.
 *
 * @param value from 0 to 1
 * @param errorBound the area of the raw scores lies within {@code value ± errorBound}: ½ Σ p_b q_b over bins' shares of
 *     positives and of negatives, what an order inside the bins could change
 * @param variance for independent events; E. DeLong, D. DeLong, D. Clarke-Pearson (1988), "Comparing the areas under two
 *     or more correlated receiver operating characteristic curves", on the binned scores; NaN with one event of a class
 */
public record RocAuc(double value, double errorBound, double variance) {
    /**
     * The area; empty while there are events of one class only.
     *
     * @param positives events of the positive class by bin, bins ascending with the score
     * @param negatives all others by the same bins
     */
    public static Optional<RocAuc> of(long[] positives, long[] negatives) {
        if (positives.length != negatives.length) {
            throw new IllegalArgumentException(
                    "positives and negatives need the same bins, not " + positives.length + " and " + negatives.length);
        }
        double allPositives = total(positives);
        double allNegatives = total(negatives);
        if (allPositives == 0 || allNegatives == 0) {
            return Optional.empty();
        }
        double value = 0;
        double tied = 0;
        double squaresOfPositives = 0;
        double squaresOfNegatives = 0;
        long positivesBelow = 0;
        long negativesBelow = 0;
        for (int bin = 0; bin < positives.length; bin++) {
            double wins = (negativesBelow + negatives[bin] / 2.0) / allNegatives;
            double losses = 1 - (positivesBelow + positives[bin] / 2.0) / allPositives;
            value += positives[bin] * wins / allPositives;
            tied += positives[bin] / allPositives * (negatives[bin] / allNegatives);
            squaresOfPositives += positives[bin] * wins * wins;
            squaresOfNegatives += negatives[bin] * losses * losses;
            positivesBelow += positives[bin];
            negativesBelow += negatives[bin];
        }
        double variance =
                ofMean(squaresOfPositives, value, allPositives) + ofMean(squaresOfNegatives, value, allNegatives);
        return Optional.of(new RocAuc(value, tied / 2, variance));
    }

    /**
     * The mean of the areas of several classes, each against all others (macro). Its bound is the mean bound; its variance
     * is at most the square of the mean deviation, whatever the correlation of the classes, and that is given. F. Provost,
     * P. Domingos (2000), "Well-trained PETs", without weights.
     *
     * @return empty without an area
     */
    public static Optional<RocAuc> mean(Collection<RocAuc> areas) {
        if (areas.isEmpty()) {
            return Optional.empty();
        }
        double value = 0;
        double bound = 0;
        double deviation = 0;
        for (RocAuc area : areas) {
            value += area.value() / areas.size();
            bound += area.errorBound() / areas.size();
            deviation += Math.sqrt(area.variance()) / areas.size();
        }
        return Optional.of(new RocAuc(value, bound, deviation * deviation));
    }

    private static long total(long[] counts) {
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }

    private static double ofMean(double squares, double mean, double n) {
        return n < 2 ? Double.NaN : Math.max(0, squares - n * mean * mean) / (n - 1) / n;
    }
}
