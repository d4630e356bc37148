package io.watchbill.report;

import io.watchbill.profiler.ColumnEvaluation;
import io.watchbill.profiler.Effect;
import io.watchbill.profiler.PerformanceEvaluation;
import io.watchbill.statistics.DriftScores;
import io.watchbill.statistics.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which scores are drawn over time. */
final class Pictures {
    private Pictures() {}

    /** The score that says most of a column: PSI, which has a noise floor, unless it was not asked for. */
    static Optional<Effect> drawn(ColumnEvaluation column) {
        return column.effects().stream()
                .filter(effect -> effect.symbol().equals("PSI"))
                .findFirst()
                .or(() -> column.effects().stream().findFirst());
    }

    /** A column's score chunk by chunk; empty where there are fewer than two. */
    static Optional<TimeChart> ofColumn(ColumnEvaluation column) {
        Effect drawn = drawn(column).orElse(null);
        if (drawn == null) {
            return Optional.empty();
        }
        List<TimeChart.Point> points = new ArrayList<>();
        for (ColumnEvaluation.Chunk chunk : column.overTime()) {
            chunk.effects().stream()
                    .filter(effect -> effect.symbol().equals(drawn.symbol()))
                    .findFirst()
                    .ifPresent(effect -> points.add(point(chunk, effect)));
        }
        if (points.size() < 2) {
            return Optional.empty();
        }
        double highest =
                points.stream().mapToDouble(TimeChart.Point::value).max().orElse(0);
        long critical = points.stream()
                .filter(point -> point.cssClass().equals("critical"))
                .count();
        String says = column.name() + ": " + drawn.symbol() + " over time, at most " + Figures.value(highest)
                + "; critical in " + critical + " of " + points.size() + " stretches.";
        return Optional.of(new TimeChart(
                says,
                points,
                List.of(
                        new TimeChart.Level("warning", drawn.warning(), "warning"),
                        new TimeChart.Level("critical", drawn.critical(), "critical")),
                true));
    }

    private static TimeChart.Point point(ColumnEvaluation.Chunk chunk, Effect effect) {
        DriftScores scores = chunk.scores();
        DriftScores.Psi psi = scores.psi();
        double floor = effect.symbol().equals("PSI") && psi != null ? psi.noiseFloor() : Double.NaN;
        String why = scores.noVerdictReason() == null
                ? Figures.verdict(scores.verdict())
                : "no verdict: " + scores.noVerdictReason().label().replace('_', ' ');
        return new TimeChart.Point(
                chunk.from(),
                chunk.to(),
                effect.value(),
                floor,
                tone(scores.verdict()),
                Figures.time(chunk.from()) + " to " + Figures.time(chunk.to()) + ": " + effect.symbol() + " "
                        + Figures.value(effect.value()) + ", " + Figures.count(scores.samples(), "value")
                        + ", adjusted p " + Figures.pValue(scores.lnAdjustedPValue()) + ", " + why);
    }

    /** The metric that is drawn: the first that has limits, else the first. */
    static Optional<PerformanceEvaluation.Metric> main(PerformanceEvaluation performance) {
        return performance.metrics().stream()
                .filter(metric -> metric.limits() != null)
                .findFirst()
                .or(() -> performance.metrics().stream().findFirst());
    }

    /** A metric chunk by chunk with its baseline; empty where there are fewer than two. */
    static Optional<TimeChart> ofMetric(PerformanceEvaluation performance, PerformanceEvaluation.Metric whole) {
        String name = whole.score().metric();
        List<TimeChart.Point> points = new ArrayList<>();
        for (PerformanceEvaluation.Chunk chunk : performance.overTime()) {
            chunk.metric(name).ifPresent(metric -> points.add(point(chunk, metric)));
        }
        if (points.size() < 2) {
            return Optional.empty();
        }
        Double baseline = whole.score().baseline();
        List<TimeChart.Level> levels = new ArrayList<>();
        if (baseline != null) {
            levels.add(new TimeChart.Level("baseline", baseline, "baseline"));
            PerformanceEvaluation.Limits limits = whole.limits();
            if (limits != null) {
                double sign = MetricNames.largerIsWorse(name) ? 1 : -1;
                add(levels, "warning", limits.warning(), baseline, sign);
                add(levels, "critical", limits.critical(), baseline, sign);
            }
        }
        String says = String.format(
                Locale.ROOT,
                "%s over time in %d stretches%s.",
                MetricNames.of(name),
                points.size(),
                baseline == null ? "" : ", against a baseline of " + Figures.value(baseline));
        return Optional.of(new TimeChart(says, points, levels, false));
    }

    private static void add(
            List<TimeChart.Level> levels, String level, @Nullable Double drop, double baseline, double sign) {
        if (drop != null) {
            levels.add(new TimeChart.Level(level, baseline + sign * drop, level));
        }
    }

    private static TimeChart.Point point(PerformanceEvaluation.Chunk chunk, PerformanceEvaluation.Metric metric) {
        return new TimeChart.Point(
                chunk.from(),
                chunk.to(),
                metric.score().value(),
                Double.NaN,
                tone(metric.verdict()),
                Figures.time(chunk.from()) + " to " + Figures.time(chunk.to()) + ": "
                        + MetricNames.of(metric.score().metric()) + " "
                        + Figures.value(metric.score().value()) + " of "
                        + Figures.count(metric.score().samples(), "sample") + ", p "
                        + Figures.pValue(metric.score().lnPValue()) + ", " + metric.reason());
    }

    /** The class of a verdict's colour. */
    static String tone(@Nullable Verdict verdict) {
        return verdict == null ? "unknown" : Figures.verdict(verdict);
    }
}
