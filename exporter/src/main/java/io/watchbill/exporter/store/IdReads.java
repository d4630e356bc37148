package io.watchbill.exporter.store;

import io.watchbill.engine.BucketIds;
import io.watchbill.exporter.store.Database.Work;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Looks up predictions and notes that may be there, and remembers what could not be read. Thread-safe. */
final class IdReads {
    private final Database database;
    private final KnownIds predictions;
    private final KnownIds notes;
    private final AtomicReference<@Nullable Work<?>> unread = new AtomicReference<>();

    IdReads(Database database, KnownIds predictions, KnownIds notes) {
        this.database = database;
        this.predictions = predictions;
        this.notes = notes;
    }

    byte[] @Nullable [] predictions(int model, BucketIds ids) throws StoreException {
        int[] possible = predictions.possible(model, ids);
        return lookUp(
                "look predictions up", db -> LookUps.quickly(db.database(), db.predictions(), model, ids, possible));
    }

    BitSet damagedPredictions(int model, BucketIds ids) throws StoreException {
        int[] possible = predictions.possible(model, ids);
        return lookUp("look predictions up", db -> {
            byte[] @Nullable [] found = LookUps.surely(db.database(), db.predictions(), model, ids, possible);
            BitSet places = new BitSet();
            for (int i = 0; i < found.length; i++) {
                places.set(i, found[i] == LookUps.DAMAGED);
            }
            return places;
        });
    }

    byte[] @Nullable [] notes(int model, BucketIds ids) throws StoreException {
        int[] possible = notes.possible(model, ids);
        return lookUp(
                "look labels of predictions up", db -> LookUps.surely(db.database(), db.notes(), model, ids, possible));
    }

    private <T> T lookUp(String what, Work<T> work) throws StoreException {
        try {
            return database.ask(what, work);
        } catch (StoreException e) {
            unread.set(work);
            throw e;
        }
    }

    boolean unreadable() {
        return unread.get() != null;
    }

    void readAgain() throws StoreException {
        Work<?> failed = unread.get();
        if (failed != null) {
            Object ignored = database.ask("look predictions up", failed);
            unread.compareAndSet(failed, null);
        }
    }
}
