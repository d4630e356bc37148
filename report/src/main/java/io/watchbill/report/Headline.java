package io.watchbill.report;

import io.watchbill.profiler.Evaluation;
import io.watchbill.profiler.PerformanceEvaluation;
import io.watchbill.statistics.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An evaluation in one line.
 *
 * @param word     {@code critical}, {@code warning}, {@code none}; {@code undecided} where no column could be judged
 * @param sentence what drifted or became worse
 */
record Headline(String word, String sentence) {

    /** The word for people, such as {@code Critical.} */
    String title() {
        return switch (word) {
            case "critical" -> "Critical.";
            case "warning" -> "Warning.";
            case "none" -> "Fine.";
            default -> "Undecided.";
        };
    }

    static Headline of(Evaluation evaluation) {
        if (evaluation.undecided()) {
            return new Headline("undecided", "No column could be judged; the reasons stand with each.");
        }
        Verdict verdict = evaluation.verdict();
        if (verdict == Verdict.NONE) {
            long judged = evaluation.columns().stream()
                    .filter(column -> column.scores().verdict() != null)
                    .count();
            return new Headline(
                    "none",
                    "No drift in the " + Figures.count(judged, "column") + " with a verdict"
                            + performance(evaluation.performance()) + ".");
        }
        List<String> parts = new ArrayList<>();
        for (Verdict level : List.of(Verdict.CRITICAL, Verdict.WARNING)) {
            String names = evaluation.columns().stream()
                    .filter(column -> column.scores().verdict() == level)
                    .map(column -> Figures.printable(column.name()))
                    .limit(5)
                    .collect(Collectors.joining(", "));
            long count = evaluation.columns().stream()
                    .filter(column -> column.scores().verdict() == level)
                    .count();
            if (count > 0) {
                parts.add((count > 5 ? names + " and " + (count - 5) + " more" : names) + " drifted ("
                        + Figures.verdict(level) + ")");
            }
        }
        PerformanceEvaluation performance = evaluation.performance();
        if (performance != null) {
            performance.metrics().stream()
                    .filter(metric -> metric.verdict() != null && metric.verdict() != Verdict.NONE)
                    .map(metric -> MetricNames.of(metric.score().metric()) + " is worse ("
                            + Figures.verdict(metric.verdict()) + ")")
                    .forEach(parts::add);
        }
        return new Headline(Figures.verdict(verdict), String.join("; ", parts) + ".");
    }

    private static String performance(@Nullable PerformanceEvaluation performance) {
        boolean judged =
                performance != null && performance.metrics().stream().anyMatch(metric -> metric.verdict() != null);
        return judged ? ", and the model is no worse than its limits allow" : "";
    }
}
