package io.watchbill.engine;

import io.watchbill.engine.ScoreSnapshot.PerformanceWindow;
import io.watchbill.statistics.PerformanceScore;
import io.watchbill.statistics.PerformanceScorer;
import io.watchbill.statistics.ReferenceProfile;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Performance and confidence of a window against their baselines. Pure. */
final class PerformanceScores {
    /** The confidence's name among scores; it has families of its own on the page. */
    private static final String CONFIDENCE = "confidence";

    private PerformanceScores() {}

    /**
     * Scores a window.
     *
     * @param positive the number of the positive class of a binary model
     * @param profile the baselines; null without
     */
    static PerformanceWindow of(
            PerformanceTotals totals, OptionalInt positive, boolean classes, @Nullable ReferenceProfile profile) {
        Duration length = totals.window().panes().window();
        List<PerformanceScore> metrics = classes
                ? PerformanceScorer.classification(
                        totals.labelled(), positive, profile == null ? null : profile.performance(), length)
                : List.of();
        PerformanceScore confidence = PerformanceScorer.mean(
                CONFIDENCE, totals.confidence(), true, profile == null ? null : profile.confidence(), length);
        OptionalDouble coverage = totals.predictions() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) totals.labelled().samples() / totals.predictions());
        return new PerformanceWindow(totals.window().label(), metrics, coverage, confidence);
    }
}
