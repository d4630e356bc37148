package io.watchbill.statistics;

import io.watchbill.statistics.state.PartSink;
import io.watchbill.statistics.state.PartSource;
import io.watchbill.statistics.state.StateReader;
import io.watchbill.statistics.state.StateWriter;
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
    /** By place, whether the pane changed since it was saved last, and whether anything was ever added to it. */
    private final boolean[] unsaved;

    private final boolean[] used;
    private long newest = CountRing.NOTHING;

    SumRing(int quantities, int capacity) {
        this.quantities = quantities;
        this.panes = new double[capacity][quantities];
        this.errors = new double[capacity][quantities];
        this.unsaved = new boolean[capacity];
        this.used = new boolean[capacity];
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
        unsaved[at] = true;
        used[at] = true;
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
            unsaved[at(p)] = false;
            used[at(p)] = false;
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

    /** As {@link CountRing#save}. */
    void save(PartSink to) {
        for (int at = 0; at < panes.length; at++) {
            if (unsaved[at] || (to.everything() && used[at])) {
                unsaved[at] = false;
                int place = at;
                to.put(RingPlaces.name(at), part -> {
                    part.signed(RingPlaces.pane(newest, place, panes.length));
                    write(panes[place], part);
                    write(errors[place], part);
                });
            }
        }
    }

    /** As {@link CountRing#restore}. */
    void restore(PartSource from) {
        RingPlaces places = RingPlaces.of(from, panes.length);
        newest = places.newest();
        for (int at = 0; at < panes.length; at++) {
            StateReader part = places.part(at);
            if (part != null) {
                used[at] = true;
                read(panes[at], part);
                read(errors[at], part);
                part.end();
            }
        }
    }

    /** Of many quantities most are 0, and have no bytes. */
    private static void write(double[] sums, StateWriter to) {
        boolean[] there = new boolean[sums.length];
        double[] values = new double[sums.length];
        int count = 0;
        for (int i = 0; i < sums.length; i++) {
            there[i] = Double.doubleToRawLongBits(sums[i]) != 0;
            if (there[i]) {
                values[count++] = sums[i];
            }
        }
        to.flags(there);
        to.doubles(Arrays.copyOf(values, count));
    }

    private static void read(double[] sums, StateReader from) {
        boolean[] there = new boolean[sums.length];
        from.flags(there);
        int count = 0;
        for (boolean value : there) {
            count += value ? 1 : 0;
        }
        double[] values = new double[count];
        from.doubles(values);
        for (int i = sums.length - 1; i >= 0; i--) {
            if (there[i]) {
                sums[i] = values[--count];
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
