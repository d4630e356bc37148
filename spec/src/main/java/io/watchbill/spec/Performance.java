package io.watchbill.spec;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Concept drift: is the model as good as it was.
 *
 * @param windows windows over prediction time, which end {@code labelDelay} before the newest event
 * @param labelDelay how late ground truth normally is
 * @param maximumLabelDelay after this a prediction counts as unlabelled
 * @param minimumSamples with fewer labelled predictions a window has no performance
 */
public record Performance(
        List<Window> windows,
        Duration labelDelay,
        Duration maximumLabelDelay,
        long minimumSamples,
        PerformanceThresholds warning,
        PerformanceThresholds critical,
        Optional<Holdout> holdout,
        Confidence confidence) {
    /** Day and week, labels at once. */
    public static final Performance DEFAULT = new Performance(
            Drift.DEFAULT.windows(),
            Duration.ZERO,
            Duration.ofDays(7),
            100,
            PerformanceThresholds.DEFAULT_WARNING,
            PerformanceThresholds.DEFAULT_CRITICAL,
            Optional.empty(),
            Confidence.DEFAULT);

    public Performance {
        windows = List.copyOf(windows);
    }
}
