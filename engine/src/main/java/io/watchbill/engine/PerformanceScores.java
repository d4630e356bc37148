package io.watchbill.engine;

import io.watchbill.engine.ScoreSnapshot.PerformanceWindow;
import io.watchbill.statistics.Calibration;
import io.watchbill.statistics.ClassScore;
import io.watchbill.statistics.MeanCounts;
import io.watchbill.statistics.MetricBaseline;
import io.watchbill.statistics.PerformanceBaseline;
import io.watchbill.statistics.PerformanceScore;
import io.watchbill.statistics.PerformanceScorer;
import io.watchbill.statistics.ReferenceProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Performance and confidence of windows against their baselines. Pure. */
final class PerformanceScores {
    /** The confidence's name among scores; it has families of its own on the page. */
    private static final String CONFIDENCE = "confidence";

    private final long minimumSamples;
    private final OptionalInt positive;
    private final List<String> classes;
    private final @Nullable PerformanceBaseline baseline;
    private final @Nullable MetricBaseline confidence;

    /**
     * @param minimumSamples with fewer labelled predictions a window has no metric, with fewer predictions no mean
     *     confidence and no estimate: a handful says nothing, and would set off every threshold
     * @param positive the number of the positive class of a binary model
     * @param classes the classes that get scores of their own, by their number; empty for none
     * @param profile the baselines; null without
     */
    PerformanceScores(
            long minimumSamples, OptionalInt positive, List<String> classes, @Nullable ReferenceProfile profile) {
        this.minimumSamples = minimumSamples;
        this.positive = positive;
        this.classes = classes;
        this.baseline = profile == null ? null : profile.performance();
        this.confidence = profile == null ? null : profile.confidence();
    }

    /** Scores a window. */
    PerformanceWindow of(PerformanceTotals totals) {
        Duration length = totals.window().panes().window();
        long samples = totals.labelled().samples();
        boolean enough = samples >= minimumSamples;
        OptionalDouble coverage = totals.predictions() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) samples / totals.predictions());
        PerformanceScore mean = totals.confidence().samples() < minimumSamples
                ? null
                : PerformanceScorer.mean(CONFIDENCE, totals.confidence(), true, confidence, length);
        List<PerformanceScore> metrics = List.of();
        List<ClassScore> byClass = List.of();
        OptionalDouble areaError = OptionalDouble.empty();
        Calibration calibration = null;
        if (enough && totals.labelled() instanceof QualityTotals.OfClasses labelled) {
            metrics = classification(labelled, length);
            byClass = classes.isEmpty() ? List.of() : ClassScore.of(labelled.labelled(), classes, baseline, length);
            areaError = labelled.area().isPresent()
                    ? OptionalDouble.of(labelled.area().get().errorBound())
                    : OptionalDouble.empty();
            calibration = labelled.calibration();
        } else if (enough && totals.labelled() instanceof QualityTotals.OfNumbers labelled) {
            metrics = PerformanceScorer.regression(labelled.errors(), baseline, length);
        }
        return new PerformanceWindow(
                totals.window().label(),
                samples,
                metrics,
                byClass,
                areaError,
                coverage,
                mean,
                calibration == null || calibration.samples() < minimumSamples ? null : calibration,
                totals.estimate()
                        .filter(estimate -> estimate.samples() >= minimumSamples)
                        .orElse(null));
    }

    private List<PerformanceScore> classification(QualityTotals.OfClasses labelled, Duration length) {
        List<PerformanceScore> scores =
                new ArrayList<>(PerformanceScorer.classification(labelled.labelled(), positive, baseline, length));
        labelled.area()
                .ifPresent(area -> scores.add(
                        PerformanceScorer.rocAuc(area, labelled.logLoss().samples(), baseline, length)));
        mean("log_loss", labelled.logLoss(), length, scores);
        mean("brier", labelled.brier(), length, scores);
        return scores;
    }

    private void mean(String metric, MeanCounts counts, Duration length, List<PerformanceScore> scores) {
        MetricBaseline known = baseline == null ? null : baseline.metric(metric);
        PerformanceScore score = PerformanceScorer.mean(metric, counts, false, known, length);
        if (score != null) {
            scores.add(score);
        }
    }
}
