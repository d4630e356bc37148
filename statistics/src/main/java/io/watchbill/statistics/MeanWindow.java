package io.watchbill.statistics;

import java.util.Arrays;

/**
 * Several quantities of the same events by pane: how many events, sums and sums of squares. For means: confidence, log
 * loss, Brier score, errors of a regression. Sums of doubles are kept by pane, added up in pane order and never
 * subtracted, so that nothing is left behind when panes expire. Not safe for several threads; {@link #add} allocates
 * nothing.
 */
public final class MeanWindow {
    private final int quantities;
    private final int capacity;
    private final long[] counts;
    private final double[] sums;
    private final double[] squares;
    private long newest = CountRing.NOTHING;

    /**
     * An empty window.
     *
     * @param quantities how many numbers each event has, from 1
     * @param capacity panes to hold, from 1
     */
    public MeanWindow(int quantities, int capacity) {
        if (quantities < 1 || capacity < 1) {
            throw new IllegalArgumentException(
                    "a window needs a quantity and a pane, not " + quantities + " and " + capacity);
        }
        this.quantities = quantities;
        this.capacity = capacity;
        this.counts = new long[capacity];
        this.sums = new double[capacity * quantities];
        this.squares = new double[capacity * quantities];
    }

    /**
     * Adds one event's single quantity.
     *
     * @return false if its pane is older than the window, so that nothing was added
     */
    public boolean add(long pane, double value) {
        if (quantities != 1) {
            throw new IllegalArgumentException("every event of this window has " + quantities + " quantities");
        }
        if (!reach(pane)) {
            return false;
        }
        int at = (int) Math.floorMod(pane, (long) capacity);
        counts[at]++;
        sums[at] += value;
        squares[at] += value * value;
        return true;
    }

    /** Adds one event; as {@link #add(long, double)}. The array stays the caller's. */
    public boolean add(long pane, double[] values) {
        if (values.length != quantities) {
            throw new IllegalArgumentException("every event of this window has " + quantities + " quantities");
        }
        if (!reach(pane)) {
            return false;
        }
        int at = (int) Math.floorMod(pane, (long) capacity);
        counts[at]++;
        for (int i = 0; i < quantities; i++) {
            sums[at * quantities + i] += values[i];
            squares[at * quantities + i] += values[i] * values[i];
        }
        return true;
    }

    private boolean reach(long pane) {
        advanceTo(pane);
        return pane > newest - capacity;
    }

    /** Moves the window on so that it ends with that pane; older panes expire. */
    public void advanceTo(long pane) {
        if (pane <= newest) {
            return;
        }
        boolean all = newest == CountRing.NOTHING || pane - newest >= capacity;
        for (long p = all ? pane - capacity + 1 : newest + 1; p <= pane; p++) {
            int at = (int) Math.floorMod(p, (long) capacity);
            counts[at] = 0;
            Arrays.fill(sums, at * quantities, (at + 1) * quantities, 0);
            Arrays.fill(squares, at * quantities, (at + 1) * quantities, 0);
        }
        newest = pane;
    }

    /** Adds what another window of the same shape holds. */
    public void merge(MeanWindow other) {
        if (other.quantities != quantities || other.capacity != capacity) {
            throw new IllegalArgumentException("only windows of equal quantities and length can be merged");
        }
        if (other.newest == CountRing.NOTHING) {
            return;
        }
        advanceTo(other.newest);
        for (long pane = newest - capacity + 1; pane <= other.newest; pane++) {
            int at = (int) Math.floorMod(pane, (long) capacity);
            counts[at] += other.counts[at];
            for (int i = at * quantities; i < (at + 1) * quantities; i++) {
                sums[i] += other.sums[i];
                squares[i] += other.squares[i];
            }
        }
    }

    /** A copy of the panes {@code from … to}, both included; those outside the window are empty. */
    public MeanCounts snapshot(long from, long to) {
        int panes = Math.toIntExact(Math.max(0, to - from + 1));
        long[] n = new long[panes];
        double[] sum = new double[panes * quantities];
        double[] square = new double[panes * quantities];
        for (int i = 0; i < panes; i++) {
            long pane = from + i;
            if (newest != CountRing.NOTHING && pane <= newest && pane > newest - capacity) {
                int at = (int) Math.floorMod(pane, (long) capacity);
                n[i] = counts[at];
                System.arraycopy(sums, at * quantities, sum, i * quantities, quantities);
                System.arraycopy(squares, at * quantities, square, i * quantities, quantities);
            }
        }
        return new MeanCounts(quantities, n, sum, square);
    }

    /** Bytes of the arrays. */
    public long bytesHeld() {
        return 8L * (counts.length + sums.length + squares.length);
    }
}
