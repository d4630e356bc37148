package io.watchbill.engine;

import io.watchbill.statistics.state.StateReader;
import io.watchbill.statistics.state.StateWriter;

/**
 * How many combinations of names that senders choose are counted apart, over all versions of a model: each name has a cap
 * of its own, and their product is far more than anybody reads. Those that were restored keep their place. Not
 * thread-safe.
 */
final class Combinations {
    private final int limit;
    private int used;
    private long dropped;

    Combinations(int limit) {
        this.limit = limit;
    }

    /** Takes a place for a new combination; false if there is none, and it is to be counted as {@code other}. */
    boolean take() {
        if (used >= limit) {
            dropped++;
            return false;
        }
        used++;
        return true;
    }

    /** Takes as many places as there were before a restart. */
    void restored(int count) {
        used += count;
    }

    /** Gives the places of a version back. */
    void release(int count) {
        used -= count;
    }

    void save(StateWriter to) {
        to.varint(dropped);
    }

    void restore(StateReader from) {
        dropped = from.counted();
    }

    /** How much of the bound is in use, and how many events were not counted apart. */
    Bound bound() {
        return new Bound(Math.min(used, limit), limit, dropped);
    }
}
