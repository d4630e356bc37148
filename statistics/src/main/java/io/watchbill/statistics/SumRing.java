package io.watchbill.statistics;

import java.util.Arrays;

/**
 * A ring of panes of sums of doubles, added up in pane order. A pane that expires is forgotten, never subtracted.
 *
 * <p>Each sum carries the rounding errors of its additions along (A. Neumaier, 1974, "Rundungsfehleranalyse einiger
 * Verfahren zur Summation endlicher Summen"), so that the order of additions does not show, and an event that is taken
 * back leaves nothing behind, however large it was.
 */
final class SumRing {
    private final int quantities;
    private final double[][] panes;
    private final double[][] errors;
    private long newest = CountRing.NOTHING;

    SumRing(int quantities, int capacity) {
        this.quantities = quantities;
        this.panes = new double[capacity][quantities];
        this.errors = new double[capacity][quantities];
    }

    int capacity() {
        return panes.length;
    }

    int quantities() {
        return quantities;
    }

    /** Moves on to a pane if it is newer than all; false if it is older than the ring. */
    boolean reach(long pane) {
        advanceTo(pane);
        return pane > newest - panes.length;
    }

    /** Adds to a quantity of a pane that the ring {@link #reach reaches}. */
    void add(long pane, int quantity, double by) {
        int at = at(pane);
        double before = panes[at][quantity];
        double after = before + by;
        double added = after - before;
        panes[at][quantity] = after;
        errors[at][quantity] += before - (after - added) + (by - added);
    }

    void advanceTo(long pane) {
        if (pane <= newest) {
            return;
        }
        boolean all = newest == CountRing.NOTHING || pane - newest >= panes.length;
        for (long p = all ? pane - panes.length + 1 : newest + 1; p <= pane; p++) {
            Arrays.fill(panes[at(p)], 0);
            Arrays.fill(errors[at(p)], 0);
        }
        newest = pane;
    }

    void merge(SumRing other) {
        if (other.newest == CountRing.NOTHING) {
            return;
        }
        advanceTo(other.newest);
        for (long pane = newest - panes.length + 1; pane <= other.newest; pane++) {
            for (int i = 0; i < quantities; i++) {
                add(pane, i, other.sum(pane, i));
            }
        }
    }

    /** A quantity of a pane; 0 outside the ring. */
    double sum(long pane, int quantity) {
        return holds(pane) ? panes[at(pane)][quantity] + errors[at(pane)][quantity] : 0;
    }

    /** Whether a pane is in the ring. */
    boolean holds(long pane) {
        return newest != CountRing.NOTHING && pane <= newest && pane > newest - panes.length;
    }

    /** A quantity over the panes {@code from … to}. */
    double sum(long from, long to, int quantity) {
        double sum = 0;
        for (long pane = from; pane <= to; pane++) {
            sum += sum(pane, quantity);
        }
        return sum;
    }

    long bytesHeld() {
        return 16L * panes.length * quantities;
    }

    private int at(long pane) {
        return (int) Math.floorMod(pane, (long) panes.length);
    }
}
