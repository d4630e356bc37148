package io.watchbill.spec;

import java.time.Duration;
import java.util.List;

/**
 * Data drift: which windows are compared with the training data, by which scores, and what counts as drift.
 *
 * @param minimumSamples below this a window has no verdict
 */
public record Drift(
        List<Window> windows,
        long minimumSamples,
        List<DriftScore> numeric,
        List<DriftScore> categorical,
        DriftThresholds warning,
        DriftThresholds critical) {
    /** Day and week, the mission's three tests. */
    public static final Drift DEFAULT = new Drift(
            List.of(new TimeWindow(Duration.ofHours(24)), new TimeWindow(Duration.ofDays(7))),
            500,
            List.of(DriftScore.KS, DriftScore.PSI),
            List.of(DriftScore.CHI_SQUARE, DriftScore.PSI),
            DriftThresholds.DEFAULT_WARNING,
            DriftThresholds.DEFAULT_CRITICAL);

    public Drift {
        windows = List.copyOf(windows);
        numeric = List.copyOf(numeric);
        categorical = List.copyOf(categorical);
    }
}
