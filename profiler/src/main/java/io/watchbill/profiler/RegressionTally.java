package io.watchbill.profiler;

import java.util.Map;
import java.util.TreeMap;

/** How far numbers are off: MAE, RMSE, R², weighted absolute percentage error and bias. */
final class RegressionTally implements Tally {
    private final RunningMoments error = new RunningMoments();
    private final RunningMoments absolute = new RunningMoments();
    private final RunningMoments squared = new RunningMoments();
    private final RunningMoments target = new RunningMoments();
    private final RunningMoments size = new RunningMoments();
    private double crossed;

    void add(double predicted, double actual, long rows) {
        double off = predicted - actual;
        error.add(off, rows);
        absolute.add(Math.abs(off), rows);
        squared.add(off * off, rows);
        target.add(actual, rows);
        size.add(Math.abs(actual), rows);
        crossed += Math.abs(off) * Math.abs(actual) * rows;
    }

    @Override
    public Map<String, MetricValue> metrics() {
        Map<String, MetricValue> metrics = new TreeMap<>();
        long rows = error.count();
        if (rows == 0) {
            return metrics;
        }
        metrics.put("bias", error.metric());
        metrics.put("mae", absolute.metric());
        double rmse = Math.sqrt(squared.mean());
        // The delta method: the variance of a root is the variance of the square over four times the mean square.
        metrics.put("rmse", new MetricValue(rmse, rows, rmse == 0 ? 0 : squared.variance() / (4 * squared.mean())));
        if (target.sumOfSquaredDeviations() > 0) {
            double explained = 1 - squared.mean() * rows / target.sumOfSquaredDeviations();
            // There is no test of R², so that its variance is not needed.
            metrics.put("r2", new MetricValue(explained, rows, 0));
        }
        if (size.mean() > 0) {
            metrics.put("wape", wape(rows));
        }
        return metrics;
    }

    /** The ratio of two means; its variance by the delta method is the mean of (|e| − w|y|)² over the mean of |y|². */
    private MetricValue wape(long rows) {
        double wape = absolute.mean() / size.mean();
        double meanSquares = squared.mean()
                - 2 * wape * crossed / rows
                + wape * wape * (size.variance() + size.mean() * size.mean());
        return new MetricValue(wape, rows, Math.max(0, meanSquares) / (size.mean() * size.mean()));
    }
}
