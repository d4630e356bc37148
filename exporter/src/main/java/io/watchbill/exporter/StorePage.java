package io.watchbill.exporter;

import io.watchbill.exporter.status.Status.StoreStatus;
import io.watchbill.exporter.store.Store;
import io.watchbill.exporter.store.StoreException;
import io.watchbill.exporter.store.StoreMemory;
import io.watchbill.spec.catalogue.MetricFamilies;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the page shows of the store. Reads sizes and counts as they are now. */
record StorePage(
        Store store,
        UnreadPredictions unread,
        StoredJournal journal,
        Snapshots snapshots,
        DamagedStores damaged,
        long recovered,
        Duration snapshotInterval) {
    private static final Logger LOG = LoggerFactory.getLogger(StorePage.class);

    /** The same for people. */
    StoreStatus status() {
        Optional<Long> bytes = Optional.empty();
        Optional<Long> moved = Optional.empty();
        try {
            bytes = Optional.of(store.bytes());
            moved = Optional.of(damaged.count());
        } catch (IOException e) {
            LOG.debug("the folder of the store cannot be read", e);
        }
        return new StoreStatus(
                bytes,
                Instant.ofEpochMilli(snapshots.lastMillis()),
                snapshotInterval,
                journal.failing(),
                store.unreadable(),
                unread.total(),
                moved,
                recovered);
    }

    void add(Page page) {
        page.add(MetricFamilies.STATE_LAST_SNAPSHOT, snapshots.lastMillis() / 1_000.0);
        page.count(MetricFamilies.STATE_RECOVERED_BATCHES, recovered);
        page.count(MetricFamilies.STATE_SYNCS, store.syncs());
        page.count(MetricFamilies.STATE_FAILING, journal.failing() || store.unreadable() ? 1 : 0);
        page.count(MetricFamilies.STATE_UNREADABLE_PREDICTIONS, unread.total());
        addMemory(page);
        try {
            page.count(MetricFamilies.STATE_BYTES, store.bytes());
            page.count(MetricFamilies.STATE_DAMAGED_STORES, damaged.count());
        } catch (IOException e) {
            // The folder cannot be read now; what is not known is not shown.
            return;
        }
    }

    private void addMemory(Page page) {
        try {
            StoreMemory memory = store.memory();
            page.count(MetricFamilies.STATE_MEMORY, memory.filters(), "filters");
            page.count(MetricFamilies.STATE_MEMORY, memory.tables(), "tables");
            page.count(MetricFamilies.STATE_MEMORY, memory.cache(), "cache");
            page.count(MetricFamilies.STATE_MEMORY, memory.buffers(), "buffers");
        } catch (StoreException e) {
            LOG.debug("the store is not open", e);
        }
    }
}
