package io.watchbill.statistics;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How good the model was on the reference's rows.
 *
 * @param classes the classes in the order of the confusion counts; empty for regression
 * @param confusion rows by predicted class, then by actual class; empty for regression
 * @param metrics by the metric's name on the page, such as {@code accuracy}
 * @param calibrations how often predictions are right at a confidence, by predicted class; without the classes that were
 *     predicted too rarely to know, and empty without confidences
 * @param scoreEdges inner edges of bins of the positive class's score, strictly ascending, that hold about equal parts of
 *     the rows; empty without scores. For {@link ScoreWindow}
 */
public record PerformanceBaseline(
        List<String> classes,
        List<List<Long>> confusion,
        Map<String, MetricBaseline> metrics,
        Map<String, IsotonicCalibration> calibrations,
        List<Double> scoreEdges) {

    /** A baseline without confidences and scores. */
    public PerformanceBaseline(List<String> classes, List<List<Long>> confusion, Map<String, MetricBaseline> metrics) {
        this(classes, confusion, metrics, Map.of(), List.of());
    }

    public PerformanceBaseline {
        classes = List.copyOf(classes);
        confusion = confusion.stream().map(List::copyOf).toList();
        int size = classes.size();
        if (confusion.size() != size || confusion.stream().anyMatch(row -> row.size() != size)) {
            throw new IllegalArgumentException(
                    "confusion counts need one row and one column for each of the " + size + " classes");
        }
        metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
        calibrations = Collections.unmodifiableMap(new TreeMap<>(calibrations));
        scoreEdges = List.copyOf(scoreEdges);
        ScoreWindow.check(scoreEdges);
        for (String name : calibrations.keySet()) {
            if (!classes.contains(name)) {
                throw new IllegalArgumentException("a calibration needs one of the classes, not '" + name + "'");
            }
        }
    }

    /** The baseline of a metric; null if the profile has none. */
    public @Nullable MetricBaseline metric(String name) {
        return metrics.get(name);
    }
}
