package io.watchbill.profiler;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Accuracy of any classifier; for two classes also precision, recall and F1 of the positive one and, where there are
 * scores, log loss, Brier score and the area under the ROC curve.
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

    @Override
    public Map<String, MetricValue> metrics() {
        Map<String, MetricValue> metrics = new TreeMap<>();
        long rows = 0;
        long right = 0;
        long truePositive = 0;
        long predictedPositive = 0;
        long actualPositive = 0;
        for (Map.Entry<String, Map<String, Long>> predicted : confusion.entrySet()) {
            for (Map.Entry<String, Long> actual : predicted.getValue().entrySet()) {
                long count = actual.getValue();
                boolean hit = predicted.getKey().equals(actual.getKey());
                rows += count;
                right += hit ? count : 0;
                if (positiveClass.isPresent()) {
                    predictedPositive += positiveClass.get().equals(predicted.getKey()) ? count : 0;
                    actualPositive += positiveClass.get().equals(actual.getKey()) ? count : 0;
                    truePositive += hit && positiveClass.get().equals(actual.getKey()) ? count : 0;
                }
            }
        }
        if (rows > 0) {
            metrics.put("accuracy", MetricValue.share(right, rows));
        }
        if (predictedPositive > 0) {
            metrics.put("precision", MetricValue.share(truePositive, predictedPositive));
        }
        if (actualPositive > 0) {
            metrics.put("recall", MetricValue.share(truePositive, actualPositive));
        }
        if (predictedPositive + actualPositive > 0) {
            metrics.put("f1", f1(truePositive, predictedPositive, actualPositive, rows));
        }
        metrics.putAll(scores.metrics());
        return metrics;
    }

    /**
     * F1 as the ratio Σa/Σb of a = 2 where a row is a true positive and b = 1 for each of predicted and actual
     * positive; its variance by the delta method is the mean of (a − F1·b)² over the squared mean of b.
     */
    private static MetricValue f1(long truePositive, long predictedPositive, long actualPositive, long rows) {
        double f1 = 2.0 * truePositive / (predictedPositive + actualPositive);
        double hit = 2 - 2 * f1;
        long single = predictedPositive + actualPositive - 2 * truePositive;
        double squares = truePositive * hit * hit + single * f1 * f1;
        double meanB = (double) (predictedPositive + actualPositive) / rows;
        return new MetricValue(f1, rows, squares / rows / (meanB * meanB));
    }
}
