package io.watchbill.exporter;

import io.watchbill.engine.OlderPredictions;
import io.watchbill.exporter.store.Store;
import io.watchbill.exporter.store.StoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A model's predictions in the store. One that cannot be read is as one that is not there, and is logged. */
record StoredPredictions(Store store, int model) implements OlderPredictions {
    private static final Logger LOG = LoggerFactory.getLogger(StoredPredictions.class);

    @Override
    public byte @Nullable [] prediction(long bucket, long high, long low) {
        try {
            return store.prediction(model, bucket, high, low);
        } catch (StoreException e) {
            LOG.error("a label is not joined: {}", e.getMessage());
            return null;
        }
    }

    @Override
    public byte @Nullable [] notes(long bucket, long high, long low) {
        try {
            return store.notes(model, bucket, high, low);
        } catch (StoreException e) {
            LOG.error("a label may be counted twice: {}", e.getMessage());
            return null;
        }
    }
}
