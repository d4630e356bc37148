package io.watchbill.exporter;

import io.watchbill.engine.BucketIds;
import io.watchbill.engine.OlderPredictions;
import io.watchbill.exporter.store.Store;
import io.watchbill.exporter.store.StoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A model's predictions in the store. */
record StoredPredictions(Store store, int model) implements OlderPredictions {
    private static final Logger LOG = LoggerFactory.getLogger(StoredPredictions.class);

    @Override
    public byte[] @Nullable [] predictions(BucketIds ids) {
        try {
            return store.predictions(model, ids);
        } catch (StoreException e) {
            throw unreadable(e);
        }
    }

    @Override
    public byte[] @Nullable [] notes(BucketIds ids) {
        try {
            return store.notes(model, ids);
        } catch (StoreException e) {
            throw unreadable(e);
        }
    }

    private static UnreadableException unreadable(StoreException e) {
        LOG.error("a label may not be joined, or be counted twice: {}", e.getMessage());
        return new UnreadableException(String.valueOf(e.getMessage()), e);
    }
}
