package io.watchbill.statistics;

import io.watchbill.statistics.state.StateReader;
import io.watchbill.statistics.state.StateWriter;
import java.util.Arrays;

/**
 * ADWIN, the adaptive window: it grows while its values look alike, and drops its oldest ones as long as it can be cut
 * into an older and a newer part whose means differ by more than chance,
 *
 * <pre>ε = √(2·m·σ²·ln(2 ln(W)/δ)) + ⅔·m·ln(2 ln(W)/δ),  m = 1/(n₀ − s + 1) + 1/(n₁ − s + 1)</pre>
 *
 * with σ² the variance of the whole window and s the smallest part that is looked at. It sees a change in either direction.
 * A. Bifet, R. Gavaldà (2007), "Learning from Time-Changing Data with Adaptive
 * Windowing", SIAM SDM:443–448; the buckets' variances as in B. Babcock, M. Datar, R. Motwani, L. O'Callaghan (2003),
 * "Maintaining Variance and k-Medians over Data Stream Windows".
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>row r holds buckets of 2^r values each, at most {@code maximumBuckets} of them after an addition; the oldest
 *       values are in the last row, and within a row the oldest bucket comes first;
 *   <li>the last row is never empty, unless it is the first;
 *   <li>nothing is subtracted: a window's mean and variance are added up from its buckets whenever it is looked at.
 * </ol>
 */
public final class Adwin implements ChangeDetector {
    private static final double DELTA = 0.002;
    private static final int CLOCK = 32;
    private static final int MAXIMUM_BUCKETS = 5;
    private static final int MINIMUM_PART = 5;
    private static final int GRACE_PERIOD = 10;
    /** No stream is as long as the last of so many rows says. */
    private static final int MOST_ROWS = 50;

    private final double delta;
    private final int clock;
    private final int maximumBuckets;
    private final int minimumPart;
    private final int gracePeriod;
    private final boolean restarts;
    /** Sums of the buckets, {@code maximumBuckets + 1} places a row. */
    private double[] sums = new double[0];
    /** Squared deviations of the buckets' values from the buckets' means, placed alike. */
    private double[] deviations = new double[0];
    /** Buckets of each row. */
    private int[] buckets = new int[0];

    private int rows;
    private long width;
    private int tick;

    /**
     * With the usual parameters: δ = 0.002, a look every 32 values, 5 buckets a row, parts from 5, a grace of 10; starts
     * anew after a detection.
     */
    public Adwin() {
        this(DELTA, CLOCK, MAXIMUM_BUCKETS, MINIMUM_PART, GRACE_PERIOD, true);
    }

    /**
     * With parameters of one's own.
     *
     * @param delta δ, above 0 and under 1: smaller means fewer false alarms and later detections
     * @param clock values from one look for a change to the next, from 1
     * @param maximumBuckets buckets of one size before two are joined, from 1: more cut the window more finely
     * @param minimumPart the fewest values of either part, from 1
     * @param gracePeriod the window must hold more values than this before it is looked at, at least 0
     * @param restarts whether it starts anew after a detection, so that one change is reported once; otherwise the newer
     *     values stay, as in the paper, and one step is reported several times while the last of the old ones are dropped
     */
    public Adwin(double delta, int clock, int maximumBuckets, int minimumPart, int gracePeriod, boolean restarts) {
        if (!(delta > 0 && delta < 1) || clock < 1 || maximumBuckets < 1 || minimumPart < 1 || gracePeriod < 0) {
            throw new IllegalArgumentException("ADWIN needs delta above 0 and under 1, a clock, buckets and parts of at"
                    + " least 1 and a grace period of at least 0, not " + delta + ", " + clock + ", " + maximumBuckets
                    + ", " + minimumPart + ", " + gracePeriod);
        }
        this.delta = delta;
        this.clock = clock;
        this.maximumBuckets = maximumBuckets;
        this.minimumPart = minimumPart;
        this.gracePeriod = gracePeriod;
        this.restarts = restarts;
        addRow();
    }

