package io.watchbill.exporter.store;

import io.watchbill.statistics.state.StateSink;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes of the state that are to be stored together, in their order. Not thread-safe. */
public final class StateChanges implements StateSink {
    private final List<Change> all = new ArrayList<>();

    /** @param bytes of the part at that key; null if all parts whose key starts with it are gone */
    @SuppressWarnings("ArrayRecordComponent") // handed over, not kept
    record Change(String key, byte @Nullable [] bytes) {}

    @Override
    public void put(String key, byte[] bytes) {
        all.add(new Change(key, bytes));
    }

    @Override
    public void removeAll(String prefix) {
        all.add(new Change(prefix, null));
    }

    /** Adds other changes behind these. */
    public void addAll(StateChanges others) {
        all.addAll(others.all);
    }

    List<Change> all() {
        return all;
    }
}
