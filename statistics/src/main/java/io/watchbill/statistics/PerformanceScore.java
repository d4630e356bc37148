package io.watchbill.statistics;

import org.jspecify.annotations.Nullable;

/**
 * One metric of a model in a window, against its baseline.
 *
 * @param metric the name on the page, such as {@code accuracy}
 * @param value finite
 * @param samples what it was computed from, such as all predictions of the positive class for precision
 * @param baseline the metric on the reference's rows; null without one
 * @param drop how much worse than the baseline, negative when better; null without a baseline
 * @param lnPValue ln of the one-sided probability of such a drop without any change; null without a test
 * @param chunksKnown whether the baseline's own variation from window to window is known; otherwise the test takes the
 *     baseline's rows for independent
 */
public record PerformanceScore(
        String metric,
        double value,
        long samples,
        @Nullable Double baseline,
        @Nullable Double drop,
        @Nullable Double lnPValue,
        boolean chunksKnown) {}