    @Override
    public boolean add(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("ADWIN watches finite numbers, not " + value);
        }
        append(0, value, 0);
        width++;
        joinFullRows();
        tick++;
        if (tick < clock) {
            return false;
        }
        tick = 0;
        boolean changed = false;
        while (width > gracePeriod && canBeCut()) {
            dropOldestBucket();
            changed = true;
        }
        if (changed && restarts) {
            reset();
        }
        return changed;
    }

    /** Values in the window. */
    long width() {
        return width;
    }

    /** Mean of the values in the window; 0 while it is empty. */
    double mean() {
        return width == 0 ? 0 : sum() / width;
    }

    @Override
    public void reset() {
        Arrays.fill(buckets, 0);
        rows = 1;
        width = 0;
        tick = 0;
    }

    @Override
    public long bytesHeld() {
        return 8L * (sums.length + deviations.length) + 4L * buckets.length + 16;
    }

    @Override
    public void save(StateWriter to) {
        to.varint(rows);
        to.varint(tick);
        for (int row = 0; row < rows; row++) {
            to.varint(buckets[row]);
            int from = at(row, 0);
            to.doubles(Arrays.copyOfRange(sums, from, from + buckets[row]));
            to.doubles(Arrays.copyOfRange(deviations, from, from + buckets[row]));
        }
    }

    @Override
    public void restore(StateReader from) {
        reset();
        int rowsThen = from.below(MOST_ROWS + 1L);
        from.require(rowsThen > 0, "a row of buckets");
        tick = from.below(clock);
        while (rows < rowsThen) {
            addRow();
        }
        for (int row = 0; row < rows; row++) {
            int count = from.below(maximumBuckets + 1L);
            double[] values = new double[count];
            from.doubles(values);
            System.arraycopy(values, 0, sums, at(row, 0), count);
            from.doubles(values);
            System.arraycopy(values, 0, deviations, at(row, 0), count);
            buckets[row] = count;
            width += (long) count << row;
        }
        from.require(rows == 1 || buckets[rows - 1] > 0, "a bucket in the last row");
    }

    private int at(int row, int bucket) {
        return row * (maximumBuckets + 1) + bucket;
    }

    private void addRow() {
        if (rows == buckets.length) {
            int room = rows + 1;
            sums = Arrays.copyOf(sums, room * (maximumBuckets + 1));
            deviations = Arrays.copyOf(deviations, room * (maximumBuckets + 1));
            buckets = Arrays.copyOf(buckets, room);
        }
        rows++;
    }

    private void append(int row, double sum, double deviation) {
        int at = at(row, buckets[row]);
        sums[at] = sum;
        deviations[at] = deviation;
        buckets[row]++;
    }

    private void removeOldest(int row, int count) {
        int from = at(row, 0);
        int left = buckets[row] - count;
        System.arraycopy(sums, from + count, sums, from, left);
        System.arraycopy(deviations, from + count, deviations, from, left);
        buckets[row] = left;
    }

    private void joinFullRows() {
        for (int row = 0; buckets[row] > maximumBuckets; row++) {
            if (row + 1 == rows) {
                addRow();
            }
            int at = at(row, 0);
            double size = 1L << row;
            double apart = (sums[at] - sums[at + 1]) / size;
            append(row + 1, sums[at] + sums[at + 1], deviations[at] + deviations[at + 1] + size / 2 * apart * apart);
            removeOldest(row, 2);
        }
    }

    private void dropOldestBucket() {
        int last = rows - 1;
        width -= 1L << last;
        removeOldest(last, 1);
        while (rows > 1 && buckets[rows - 1] == 0) {
            rows--;
        }
    }

    private double sum() {
        double sum = 0;
        for (int row = rows - 1; row >= 0; row--) {
            for (int i = 0; i < buckets[row]; i++) {
                sum += sums[at(row, i)];
            }
        }
        return sum;
    }

    private boolean canBeCut() {
        double sum = sum();
        double all = width;
        double trials = Math.log(2 * Math.log(all) / delta);
        double variance = variance(sum / all);
        double before = 0;
        double sumBefore = 0;
        for (int row = rows - 1; row >= 0; row--) {
            double size = 1L << row;
            for (int i = 0; i < buckets[row]; i++) {
                before += size;
                sumBefore += sums[at(row, i)];
                double after = all - before;
                if (after < minimumPart) {
                    return false;
                }
                if (before >= minimumPart) {
                    double m = 1 / (before - minimumPart + 1) + 1 / (after - minimumPart + 1);
                    double chance = Math.sqrt(2 * m * variance * trials) + 2.0 / 3 * m * trials;
                    if (Math.abs(sumBefore / before - (sum - sumBefore) / after) > chance) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private double variance(double mean) {
        double squares = 0;
        for (int row = rows - 1; row >= 0; row--) {
            double size = 1L << row;
            for (int i = 0; i < buckets[row]; i++) {
                double apart = sums[at(row, i)] / size - mean;
                squares += deviations[at(row, i)] + size * apart * apart;
            }
        }
        return squares / width;
    }
}
