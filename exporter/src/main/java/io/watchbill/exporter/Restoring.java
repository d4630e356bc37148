package io.watchbill.exporter;

import io.watchbill.engine.ModelPlan;
import io.watchbill.exporter.store.DamagedStoreException;
import io.watchbill.exporter.store.Store;
import io.watchbill.exporter.store.StoreException;
import io.watchbill.statistics.state.StateFormatException;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Adds to the state what the journal holds beyond it. */
final class Restoring {
    private final Store store;
    private final ExporterState state;
    private final InstantSource clock;

    Restoring(Store store, ExporterState state, InstantSource clock) {
        this.store = store;
        this.state = state;
        this.clock = clock;
    }

    ExporterState state() {
        return state;
    }

    /** Reads the journal on from a position; how many records there were. */
    long replay(long from) throws StoreException, DamagedStoreException {
        long[] records = {0};
        store.read(from, (position, bytes) -> {
            try {
                state.replay(JournalRecordBytes.read(bytes, this::plan), position, clock.millis(), System.nanoTime());
            } catch (StateFormatException e) {
                throw new DamagedStoreException("record " + position + " of the journal: " + e.getMessage(), e);
            }
            records[0]++;
        });
        return records[0];
    }

    private @Nullable ModelPlan plan(String model) {
        ModelHost host = state.find(model);
        return host == null ? null : host.plan();
    }
}
