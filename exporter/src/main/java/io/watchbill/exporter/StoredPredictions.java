package io.watchbill.exporter;

import io.watchbill.engine.OlderPredictions;
import io.watchbill.exporter.store.Store;
import io.watchbill.exporter.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A model's predictions in the store. One that cannot be read is as one that is not there, and is logged. */
record StoredPredictions(Store store, int model) implements OlderPredictions {
    private static final Logger LOG = LoggerFactory.getLogger(StoredPredictions.class);

    @Override
    public Held find(long first, long last, long high, long low) {
        int buckets = (int) (last - first + 1);
        byte[][] predictions = new byte[buckets][];
        byte[][] notes = new byte[buckets][];
        try {
            store.find(model, first, high, low, predictions, notes);
        } catch (StoreException e) {
            LOG.error("a label is not joined, or may be counted twice: {}", e.getMessage());
        }
        return new Held(predictions, notes);
    }
}
