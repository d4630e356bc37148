package io.watchbill.engine;

import io.watchbill.statistics.RingPlaces;
import io.watchbill.statistics.state.PartSink;
import io.watchbill.statistics.state.PartSource;
import io.watchbill.statistics.state.StateReader;
import io.watchbill.statistics.state.StateWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The newest panes of something that is kept pane by pane. A pane exists from its first event on. Not thread-safe.
 *
 * @param <P> what a pane holds
 */
final class PaneRing<P extends PaneRing.Pane> {
    private static final long NOTHING = Long.MIN_VALUE;

    /** What is kept of one pane. */
    interface Pane {
        void write(StateWriter to);

        /** Takes over what was written of another; this one must be empty. */
        void read(StateReader from);
    }

    private final Supplier<P> empty;
    private final List<@Nullable P> panes;
    /** By place, whether the pane may have changed since it was saved last. */
    private final boolean[] unsaved;

    private long newest = NOTHING;

    PaneRing(int capacity, Supplier<P> empty) {
        this.empty = empty;
        this.panes = new ArrayList<>(capacity);
        this.unsaved = new boolean[capacity];
        for (int i = 0; i < capacity; i++) {
            panes.add(null);
        }
    }

    /**
     * The pane of that number, to change it; made if it is not there, moving the ring on if it is newer; null if it is too
     * old.
     */
    @Nullable
    P at(long pane) {
        advanceTo(pane);
        if (pane <= newest - panes.size()) {
            return null;
        }
        int index = (int) Math.floorMod(pane, (long) panes.size());
        P held = panes.get(index);
        if (held == null) {
            held = empty.get();
            panes.set(index, held);
        }
        unsaved[index] = true;
        return held;
    }

    /** Moves the ring on; panes that fall out are forgotten. An older pane changes nothing. */
    void advanceTo(long pane) {
        if (pane <= newest) {
            return;
        }
        long from = newest == NOTHING || pane - newest >= panes.size() ? pane - panes.size() + 1 : newest + 1;
        for (long p = from; p <= pane; p++) {
            int index = (int) Math.floorMod(p, (long) panes.size());
            panes.set(index, null);
            unsaved[index] = false;
        }
        newest = pane;
    }

    /** The pane of that number, to read it; null if nothing happened in it, or it is outside the ring. */
    @Nullable
    P held(long pane) {
        return pane <= newest && pane > newest - panes.size()
                ? panes.get((int) Math.floorMod(pane, (long) panes.size()))
                : null;
    }

    /** Puts each pane that may have changed into a part named by its place. */
    void save(PartSink to) {
        for (int at = 0; at < unsaved.length; at++) {
            P pane = panes.get(at);
            if (pane != null && (unsaved[at] || to.everything())) {
                unsaved[at] = false;
                long number = RingPlaces.pane(newest, at, panes.size());
                to.put(RingPlaces.name(at), part -> {
                    part.signed(number);
                    pane.write(part);
                });
            }
        }
    }

    /** Takes over what a ring of that size was saved as; this one must be empty. */
    void restore(PartSource from) {
        RingPlaces places = RingPlaces.of(from, panes.size());
        newest = places.newest();
        for (int at = 0; at < unsaved.length; at++) {
            StateReader part = places.part(at);
            if (part != null) {
                P pane = empty.get();
                pane.read(part);
                part.end();
                panes.set(at, pane);
            }
        }
    }

    /** Shows every pane that has events. */
    void each(Consumer<P> visitor) {
        for (P pane : panes) {
            if (pane != null) {
                visitor.accept(pane);
            }
        }
    }

    /** The panes that have events, of {@code count} that end with {@code last}, oldest first. */
    List<P> ending(long last, int count) {
        List<P> found = new ArrayList<>();
        for (long pane = last - count + 1; pane <= last; pane++) {
            P held = held(pane);
            if (held != null) {
                found.add(held);
            }
        }
        return found;
    }
}
