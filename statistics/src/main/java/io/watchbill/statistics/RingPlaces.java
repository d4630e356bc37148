package io.watchbill.statistics;

import io.watchbill.statistics.state.PartSource;
import io.watchbill.statistics.state.StateReader;
import org.jspecify.annotations.Nullable;

/**
 * The saved places of a ring of panes. A part is named by its place and starts with its pane's number, so that the part of
 * a pane that expired since needs no removal: it is older than the ring, and passed over.
 */
public final class RingPlaces {
    private final @Nullable StateReader[] parts;
    private final long newest;

    private RingPlaces(PartSource from, int capacity) {
        this.parts = new @Nullable StateReader[capacity];
        long[] panes = new long[capacity];
        long last = CountRing.NOTHING;
        for (String name : from.names()) {
            StateReader part = from.get(name);
            if (part != null) {
                long pane = part.signed();
                int place = (int) Math.floorMod(pane, (long) capacity);
                part.require(name.equals(name(place)), "a pane of that place instead of " + pane);
                parts[place] = part;
                panes[place] = pane;
                last = Math.max(last, pane);
            }
        }
        newest = last;
        long oldest = last - capacity + 1;
        for (int place = 0; place < capacity; place++) {
            if (panes[place] < oldest) {
                parts[place] = null;
            }
        }
    }

    /** Finds the parts of a ring of that many panes. */
    public static RingPlaces of(PartSource from, int capacity) {
        return new RingPlaces(from, capacity);
    }

    /** The number of the pane that a place of a ring holds. */
    public static long pane(long newest, int place, int capacity) {
        return newest - Math.floorMod(newest - place, (long) capacity);
    }

    /** The name of a place's part. */
    public static String name(int place) {
        return String.valueOf(place);
    }

    /** The newest pane; {@link Long#MIN_VALUE} without any. */
    public long newest() {
        return newest;
    }

    /** What follows the pane's number in the part of a place; null if nothing is there. */
    public @Nullable StateReader part(int place) {
        return parts[place];
    }
}
