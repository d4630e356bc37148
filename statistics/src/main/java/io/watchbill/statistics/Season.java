package io.watchbill.statistics;

import java.time.Duration;

/**
 * How much a column varies from window to window of one length inside the training data itself: its own season and
 * sessions. With b such windows of n_b rows out of m, T_b = PSI_b / (1/n_b − 1/m); without dependence T follows the
 * chi-square distribution of k − 1 degrees.
 *
 * @param window length of the windows
 * @param mean mean μ of T over the windows, at least 0
 * @param variance variance s² of T over the windows, at least 0
 * @param meanSamples mean rows n̄ of a window, above 0
 * @param windows how many windows were seen, at least 2
 */
public record Season(Duration window, double mean, double variance, double meanSamples, int windows) {
    public Season {
        if (window.isZero() || window.isNegative()) {
            throw new IllegalArgumentException("the window of a season must be longer than nothing, not " + window);
        }
        if (!(mean >= 0) || !(variance >= 0) || !(meanSamples > 0) || windows < 2) {
            throw new IllegalArgumentException("a season needs mean >= 0, variance >= 0, meanSamples > 0 and at least"
                    + " two windows, not " + mean + ", " + variance + ", " + meanSamples + ", " + windows);
        }
    }
}
