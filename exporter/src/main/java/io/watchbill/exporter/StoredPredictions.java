package io.watchbill.exporter;

import io.watchbill.engine.BucketIds;
import io.watchbill.engine.OlderPredictions;
import io.watchbill.exporter.store.Store;
import io.watchbill.exporter.store.StoreException;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** A model's predictions in the store. */
record StoredPredictions(Store store, int model, UnreadPredictions unread) implements OlderPredictions {
    private interface LookUp<T> {
        T run() throws StoreException;
    }

    @Override
    public byte[] @Nullable [] predictions(BucketIds ids) {
        return read(() -> store.predictions(model, ids));
    }

    @Override
    public byte[] @Nullable [] notes(BucketIds ids) {
        return read(() -> store.notes(model, ids));
    }

    @Override
    public BitSet damaged(BucketIds ids) {
        return read(() -> store.damagedPredictions(model, ids));
    }

    private <T> T read(LookUp<T> lookUp) {
        try {
            return lookUp.run();
        } catch (StoreException e) {
            String why = String.valueOf(e.getMessage());
            unread.refused(why);
            throw new UnreadableException(why, e);
        }
    }

    @Override
    public void givenUp(int ids) {
        unread.givenUp(ids);
    }
}
