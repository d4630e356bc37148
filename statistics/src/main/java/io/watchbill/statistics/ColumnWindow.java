package io.watchbill.statistics;

import io.watchbill.statistics.state.PartSink;
import io.watchbill.statistics.state.PartSource;
import org.jspecify.annotations.Nullable;

/**
 * One column's sliding window: exact counts by slot and pane, and their running totals. Invariants:
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
    private final ColumnReference reference;
    private final CountRing ring;
    /** Null where the bins are coarse already. */
    private final @Nullable CoarsePanes coarse;

    /**
     * An empty window.
     *
     * @param reference the column's bins
     * @param capacity panes that the window holds, from 1: {@link Panes#perWindow()} and one
     */
    public ColumnWindow(ColumnReference reference, int capacity) {
        this.reference = reference;
        this.ring = new CountRing(reference.slots(), capacity);
        this.coarse =
                reference.coarseBins() == reference.bins() ? null : new CoarsePanes(reference.coarseBins(), capacity);
    }

    /** The column's bins. */
    public ColumnReference reference() {
        return reference;
    }

    /** How many panes the window holds. */
    public int capacity() {
        return ring.capacity();
    }

    /** The newest pane of the window; {@link Long#MIN_VALUE} before the first. */
    public long newestPane() {
        return ring.newest();
    }

    /**
     * Counts one value, moving the window on if its pane is newer than all.
     *
     * @param pane number of the value's pane
     * @param slot a bin, the missing or the invalid slot of the reference
     * @return false if the pane is older than the window, so that nothing was counted
     */
    public boolean add(long pane, int slot) {
        return ring.add(pane, slot);
    }

    /** Counts {@code count} equal values; as {@link #add(long, int)}. */
    public boolean add(long pane, int slot, long count) {
        return ring.add(pane, slot, count);
    }

    /** Moves the window on so that it ends with that pane; older panes expire. An older pane changes nothing. */
    public void advanceTo(long pane) {
        ring.advanceTo(pane);
    }

    /**
     * Adds everything that another window of the same column and capacity holds, moving this window on if the other is
     * ahead; what is older than this window is left out.
     *
     * @throws IllegalArgumentException if the shapes differ
     */
    public void merge(ColumnWindow other) {
        if (other.capacity() != capacity() || !other.reference.equals(reference)) {
            throw new IllegalArgumentException(
                    "only windows of one reference and length can be merged: " + reference + " and " + other.reference);
        }
        ring.merge(other.ring);
    }

    /** The count of a slot in one pane of the window; 0 outside it. */
    public long count(long pane, int slot) {
        return ring.count(pane, slot);
    }

    /** A copy of the counts, for scoring outside any lock. */
    public WindowCounts snapshot() {
        int width = reference.coarseBins();
        CoarsePanes kept = coarse;
        if (kept == null) {
            return new WindowCounts(ring.totals(), width, byBin(width));
        }
        ring.eachChanged((place, counts) -> kept.set(place, counts.coarse(reference)));
        return new WindowCounts(ring.totals(), width, kept.inOrder(ring.oldestAt()));
    }

    private long[] byBin(int width) {
        int panes = capacity();
        long[] byBin = new long[width * panes];
        for (int i = 0; i < panes; i++) {
            SlotCounts counts = ring.pane(ring.newest() - panes + 1 + i);
            if (counts != null) {
                counts.addTo(byBin, i, panes, 0, width);
            }
        }
        return byBin;
    }

    /** Puts the panes that changed into parts of their own. */
    public void save(PartSink to) {
        ring.save(to);
    }

    /** Takes over the panes of an equal window that was saved; this one must be empty. */
    public void restore(PartSource from) {
        ring.restore(from);
    }

    /** Bytes of the arrays that hold the counts. */
    public long bytesHeld() {
        return ring.bytesHeld() + (coarse == null ? 0 : coarse.bytesHeld());
    }
}
