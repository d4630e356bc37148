package io.watchbill.profiler;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Accuracy, precision, recall and F1: of the positive class where there are two, else the mean over the classes that
 * occur. For two classes and scores also log loss, Brier score and the area under the ROC curve.
 */
final class ClassTally implements Tally {
    private final Optional<String> positiveClass;
    private final Map<String, Map<String, Long>> confusion = new TreeMap<>();
    private final ScoreTally scores = new ScoreTally();

    ClassTally(Optional<String> positiveClass) {
        this.positiveClass = positiveClass;
    }

    /**
     * Adds equal rows; scores must not fall from call to call.
     *
     * @param score the positive class's probability; NaN where there is none
     */
    void add(String predicted, String actual, double score, long rows) {
        confusion.computeIfAbsent(predicted, p -> new TreeMap<>()).merge(actual, rows, Long::sum);
        if (positiveClass.isPresent() && !Double.isNaN(score)) {
            scores.add(score, positiveClass.get().equals(actual), rows);
        }
    }

    /** Rows by predicted, then by actual class. */
    Map<String, Map<String, Long>> confusion() {
        return confusion;
    }

    /** Edges of bins that hold about equal parts of the scores; empty without scores. */
    List<Double> scoreEdges() {
        return scores.edges();
    }

    @Override
    public Map<String, MetricValue> metrics() {
        Map<String, MetricValue> metrics = new TreeMap<>();
        long rows = 0;
        long right = 0;
        Map<String, Long> predicted = new TreeMap<>();
        Map<String, Long> actual = new TreeMap<>();
        for (Map.Entry<String, Map<String, Long>> row : confusion.entrySet()) {
            for (Map.Entry<String, Long> cell : row.getValue().entrySet()) {
                rows += cell.getValue();
                right += row.getKey().equals(cell.getKey()) ? cell.getValue() : 0;
                predicted.merge(row.getKey(), cell.getValue(), Long::sum);
                actual.merge(cell.getKey(), cell.getValue(), Long::sum);
            }
        }
        if (rows == 0) {
            return metrics;
        }
        metrics.put("accuracy", MetricValue.share(right, rows));
        if (positiveClass.isPresent()) {
            String positive = positiveClass.get();
            ofPositive(
                    metrics,
                    hits(positive),
                    predicted.getOrDefault(positive, 0L),
                    actual.getOrDefault(positive, 0L),
                    rows);
            metrics.putAll(scores.metrics());
        } else {
            metrics.put("precision", mean(2, 0, predicted, actual, rows));
            metrics.put("recall", mean(0, 2, predicted, actual, rows));
            metrics.put("f1", mean(1, 1, predicted, actual, rows));
        }
        return metrics;
    }

    private long hits(String name) {
        return confusion.getOrDefault(name, Map.of()).getOrDefault(name, 0L);
    }

    private static void ofPositive(
            Map<String, MetricValue> metrics, long hits, long predicted, long actual, long rows) {
        if (predicted > 0) {
            metrics.put("precision", MetricValue.share(hits, predicted));
        }
        if (actual > 0) {
            metrics.put("recall", MetricValue.share(hits, actual));
        }
        if (predicted + actual > 0) {
            metrics.put("f1", f1(hits, predicted, actual, rows));
        }
    }

    /**
     * F1 as the ratio Σa/Σb of a = 2 where a row is a true positive and b = 1 for each of predicted and actual
     * positive; its variance by the delta method is the mean of (a − F1·b)² over the squared mean of b.
     */
    private static MetricValue f1(long hits, long predicted, long actual, long rows) {
        double f1 = 2.0 * hits / (predicted + actual);
        double hit = 2 - 2 * f1;
        long single = predicted + actual - 2 * hits;
        double squares = hits * hit * hit + single * f1 * f1;
        double meanB = (double) (predicted + actual) / rows;
        return new MetricValue(f1, rows, squares / rows / (meanB * meanB));
    }

    /**
     * The mean over classes of Σa/Σb with a = 2 for a hit and b = {@code ofPredicted} where the class was predicted plus
     * {@code ofActual} where it was true: precision (2, 0), recall (0, 2), F1 (1, 1). A class that occurs and has no b
     * counts as 0, as in scikit-learn. The variance by the delta method is that of a row's part in the mean,
     * Σ_c (a − r_c·b)/(K·mean b_c).
     */
    private MetricValue mean(
            int ofPredicted, int ofActual, Map<String, Long> predicted, Map<String, Long> actual, long rows) {
        Set<String> classes = new TreeSet<>(predicted.keySet());
        classes.addAll(actual.keySet());
        Map<String, Double> ratios = new TreeMap<>();
        Map<String, Double> weights = new TreeMap<>();
        double mean = 0;
        for (String name : classes) {
            double below = ofPredicted * predicted.getOrDefault(name, 0L) + ofActual * actual.getOrDefault(name, 0L);
            double ratio = below == 0 ? 0 : 2.0 * hits(name) / below;
            ratios.put(name, ratio);
            weights.put(name, below == 0 ? 0 : rows / below / classes.size());
            mean += ratio / classes.size();
        }
        double squares = 0;
        for (Map.Entry<String, Map<String, Long>> row : confusion.entrySet()) {
            for (Map.Entry<String, Long> cell : row.getValue().entrySet()) {
                String guess = row.getKey();
                String truth = cell.getKey();
                double part = guess.equals(truth) ? 2 * weight(weights, guess) : 0;
                part -= ofPredicted * weight(ratios, guess) * weight(weights, guess);
                part -= ofActual * weight(ratios, truth) * weight(weights, truth);
                squares += cell.getValue() * part * part;
            }
        }
        return new MetricValue(mean, rows, squares / rows);
    }

    private static double weight(Map<String, Double> weights, String name) {
        return weights.getOrDefault(name, 0.0);
    }
}
