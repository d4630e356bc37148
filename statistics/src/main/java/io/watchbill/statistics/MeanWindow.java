package io.watchbill.statistics;

import io.watchbill.statistics.state.PartSink;
import io.watchbill.statistics.state.PartSource;

/**
 * Several quantities of the same events by pane: how many events, sums and sums of squares. For means: confidence, log
 * loss, Brier score, errors of a regression. Sums of doubles are kept by pane and added up in pane order, so that
 * nothing is left behind when panes expire. Not safe for several threads; {@link #add} allocates nothing.
 */
public final class MeanWindow {
    private final int quantities;
    /** How many events, exact up to 2⁵³; then the sums, then the sums of squares. */
    private final SumRing ring;

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
        this.ring = new SumRing(1 + 2 * quantities, capacity);
    }

    /**
     * Adds one event's single quantity.
     *
     * @return false if its pane is older than the window, so that nothing was added
     */
    public boolean add(long pane, double value) {
        check(1);
        if (!ring.reach(pane)) {
            return false;
        }
        ring.add(pane, 0, 1);
        addQuantity(pane, 0, value, 1);
        return true;
    }

    /** Adds one event; as {@link #add(long, double)}. The array stays the caller's. */
    public boolean add(long pane, double[] values) {
        check(values.length);
        if (!ring.reach(pane)) {
            return false;
        }
        ring.add(pane, 0, 1);
        for (int i = 0; i < quantities; i++) {
            addQuantity(pane, i, values[i], 1);
        }
        return true;
    }

    /**
     * Takes back an event that was added, because its label was corrected.
     *
     * @return false if its pane has expired since
     */
    public boolean remove(long pane, double... values) {
        check(values.length);
        if (!ring.holds(pane)) {
            return false;
        }
        ring.add(pane, 0, -1);
        for (int i = 0; i < quantities; i++) {
            addQuantity(pane, i, values[i], -1);
        }
        return true;
    }

    private void addQuantity(long pane, int quantity, double value, int sign) {
        ring.add(pane, 1 + quantity, sign * value);
        ring.add(pane, 1 + quantities + quantity, sign * value * value);
    }

    private void check(int given) {
        if (given != quantities) {
            throw new IllegalArgumentException(
                    "every event of this window has " + quantities + " quantities, not " + given);
        }
    }

    /** Moves the window on so that it ends with that pane; older panes expire. */
    public void advanceTo(long pane) {
        ring.advanceTo(pane);
    }

    /** Adds what another window of the same shape holds. */
    public void merge(MeanWindow other) {
        if (other.quantities != quantities || other.ring.capacity() != ring.capacity()) {
            throw new IllegalArgumentException("only windows of equal quantities and length can be merged");
        }
        ring.merge(other.ring);
    }

    /** A copy of the panes {@code from … to}, both included; those outside the window are empty. */
    public MeanCounts snapshot(long from, long to) {
        int panes = Math.toIntExact(Math.max(0, to - from + 1));
        long[] counts = new long[panes];
        double[] sums = new double[panes * quantities];
        double[] squares = new double[panes * quantities];
        for (int pane = 0; pane < panes; pane++) {
            counts[pane] = (long) ring.sum(from + pane, 0);
            for (int i = 0; i < quantities; i++) {
                sums[pane * quantities + i] = ring.sum(from + pane, 1 + i);
                squares[pane * quantities + i] = ring.sum(from + pane, 1 + quantities + i);
            }
        }
        return new MeanCounts(quantities, counts, sums, squares);
    }

    /** Puts the panes that changed into parts of their own. */
    public void save(PartSink to) {
        ring.save(to);
    }

    /** Takes over the panes of an equal window that was saved; this one must be empty. */
    public void restore(PartSource from) {
        ring.restore(from);
    }

    /** Bytes of the arrays. */
    public long bytesHeld() {
        return ring.bytesHeld();
    }
}
