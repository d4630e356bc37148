package io.watchbill.profiler;

import io.watchbill.profiler.PerformanceEvaluation.Limits;
import io.watchbill.profiler.PerformanceEvaluation.Metric;
import io.watchbill.spec.Confidence;
import io.watchbill.spec.Model;
import io.watchbill.spec.Performance;
import io.watchbill.statistics.PerformanceScore;
import io.watchbill.statistics.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the specification thinks of metrics: how much worse than the baseline each may be, and how sure that must be. */
final class PerformanceJudge {
    private final Performance performance;

    PerformanceJudge(Model model) {
        this.performance = model.performance();
    }

    /** A level as a drop in the metric's own unit. */
    private record Level(double drop, double pValue) {}

    List<Metric> judge(List<PerformanceScore> scores) {
        List<Metric> metrics = new ArrayList<>();
        for (PerformanceScore score : scores) {
            metrics.add(judge(score));
        }
        return metrics;
    }

    /** The same metrics of a stretch of time that the rows do not fill: without verdicts. */
    static List<Metric> unjudged(List<PerformanceScore> scores) {
        return scores.stream()
                .map(score -> new Metric(score, null, null, "the rows do not fill the window"))
                .toList();
    }

    private Metric judge(PerformanceScore score) {
        Double drop = score.drop();
        if (drop == null) {
            return new Metric(score, null, null, "the profile has no baseline of it");
        }
        Optional<Level> warning = level(score, false);
        Optional<Level> critical = level(score, true);
        Optional<Level> lowest = warning.or(() -> critical);
        if (lowest.isEmpty()) {
            return new Metric(score, null, null, "no threshold");
        }
        Limits limits = new Limits(
                warning.map(Level::drop).orElse(null), critical.map(Level::drop).orElse(null));
        Verdict verdict = verdict(drop, score.lnPValue(), warning, critical);
        Level said = verdict == Verdict.CRITICAL ? critical.orElse(lowest.get()) : lowest.get();
        return new Metric(score, limits, verdict, Reasons.ofMetric(drop, said.drop(), said.pValue(), verdict));
    }

    private static @Nullable Verdict verdict(
            double drop, @Nullable Double lnPValue, Optional<Level> warning, Optional<Level> critical) {
        if (lnPValue == null) {
            return null;
        }
        if (passes(drop, lnPValue, critical)) {
            return Verdict.CRITICAL;
        }
        return passes(drop, lnPValue, warning) ? Verdict.WARNING : Verdict.NONE;
    }

    private static boolean passes(double drop, double lnPValue, Optional<Level> level) {
        return level.isPresent()
                && drop > level.get().drop()
                && lnPValue < Math.log(level.get().pValue());
    }

    private Optional<Level> level(PerformanceScore score, boolean critical) {
        var thresholds = critical ? performance.critical() : performance.warning();
        Double baseline = score.baseline();
        return switch (score.metric()) {
            case "accuracy" ->
                Optional.of(new Level(
                        thresholds.accuracyDrop().doubleValue(),
                        thresholds.pValue().doubleValue()));
            case "mae" ->
                // A share of its baseline; without an error in the reference there is no share of it.
                baseline == null || baseline == 0
                        ? Optional.empty()
                        : Optional.of(new Level(
                                thresholds.maeIncrease().doubleValue() * baseline,
                                thresholds.pValue().doubleValue()));
            case MetricScores.CONFIDENCE -> {
                Confidence confidence = performance.confidence();
                yield (critical ? confidence.critical() : confidence.warning())
                        .map(level -> new Level(
                                level.drop().doubleValue(), level.pValue().doubleValue()));
            }
            default -> Optional.empty();
        };
    }
}
