package io.watchbill.statistics;

import io.watchbill.statistics.state.PartSink;
import io.watchbill.statistics.state.PartSource;
import io.watchbill.statistics.state.StateReader;
import org.jspecify.annotations.Nullable;

/**
 * A ring of panes of exact counts by slot, with their running totals. The totals are the sum of the panes, bit for bit,
 * whatever was added, merged and expired in whatever order. The newest pane is not in the running totals until another
 * follows it, so that a count costs one addition where nearly all of them go.
 */
final class CountRing {
    static final long NOTHING = Long.MIN_VALUE;

    private final int slots;
    private final SlotCounts[] panes;
    /** Of all panes but the newest. */
    private final SlotCounts totals;

    /** Places of panes, the newest apart, that were touched since {@link #eachChanged} last showed them. */
    private final boolean[] changed;

    private long newest = NOTHING;
    private int newestAt;

    CountRing(int slots, int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("a window needs at least one pane, not " + capacity);
        }
        this.slots = slots;
        this.panes = new SlotCounts[capacity];
        for (int i = 0; i < capacity; i++) {
            panes[i] = new SlotCounts(slots);
        }
        this.totals = new SlotCounts(slots);
        this.changed = new boolean[capacity];
    }

    int capacity() {
        return panes.length;
    }

    /** The newest pane; {@link #NOTHING} before the first. */
    long newest() {
        return newest;
    }

    /** Adds one to a slot; as {@link #add(long, int, long)}. */
    boolean add(long pane, int slot) {
        if (pane != newest) {
            return add(pane, slot, 1);
        }
        panes[newestAt].add(slot);
        return true;
    }

    /** Adds to a slot, moving on if the pane is newer than all; false if the pane is older than the ring. */
    boolean add(long pane, int slot, long count) {
        if (pane > newest) {
            advanceTo(pane);
        } else if (pane <= newest - panes.length) {
            return false;
        }
        panes[at(pane)].add(slot, count);
        if (pane != newest) {
            totals.add(slot, count);
            changed[at(pane)] = true;
        }
        return true;
    }

    void advanceTo(long pane) {
        if (pane <= newest) {
            return;
        }
        if (newest != NOTHING) {
            panes[newestAt].each(totals::add);
            changed[newestAt] = true;
        }
        if (newest == NOTHING || pane - newest >= panes.length) {
            for (int i = 0; i < panes.length; i++) {
                expire(i);
            }
        } else {
            for (SlotCounts counts : panes) {
                counts.compact();
            }
            for (long p = newest + 1; p <= pane; p++) {
                expire(at(p));
            }
        }
        newest = pane;
        newestAt = at(pane);
    }

    private void expire(int at) {
        panes[at].each((slot, count) -> totals.add(slot, -count));
        panes[at] = new SlotCounts(slots);
        changed[at] = true;
    }

    /** Adds what another ring of the same shape holds; what is older than this ring is left out. */
    void merge(CountRing other) {
        if (other.newest == NOTHING) {
            return;
        }
        advanceTo(other.newest);
        for (long pane = newest - panes.length + 1; pane <= other.newest; pane++) {
            long into = pane;
            other.each(pane, (slot, count) -> add(into, slot, count));
        }
    }

    /** Puts each pane that changed into a part named by its place. A pane that expired leaves its part behind. */
    void save(PartSink to) {
        for (int at = 0; at < panes.length; at++) {
            SlotCounts counts = panes[at];
            if (counts.unsaved() || (to.everything() && counts.isUsed())) {
                long pane = RingPlaces.pane(newest, at, panes.length);
                to.put(RingPlaces.name(at), part -> {
                    part.signed(pane);
                    counts.write(part);
                });
            }
        }
    }

    /** Takes over what an empty ring of this shape was saved as; parts of panes that had expired are passed over. */
    void restore(PartSource from) {
        RingPlaces places = RingPlaces.of(from, panes.length);
        newest = places.newest();
        if (newest == NOTHING) {
            return;
        }
        newestAt = at(newest);
        long[] sums = new long[slots];
        for (int at = 0; at < panes.length; at++) {
            StateReader part = places.part(at);
            if (part != null) {
                panes[at] = SlotCounts.read(slots, part);
                part.end();
                changed[at] = true;
                if (at != newestAt) {
                    panes[at].addTo(sums, 0, 1, 0, slots);
                }
            }
        }
        for (int slot = 0; slot < slots; slot++) {
            totals.add(slot, sums[slot]);
        }
    }

    /** The count of a slot in a pane; 0 outside the ring. */
    long count(long pane, int slot) {
        return holds(pane) ? panes[at(pane)].get(slot) : 0;
    }

    /** The counts of a pane; null outside the ring. */
    @Nullable
    SlotCounts pane(long pane) {
        return holds(pane) ? panes[at(pane)] : null;
    }

    /** Shows every slot of a pane that was hit; nothing outside the ring. */
    void each(long pane, SlotCounts.Visitor visitor) {
        if (holds(pane)) {
            panes[at(pane)].each(visitor);
        }
    }

    /** Sees the counts of the pane at a place of the ring. */
    interface PaneVisitor {
        void pane(int at, SlotCounts counts);
    }

    /** Shows the newest pane, and every other that may have changed since this was last called. */
    void eachChanged(PaneVisitor visitor) {
        changed[newestAt] = true;
        for (int at = 0; at < changed.length; at++) {
            if (changed[at]) {
                changed[at] = false;
                visitor.pane(at, panes[at]);
            }
        }
    }

    /** The place in the ring that the oldest pane has; the others follow it. */
    int oldestAt() {
        return (newestAt + 1) % panes.length;
    }

    /** Whether no pane has any event. */
    boolean isEmpty() {
        for (SlotCounts pane : panes) {
            if (pane.isUsed()) {
                return false;
            }
        }
        return true;
    }

    private boolean holds(long pane) {
        return newest != NOTHING && pane <= newest && pane > newest - panes.length;
    }

    long[] totals() {
        long[] sums = totals.toLongs();
        panes[newestAt].addTo(sums, 0, 1, 0, slots);
        return sums;
    }

    long bytesHeld() {
        long bytes = totals.bytesHeld();
        for (SlotCounts pane : panes) {
            bytes += pane.bytesHeld();
        }
        return bytes;
    }

    private int at(long pane) {
        return (int) Math.floorMod(pane, (long) panes.length);
    }
}
