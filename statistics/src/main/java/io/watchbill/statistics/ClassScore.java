package io.watchbill.statistics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * One class of a classifier against all others.
 *
 * @param name the class
 * @param score precision, recall or F1 of the class; its baseline comes from the reference's confusion counts, whose rows
 *     are taken for independent
 */
public record ClassScore(String name, PerformanceScore score) {
    /**
     * Precision, recall and F1 of every class, in the order of the classes; without those that cannot be computed, such
     * as precision of a class that was never predicted.
     *
     * @param names of the counts' classes, in their order
     * @param window length of the window
     */
    public static List<ClassScore> of(
            ClassCounts counts, List<String> names, @Nullable PerformanceBaseline baseline, Duration window) {
        if (names.size() != counts.classes()) {
            throw new IllegalArgumentException(
                    "every class needs a name; there are " + names.size() + " names of " + counts.classes());
        }
        List<ClassScore> scores = new ArrayList<>();
        for (int c = 0; c < names.size(); c++) {
            for (ClassRatio ratio : ClassRatio.values()) {
                PerformanceScore score = PerformanceScorer.ratio(
                        ratio, counts, OptionalInt.of(c), reference(ratio, names.get(c), baseline), window);
                if (score != null) {
                    scores.add(new ClassScore(names.get(c), score));
                }
            }
        }
        return List.copyOf(scores);
    }

    private static @Nullable MetricBaseline reference(
            ClassRatio ratio, String name, @Nullable PerformanceBaseline baseline) {
        if (baseline == null || !baseline.classes().contains(name)) {
            return null;
        }
        int at = baseline.classes().indexOf(name);
        List<List<Long>> confusion = baseline.confusion();
        long hits = confusion.get(at).get(at);
        long predicted = total(confusion.get(at).stream().mapToLong(Long::longValue));
        long actual = total(confusion.stream().mapToLong(row -> row.get(at)));
        double below = ratio.below(predicted, actual);
        if (below == 0) {
            return null;
        }
        double value = ratio.above(hits) / below;
        if (ratio.isRate()) {
            return new MetricBaseline(value, (long) below, value * (1 - value), List.of());
        }
        // F1 by the delta method: the mean over rows of (a − F1·b)², by the squared mean of b.
        long rows = total(confusion.stream().flatMapToLong(row -> row.stream().mapToLong(Long::longValue)));
        double hit = 2 - 2 * value;
        double squares = hits * hit * hit + (predicted + actual - 2 * hits) * value * value;
        return new MetricBaseline(value, rows, squares * rows / (below * below), List.of());
    }

    private static long total(LongStream counts) {
        return counts.sum();
    }
}
