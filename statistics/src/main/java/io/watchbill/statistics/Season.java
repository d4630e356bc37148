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
 * @param overdispersion mean φ of the blocks inside the windows, at least 1: a daily cycle is in every window of a day,
 *     and no reason to doubt what the window as a whole says
 * @param windows how many windows were seen, at least 2
 */
public record Season(
        Duration window, double mean, double variance, double meanSamples, double overdispersion, int windows) {
    /** With fewer windows their variance says too little to be relied on alone. */
    public static final int ENOUGH = 10;

    public Season {
        if (window.isZero() || window.isNegative()) {
            throw new IllegalArgumentException("the window of a season must be longer than nothing, not " + window);
        }
        if (!(mean >= 0) || !(variance >= 0) || !(meanSamples > 0) || !(overdispersion >= 1) || windows < 2) {
            throw new IllegalArgumentException("a season needs mean >= 0, variance >= 0, meanSamples > 0,"
                    + " overdispersion >= 1 and at least two windows, not " + mean + ", " + variance + ", "
                    + meanSamples + ", " + overdispersion + ", " + windows);
        }
    }

    /** Whether there were {@value #ENOUGH} windows, so that the season alone tells how much windows vary. */
    boolean enough() {
        return windows >= ENOUGH;
    }
}
