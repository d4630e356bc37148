package io.watchbill.engine;

/** A histogram at one moment: counts by bucket, not cumulative; the last bucket has no upper bound. Immutable. */
public final class HistogramView {
    private final double[] bounds;
    private final long[] counts;
    private final double sum;

    HistogramView(double[] bounds, long[] counts, double sum) {
        this.bounds = bounds;
        this.counts = counts;
        this.sum = sum;
    }

    /** How many buckets there are, with the last one that has no bound. */
    public int buckets() {
        return counts.length;
    }

    /** The inclusive upper bound of a bucket; positive infinity for the last. */
    public double upperBound(int bucket) {
        return bucket < bounds.length ? bounds[bucket] : Double.POSITIVE_INFINITY;
    }

    /** Values in one bucket. */
    public long count(int bucket) {
        return counts[bucket];
    }

    /** All values. */
    public long count() {
        long total = 0;
        for (long count : counts) {
            total += count;
        }
        return total;
    }

    /** The sum of all values. */
    public double sum() {
        return sum;
    }
}
