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
import io.watchbill.statistics.RocAuc;
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

    private final OptionalInt positive;
    private final List<String> classes;
    private final @Nullable PerformanceBaseline baseline;
    private final @Nullable MetricBaseline confidence;

    /**
     * @param positive the number of the positive class of a binary model
     * @param classes the classes that get scores of their own, by their number; empty for none
     * @param profile the baselines; null without
     */
    PerformanceScores(OptionalInt positive, List<String> classes, @Nullable ReferenceProfile profile) {
        this.positive = positive;
        this.classes = classes;
        this.baseline = profile == null ? null : profile.performance();
        this.confidence = profile == null ? null : profile.confidence();
    }

    /** Scores a window. */
    PerformanceWindow of(PerformanceTotals totals) {
        Duration length = totals.window().panes().window();
        String window = totals.window().label();
        long samples = totals.labelled().samples();
        OptionalDouble coverage = totals.predictions() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) samples / totals.predictions());
        PerformanceScore mean = PerformanceScorer.mean(CONFIDENCE, totals.confidence(), true, confidence, length);
        if (totals.labelled() instanceof QualityTotals.OfClasses labelled) {
            Calibration calibration = labelled.calibration();
            return new PerformanceWindow(
                    window,
                    classification(labelled, length),
                    classes.isEmpty() ? List.of() : ClassScore.of(labelled.labelled(), classes, baseline, length),
                    labelled.area()
                            .map(RocAuc::errorBound)
                            .map(OptionalDouble::of)
                            .orElse(OptionalDouble.empty()),
                    coverage,
                    mean,
                    calibration == null || calibration.samples() == 0 ? null : calibration,
                    totals.estimate().orElse(null));
        }
        MeanCounts errors = ((QualityTotals.OfNumbers) totals.labelled()).errors();
        return new PerformanceWindow(
                window,
                PerformanceScorer.regression(errors, baseline, length),
                List.of(),
                OptionalDouble.empty(),
                coverage,
                mean,
                null,
                null);
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
