package io.watchbill.profiler;

/** Mean and variance of weighted numbers in one pass; West (1979), "Updating mean and variance estimates". */
final class RunningMoments {
    private long count;
    private double mean;
    private double squaredDeviations;

    void add(double value, long times) {
        count += times;
        double delta = value - mean;
        mean += delta * times / count;
        squaredDeviations += times * delta * (value - mean);
    }

    long count() {
        return count;
    }

    double mean() {
        return mean;
    }

    /** The variance of the numbers themselves: divided by their count. */
    double variance() {
        return count == 0 ? 0 : squaredDeviations / count;
    }

    double sumOfSquaredDeviations() {
        return squaredDeviations;
    }

    MetricValue metric() {
        return new MetricValue(mean, count, variance());
    }
}
