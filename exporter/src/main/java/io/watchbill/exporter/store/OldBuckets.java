package io.watchbill.exporter.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;

/** Drops predictions and notes: those of old buckets, and those of a model that mean nothing any more. Thread-safe. */
final class OldBuckets {
    /** Of the state's parts that say which models' dropped files are still to be written again. */
    private static final String CUT = "cut/";

    private final Database database;
    private final KnownIds predictions;
    private final KnownIds notes;
    private final OldRanges old = new OldRanges();

    OldBuckets(Database database, KnownIds predictions, KnownIds notes) {
        this.database = database;
        this.predictions = predictions;
        this.notes = notes;
    }

    /** As {@link Store#dropBuckets}. */
    boolean dropBuckets(int model, long predictionsBefore, long notesBefore) throws StoreException {
        predictions.drop(model, predictionsBefore);
        notes.drop(model, notesBefore);
        byte[] start = PredictionKey.start(model, Long.MIN_VALUE);
        byte[] predictionsEnd = PredictionKey.start(model, predictionsBefore);
        byte[] notesEnd = PredictionKey.start(model, notesBefore);
        boolean left = database.ask("drop old predictions", db -> {
            boolean notesLeft = OldRanges.drop(db.database(), db.notes(), start, notesEnd);
            return OldRanges.drop(db.database(), db.predictions(), start, predictionsEnd) || notesLeft;
        });
        if (left && !database.isDamaged()) {
            old.later(model, () -> cut(start, predictionsEnd, notesEnd));
        }
        return !left;
    }

    /** As {@link Store#dropAll}. */
    void dropAll(int model) throws StoreException {
        byte[] start = PredictionKey.start(model, Long.MIN_VALUE);
        byte[] end = PredictionKey.start(model, Long.MAX_VALUE);
        predictions.dropAll(
                model,
                () -> notes.dropAll(
                        model,
                        () -> database.run("drop predictions", db -> {
                            try (WriteBatch batch = new WriteBatch()) {
                                for (ColumnFamilyHandle table : List.of(db.predictions(), db.notes())) {
                                    db.database().deleteFilesInRanges(table, List.of(start, end), false);
                                    batch.deleteRange(table, start, end);
                                }
                                batch.put(db.state(), unfinished(model), new byte[0]);
                                db.database().write(db.synced(), batch);
                            }
                        })));
        cutAll(model);
    }

    private static byte[] unfinished(int model) {
        return (CUT + model).getBytes(UTF_8);
    }

    private void cutAll(int model) {
        byte[] start = PredictionKey.start(model, Long.MIN_VALUE);
        byte[] end = PredictionKey.start(model, Long.MAX_VALUE);
        old.later(model, () -> {
            cut(start, end, end);
            database.run("drop predictions", db -> db.database().delete(db.state(), unfinished(model)));
        });
    }

    /** Goes on with what {@link #dropAll} had begun when the store was opened last. */
    void resume() throws StoreException {
        database.run("read the state", db -> {
            try (RocksIterator parts = db.database().newIterator(db.state())) {
                for (parts.seek(CUT.getBytes(UTF_8)); parts.isValid(); parts.next()) {
                    String key = new String(parts.key(), UTF_8);
                    if (!key.startsWith(CUT)) {
                        return;
                    }
                    cutAll(Integer.parseInt(key.substring(CUT.length())));
                }
                parts.status();
            }
        });
    }

    private void cut(byte[] start, byte[] predictionsEnd, byte[] notesEnd) throws StoreException {
        database.run("write old predictions again", db -> {
            OldRanges.cut(db.database(), db.predictions(), start, predictionsEnd);
            OldRanges.cut(db.database(), db.notes(), start, notesEnd);
        });
    }

    /** What has not begun is not begun any more. */
    void end() {
        old.end();
    }
}
