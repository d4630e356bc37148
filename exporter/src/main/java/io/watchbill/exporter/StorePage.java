package io.watchbill.exporter;

import io.watchbill.exporter.store.Store;
import io.watchbill.spec.catalogue.MetricFamilies;
import java.io.IOException;

/** What the page shows of the store. Reads sizes and counts as they are now. */
record StorePage(Store store, StoredJournal journal, Snapshots snapshots, DamagedStores damaged, long recovered) {
    void add(Page page) {
        page.add(MetricFamilies.STATE_LAST_SNAPSHOT, snapshots.lastMillis() / 1_000.0);
        page.count(MetricFamilies.STATE_RECOVERED_BATCHES, recovered);
        page.count(MetricFamilies.STATE_FAILING, journal.failing() ? 1 : 0);
        try {
            page.count(MetricFamilies.STATE_BYTES, store.bytes());
            page.count(MetricFamilies.STATE_DAMAGED_STORES, damaged.count());
        } catch (IOException e) {
            // The folder cannot be read now; what is not known is not shown.
            return;
        }
    }
}
