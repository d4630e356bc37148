package io.watchbill.engine;

import io.watchbill.engine.ScoreSnapshot.Metric;
import io.watchbill.engine.ScoreSnapshot.PerformanceWindow;
import io.watchbill.statistics.MetricBaseline;
import io.watchbill.statistics.PerformanceBaseline;
import io.watchbill.statistics.ReferenceProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Classification metrics of a window against their baselines. Pure. */
final class PerformanceScores {
    private PerformanceScores() {}

    /**
     * @param positive the number of the positive class of a binary model, else -1: precision, recall and F1 are then
     *     averages over the classes
     */
    static PerformanceWindow of(PerformanceTotals totals, int positive, @Nullable ReferenceProfile profile) {
        PerformanceBaseline baseline = profile == null ? null : profile.performance();
        List<Metric> metrics = new ArrayList<>();
        Cells confusion = totals.confusion();
        if (totals.labelled() > 0) {
            double right = totals.right().stream()
                    .mapToDouble(PerformanceTotals.Block::sum)
                    .sum();
            MetricBaseline accuracy = baseline == null ? null : baseline.metric("accuracy");
            metrics.add(metric("accuracy", right / totals.labelled(), accuracy));
            Rates rates = positive >= 0 ? rates(confusion, positive) : macro(confusion);
            add(metrics, "precision", rates.precision(), baseline);
            add(metrics, "recall", rates.recall(), baseline);
            add(metrics, "f1", rates.f1(), baseline);
        }
        OptionalDouble coverage = totals.predictions() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) totals.labelled() / totals.predictions());
        return new PerformanceWindow(totals.window().label(), metrics, coverage, confidence(totals, profile));
    }

    private static void add(
            List<Metric> metrics, String name, OptionalDouble value, @Nullable PerformanceBaseline baseline) {
        if (value.isPresent()) {
            metrics.add(metric(name, value.getAsDouble(), baseline == null ? null : baseline.metric(name)));
        }
    }

    private static Metric metric(String name, double value, @Nullable MetricBaseline baseline) {
        return baseline == null
                ? new Metric(name, value, OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty())
                : new Metric(
                        name,
                        value,
                        OptionalDouble.of(baseline.value()),
                        OptionalDouble.of(baseline.value() - value),
                        OptionalDouble.empty());
    }

    private static List<Metric> confidence(PerformanceTotals totals, @Nullable ReferenceProfile profile) {
        long count = 0;
        double sum = 0;
        for (PerformanceTotals.Block block : totals.confidence()) {
            count += block.count();
            sum += block.sum();
        }
        return count == 0
                ? List.of()
                : List.of(metric("confidence", sum / count, profile == null ? null : profile.confidence()));
    }

    /** Each absent where its denominator is 0. */
    private record Rates(OptionalDouble precision, OptionalDouble recall, OptionalDouble f1) {}

    private static Rates rates(Cells confusion, int positive) {
        long truePositives = confusion.get(positive, positive);
        long predicted = 0;
        long actual = 0;
        for (int other = 0; other < Math.max(confusion.rows(), confusion.columns(positive)); other++) {
            predicted += confusion.get(positive, other);
        }
        for (int other = 0; other < confusion.rows(); other++) {
            actual += confusion.get(other, positive);
        }
        return new Rates(
                share(truePositives, predicted),
                share(truePositives, actual),
                share(2 * truePositives, predicted + actual));
    }

    /** The plain mean over the classes that have the rate. */
    private static Rates macro(Cells confusion) {
        int classes = confusion.rows();
        for (int row = 0; row < confusion.rows(); row++) {
            classes = Math.max(classes, confusion.columns(row));
        }
        List<Rates> all = new ArrayList<>(classes);
        for (int positive = 0; positive < classes; positive++) {
            all.add(rates(confusion, positive));
        }
        return new Rates(
                mean(all.stream().map(Rates::precision).toList()),
                mean(all.stream().map(Rates::recall).toList()),
                mean(all.stream().map(Rates::f1).toList()));
    }

    private static OptionalDouble mean(List<OptionalDouble> values) {
        return values.stream()
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .average();
    }

    private static OptionalDouble share(long part, long whole) {
        return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
    }
}
