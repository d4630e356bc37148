package io.watchbill.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The newest panes of something that is kept pane by pane. A pane exists from its first event on. Not thread-safe.
 *
 * @param <P> what a pane holds
 */
final class PaneRing<P> {
    private static final long NOTHING = Long.MIN_VALUE;

    private final Supplier<P> empty;
    private final List<@Nullable P> panes;
    private long newest = NOTHING;

    PaneRing(int capacity, Supplier<P> empty) {
        this.empty = empty;
        this.panes = new ArrayList<>(capacity);
        for (int i = 0; i < capacity; i++) {
            panes.add(null);
        }
    }

    /** The pane of that number, made if it is not there, moving the ring on if it is newer; null if it is too old. */
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
        return held;
    }

    /** Moves the ring on; panes that fall out are forgotten. An older pane changes nothing. */
    void advanceTo(long pane) {
        if (pane <= newest) {
            return;
        }
        long from = newest == NOTHING || pane - newest >= panes.size() ? pane - panes.size() + 1 : newest + 1;
        for (long p = from; p <= pane; p++) {
            panes.set((int) Math.floorMod(p, (long) panes.size()), null);
        }
        newest = pane;
    }

    /** The pane of that number; null if nothing happened in it, or it is outside the ring. */
    @Nullable
    P held(long pane) {
        return pane <= newest && pane > newest - panes.size()
                ? panes.get((int) Math.floorMod(pane, (long) panes.size()))
                : null;
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
