package io.watchbill.statistics;

import java.util.Optional;

/**
 * The accuracy to expect of predictions before their labels come: the mean probability to be right, by the isotonic
 * calibration of the predicted class. It assumes that predictions of one class and confidence are right as often as they
 * were in the reference; where that changed, it is wrong, so a good estimate never disproves a bad accuracy. It is the
 * average confidence, after calibration, of J. Garg, S. Balakrishnan, Z. Lipton, B. Neyshabur, H. Sedghi (2022),
 * "Leveraging Unlabeled Data to Predict Out-of-Distribution Performance".
 *
 * @param value from 0 to 1
 * @param standardDeviation of accuracy − value: √(Σ_c (n_c/n)²·v_c·(1/n_c + 1/m_c)) with n_c predictions of class c now, m_c
 *     in the reference and v_c their mean of p(1 − p). With the reference's shares of the classes that is √(mean p(1 −
 *     p)·(1/n + 1/m))
 * @param samples predictions that it was computed from
 * @param uncalibrated predictions beside them whose class the profile cannot calibrate; the estimate says nothing of them
 */
public record EstimatedAccuracy(double value, double standardDeviation, long samples, long uncalibrated) {
    /**
     * What predictions of one class add up to.
     *
     * @param predictions n_c, at least 0
     * @param probabilities Σ p
     * @param variances Σ p(1 − p)
     * @param referenceSamples m_c, from 1
     */
    public record ClassSums(long predictions, double probabilities, double variances, long referenceSamples) {}

    /** The estimate; empty without calibrated predictions. */
    public static Optional<EstimatedAccuracy> of(Iterable<ClassSums> classes, long uncalibrated) {
        long samples = 0;
        double right = 0;
        double variance = 0;
        for (ClassSums sums : classes) {
            samples += sums.predictions();
            right += sums.probabilities();
            variance += sums.variances() * (1 + (double) sums.predictions() / sums.referenceSamples());
        }
        return samples == 0
                ? Optional.empty()
                : Optional.of(
                        new EstimatedAccuracy(right / samples, Math.sqrt(variance) / samples, samples, uncalibrated));
    }
}
