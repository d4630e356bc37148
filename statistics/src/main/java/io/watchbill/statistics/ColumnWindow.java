package io.watchbill.statistics;

/**
 * One column's sliding window: a ring of panes of exact counts by slot, and their running totals. Invariants:
 *
 * <ol>
 *   <li>the totals are the sum of the panes, bit for bit, whatever was added, merged and expired in whatever order;
 *   <li>the window holds exactly the panes {@code newestPane() − capacity() + 1 … newestPane()};
 *   <li>memory depends on slots and panes, never on traffic beyond the width of a count.
 * </ol>
 *
 * <p>Not safe for several threads. {@link #add} allocates nothing but when a count outgrows its width or the window
 * moves on.
 */
public final class ColumnWindow {
    private static final long NOTHING = Long.MIN_VALUE;

    private final ColumnReference reference;
    private final boolean coarseApart;
    private final int capacity;
    private final PaneCounts[] panes;
    private final Totals coarse;
    private final Totals totals;
    private long newest = NOTHING;

    /**
     * @param reference the column's bins
     * @param capacity panes that the window holds, from 1: {@link Panes#perWindow()} and one
     */
    public ColumnWindow(ColumnReference reference, int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("a window needs at least one pane, not " + capacity);
        }
        this.reference = reference;
        this.coarseApart = reference.coarseBins() != reference.bins();
        this.capacity = capacity;
        this.panes = new PaneCounts[capacity];
        for (int i = 0; i < capacity; i++) {
            panes[i] = empty();
        }
        this.coarse = new Totals(coarseApart ? capacity * reference.coarseBins() : 0);
        this.totals = new Totals(reference.slots());
    }

    /** The column's bins. */
    public ColumnReference reference() {
        return reference;
    }

    /** How many panes the window holds. */
    public int capacity() {
        return capacity;
    }

    /** The newest pane of the window; {@link Long#MIN_VALUE} before the first. */
    public long newestPane() {
        return newest;
    }

    /**
     * Counts one value, moving the window on if its pane is newer than all.
     *
     * @param pane number of the value's pane
     * @param slot a bin, the missing or the invalid slot of the reference
     * @return false if the pane is older than the window, so that nothing was counted
     */
    public boolean add(long pane, int slot) {
        return add(pane, slot, 1);
    }

    /** Counts {@code count} equal values; as {@link #add(long, int)}. */
    public boolean add(long pane, int slot, long count) {
        if (pane > newest) {
            advanceTo(pane);
        } else if (pane <= newest - capacity) {
            return false;
        }
        int at = (int) Math.floorMod(pane, (long) capacity);
        panes[at].add(slot, count);
        totals.add(slot, count);
        if (coarseApart && slot < reference.bins()) {
            coarse.add(at * reference.coarseBins() + reference.coarseOf(slot), count);
        }
        return true;
    }

    /** Moves the window on so that it ends with that pane; older panes expire. An older pane changes nothing. */
    public void advanceTo(long pane) {
        if (pane <= newest) {
            return;
        }
        if (newest == NOTHING || pane - newest >= capacity) {
            for (int i = 0; i < capacity; i++) {
                expire(i);
            }
        } else {
            for (PaneCounts counts : panes) {
                counts.compact();
            }
            for (long p = newest + 1; p <= pane; p++) {
                expire((int) Math.floorMod(p, (long) capacity));
            }
        }
        newest = pane;
    }

    private void expire(int at) {
        if (panes[at].addTo(totals, -1) != 0) {
            panes[at] = empty();
        }
        int width = coarseApart ? reference.coarseBins() : 0;
        for (int i = 0; i < width; i++) {
            coarse.add(at * width + i, -coarse.get(at * width + i));
        }
    }

    /**
     * Adds everything that another window of the same column and capacity holds, moving this window on if the other is
     * ahead; what is older than this window is left out.
     *
     * @throws IllegalArgumentException if the shapes differ
     */
    public void merge(ColumnWindow other) {
        if (other.capacity != capacity || !other.reference.equals(reference)) {
            throw new IllegalArgumentException(
                    "only windows of one reference and length can be merged: " + reference + " and " + other.reference);
        }
        if (other.newest == NOTHING) {
            return;
        }
        advanceTo(other.newest);
        for (long pane = newest - capacity + 1; pane <= other.newest; pane++) {
            PaneCounts counts = other.panes[(int) Math.floorMod(pane, (long) capacity)];
            for (int slot = 0; slot < reference.slots(); slot++) {
                add(pane, slot, counts.get(slot));
            }
        }
    }

    /** The count of a slot in one pane of the window; 0 outside it. */
    public long count(long pane, int slot) {
        return pane > newest || pane <= newest - capacity
                ? 0
                : panes[(int) Math.floorMod(pane, (long) capacity)].get(slot);
    }

    /** A copy of the counts, for scoring outside any lock. */
    public WindowCounts snapshot() {
        int width = reference.coarseBins();
        long[] byPane = new long[capacity * width];
        for (int i = 0; i < capacity && newest != NOTHING; i++) {
            int at = (int) Math.floorMod(newest - capacity + 1 + i, (long) capacity);
            if (coarseApart) {
                for (int bin = 0; bin < width; bin++) {
                    byPane[i * width + bin] = coarse.get(at * width + bin);
                }
            } else {
                for (int bin = 0; bin < width; bin++) {
                    byPane[i * width + bin] = panes[at].get(bin);
                }
            }
        }
        return new WindowCounts(totals.toLongs(), width, byPane);
    }

    /** Bytes of the arrays that hold the counts. */
    public long bytesHeld() {
        long bytes = totals.bytesHeld() + coarse.bytesHeld();
        for (PaneCounts pane : panes) {
            bytes += pane.bytesHeld();
        }
        return bytes;
    }

    private PaneCounts empty() {
        return new PaneCounts(reference.slots());
    }
}
