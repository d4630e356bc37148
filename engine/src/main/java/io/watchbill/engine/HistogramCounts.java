package io.watchbill.engine;

import io.watchbill.statistics.state.StateReader;
import io.watchbill.statistics.state.StateWriter;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * A histogram with fixed buckets. Not thread-safe.
 *
 * <p>The sum is of doubles in the order of arrival, so it is exact to rounding only; the counts are exact.
 */
final class HistogramCounts {
    /** Of most services; the specification's own bounds come beside them. */
    private static final List<Double> LATENCIES =
            List.of(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0);

    private static final int MOST_BUCKETS = 10_000;

    private final double[] bounds;
    private final long[] counts;
    private double sum;

    /** @param bounds the upper bounds, inclusive, ascending, finite */
    HistogramCounts(double[] bounds) {
        this.bounds = bounds;
        this.counts = new long[bounds.length + 1];
    }

    static double[] latencyBounds(List<Double> more) {
        TreeSet<Double> bounds = new TreeSet<>(LATENCIES);
        for (double bound : more) {
            if (bound > 0 && Double.isFinite(bound)) {
                bounds.add(bound);
            }
        }
        return bounds.stream().mapToDouble(Double::doubleValue).toArray();
    }

    static double[] even(double from, double to, int buckets) {
        double[] bounds = new double[buckets];
        for (int i = 0; i < buckets; i++) {
            bounds[i] = from + (to - from) * (i + 1) / buckets;
        }
        return bounds;
    }

    void observe(double value) {
        int bucket = 0;
        while (bucket < bounds.length && bounds[bucket] < value) {
            bucket++;
        }
        counts[bucket]++;
        sum += value;
    }

    void save(StateWriter to) {
        to.varint(bounds.length);
        to.doubles(bounds);
        to.longs(counts);
        to.number(sum);
    }

    /** Takes over the counts; false if there are any and they are of other buckets, so that they say nothing here. */
    boolean restore(StateReader from) {
        int count = from.below(MOST_BUCKETS);
        double[] boundsThen = new double[count];
        long[] countsThen = new long[count + 1];
        from.doubles(boundsThen);
        from.longs(countsThen);
        double sumThen = from.number();
        long most = 0;
        for (long value : countsThen) {
            from.require(value >= 0, "counts of a histogram");
            most = Math.max(most, value);
        }
        boolean same = Arrays.equals(boundsThen, bounds);
        if (same) {
            System.arraycopy(countsThen, 0, counts, 0, counts.length);
            sum = sumThen;
        }
        return same || most == 0;
    }

    HistogramView view() {
        return new HistogramView(bounds, counts.clone(), sum);
    }
}
