package io.watchbill.exporter.store;

import io.watchbill.engine.BucketIds;
import io.watchbill.statistics.state.StateSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.IngestExternalFileOptions;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;

/**
 * The durable store of one exporter, in one folder that no other process uses.
 *
 * <ol>
 *   <li>The journal holds records by ascending position; {@link #append} returns when they are on the disk.
 *   <li>State is parts by key, changed only by {@link #save}, all at once.
 *   <li>Predictions come as whole files ({@link #spill}) and go by whole buckets; notes come with the records.
 * </ol>
 *
 * <p>After an error of the disk everything fails until {@link #reopen} succeeds. Thread-safe.
 */
public final class Store implements AutoCloseable, StateSource {
    private static final long MOST_LOG_BYTES = 512L << 20;

    private final StoreFolder folder;
    private final Database database;
    private final KnownIds knownPredictions;
    private final KnownIds knownNotes;
    private final FilterMemory memory;
    private final FilterThread filters = new FilterThread();
    private final IdReads reads;
    private final OldBuckets old;

    private Store(StoreFolder folder, long mostLogBytes, FilterMemory memory) {
        this.folder = folder;
        this.memory = memory;
        this.database = new Database(folder.path(), mostLogBytes);
        this.knownPredictions =
                new KnownIds(database, Opened::predictions, folder.filters(), "predictions", memory, filters);
        this.knownNotes = new KnownIds(database, Opened::notes, folder.filters(), "notes", memory, filters);
        this.reads = new IdReads(database, knownPredictions, knownNotes);
        this.old = new OldBuckets(database, knownPredictions, knownNotes);
    }

    /** A record and the notes that are stored together with it. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, not kept
    public record Entry(long position, byte[] record, List<Note> notes) {}

    /** A note to be put behind those that are there of a model's bucket and id. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, not kept
    public record Note(int model, long bucket, long high, long low, byte[] bytes) {}

    /** Sees the records of the journal. */
    public interface Visitor {
        void record(long position, byte[] record) throws DamagedStoreException;
    }

    /**
     * Opens the store, or makes it.
     *
     * @throws StoreException if the folder cannot be used, or another process uses it
     * @throws DamagedStoreException if what is in it cannot be read
     */
    public static Store open(Path folder) throws StoreException, DamagedStoreException {
        return open(folder, MOST_LOG_BYTES, FilterMemory.ofThisProcess());
    }

    /** @param mostLogBytes of the log; a table that is written seldom would keep all of it since its last write */
    static Store open(Path path, long mostLogBytes, FilterMemory memory) throws StoreException, DamagedStoreException {
        StoreFolder folder = new StoreFolder(path);
        try {
            folder.load();
        } catch (IOException e) {
            throw new StoreException("cannot use the folder " + path + ": " + e, e);
        }
        Store store = new Store(folder, mostLogBytes, memory);
        boolean done = false;
        try {
            store.database.reopen();
            folder.clearSpill();
            store.knownPredictions.find();
            store.knownNotes.find();
            store.old.resume();
            done = true;
            return store;
        } catch (IOException e) {
            throw new StoreException("cannot use the folder " + path + ": " + e, e);
        } finally {
            if (!done) {
                store.close();
            }
        }
    }

    /**
     * Unpacks and loads the native library, as {@link #open} does, in a thread of its own: it takes a while, and other
     * things can be read meanwhile. Where it fails, {@link #open} says why.
     */
    public static void loadAhead(Path folder) {
        Thread thread = new Thread(
                () -> {
                    try {
                        new StoreFolder(folder).load();
                    } catch (IOException | RuntimeException | UnsatisfiedLinkError e) {
                        // Opening the store tries it again.
                    }
                },
                "native library");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Opens the store anew, so that what failed may work again.
     *
     * @throws StoreException if it cannot be used yet
     * @throws DamagedStoreException if what is in it cannot be read
     */
    public void reopen() throws StoreException, DamagedStoreException {
        database.reopen();
    }

    /** Appends records with their notes in one write; they are on the disk when this returns. */
    public void append(List<Entry> entries) throws StoreException {
        database.run("append to the journal", db -> {
            try (WriteBatch batch = new WriteBatch();
                    KnownIds.Change change = knownNotes.change()) {
                for (Entry entry : entries) {
                    batch.put(db.journal(), position(entry.position()), entry.record());
                    for (Note note : entry.notes()) {
                        if (change.add(note.model(), note.bucket(), note.high(), note.low())) {
                            batch.put(db.notes(), PredictionKey.start(note.model(), note.bucket()), change.mark());
                        }
                        batch.merge(
                                db.notes(),
                                PredictionKey.of(note.model(), note.bucket(), note.high(), note.low()),
                                note.bytes());
                    }
                }
                change.ready();
                db.database().write(db.synced(), batch);
                change.done();
            }
        });
    }

    private static byte[] position(long position) {
        return ByteBuffer.allocate(Long.BYTES).putLong(position).array();
    }

    /** Shows the records from a position on, in their order. */
    public void read(long from, Visitor visitor) throws StoreException, DamagedStoreException {
        database.read("read the journal", db -> {
            try (ReadOptions sequential = new ReadOptions().setReadaheadSize(2 << 20);
                    RocksIterator records = db.database().newIterator(db.journal(), sequential)) {
                for (records.seek(position(from)); records.isValid(); records.next()) {
                    visitor.record(ByteBuffer.wrap(records.key()).getLong(), records.value());
                }
                records.status();
            }
        });
    }

    /** The position of the newest record; 0 if there is none. */
    public long newest() throws StoreException {
        return database.ask("read the journal", db -> {
            try (RocksIterator records = db.database().newIterator(db.journal())) {
                records.seekToLast();
                records.status();
                return records.isValid() ? ByteBuffer.wrap(records.key()).getLong() : 0L;
            }
        });
    }

    /** Drops the records before a position; what is not dropped with whole files now is dropped later. */
    public void drop(long before) throws StoreException {
        database.run("drop a part of the journal", db -> {
            db.database().deleteFilesInRanges(db.journal(), List.of(position(0), position(before)), false);
        });
    }

    /** Changes parts of the state, all at once; they are on the disk when this returns. */
    public void save(StateChanges changes) throws StoreException {
        database.run("save the state", db -> {
            try (WriteBatch batch = new WriteBatch()) {
                for (StateChanges.Change change : changes.all()) {
                    byte[] key = change.key().getBytes(StandardCharsets.UTF_8);
                    if (change.bytes() != null) {
                        batch.put(db.state(), key, change.bytes());
                    } else {
                        batch.deleteRange(db.state(), key, after(key));
                    }
                }
                db.database().write(db.synced(), batch);
            }
        });
    }

    /** The first key after all that start with a prefix; no key of ours has the highest byte. */
    private static byte[] after(byte[] prefix) {
        byte[] end = java.util.Arrays.copyOf(prefix, prefix.length + 1);
        end[prefix.length] = (byte) 0xff;
        return end;
    }

    @Override
    public byte @Nullable [] get(String key) {
        try {
            return database.ask(
                    "read the state", db -> db.database().get(db.state(), key.getBytes(StandardCharsets.UTF_8)));
        } catch (StoreException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    @Override
    public List<String> keys(String prefix) {
        byte[] start = prefix.getBytes(StandardCharsets.UTF_8);
        try {
            return database.ask("read the state", db -> {
                List<String> keys = new ArrayList<>();
                try (RocksIterator parts = db.database().newIterator(db.state())) {
                    for (parts.seek(start); parts.isValid(); parts.next()) {
                        String key = new String(parts.key(), StandardCharsets.UTF_8);
                        if (!key.startsWith(prefix)) {
                            break;
                        }
                        keys.add(key);
                    }
                    parts.status();
                }
                return keys;
            });
        } catch (StoreException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    /** Starts a file of predictions, which {@link #spill} takes in. One at a time. */
    public PredictionFile newPredictionFile() throws StoreException {
        return database.ask("write predictions", db -> {
            try {
                return PredictionFile.in(folder.newSpill(), db.tables().tableOfIds(), knownPredictions);
            } catch (IOException e) {
                throw new StoreException("cannot write predictions in " + folder.path() + ": " + e, e);
            }
        });
    }

    /** Takes a finished file of predictions in; of one key in several files the newest file counts. */
    public void spill(PredictionFile file) throws StoreException {
        database.run("take in predictions", db -> {
            try (IngestExternalFileOptions move = new IngestExternalFileOptions().setMoveFiles(true)) {
                db.database()
                        .ingestExternalFile(
                                db.predictions(), List.of(file.path().toString()), move);
            }
        });
        file.taken();
        knownPredictions.tend();
        knownNotes.tend();
    }

    /** What was spilled last for each id into its bucket; null where nothing was, or it cannot be read. */
    public byte[] @Nullable [] predictions(int model, BucketIds ids) throws StoreException {
        return reads.predictions(model, ids);
    }

    /** The places of ids of which {@link #predictions} gave nothing, and something damaged is there. */
    public BitSet damagedPredictions(int model, BucketIds ids) throws StoreException {
        return reads.damagedPredictions(model, ids);
    }

    /** The notes of each id in its bucket; null where there are none, empty where they are damaged. */
    public byte[] @Nullable [] notes(int model, BucketIds ids) throws StoreException {
        return reads.notes(model, ids);
    }

    /** Whether a look-up failed by an error of the disk, and has not succeeded since. */
    public boolean unreadable() {
        return reads.unreadable();
    }

    /** Tries the look-up again that failed last. */
    public void readAgain() throws StoreException {
        reads.readAgain();
    }

    /**
     * Drops the predictions and the notes of a model in the buckets before some. What cannot go at once is written again
     * in the background, and goes when this is called again.
     *
     * @return whether nothing of them is left
     */
    public boolean dropBuckets(int model, long predictionsBefore, long notesBefore) throws StoreException {
        return old.dropBuckets(model, predictionsBefore, notesBefore);
    }

    /** Drops all predictions and notes of a model; none is found from now on, and their bytes go in the background. */
    public void dropAll(int model) throws StoreException {
        old.dropAll(model);
    }

    /** Whether all ids that the store has are known, so that only what may be there is looked up. */
    boolean knowsAllIds() {
        return knownPredictions.isComplete() && knownNotes.isComplete();
    }

    /** How often the log was synced to the disk since the start. */
    public long syncs() {
        return database.syncs();
    }

    /** What it takes of memory now. */
    public StoreMemory memory() throws StoreException {
        return database.ask(
                "ask for its memory",
                db -> new StoreMemory(
                        memory.bytes(),
                        db.database().getAggregatedLongProperty("rocksdb.estimate-table-readers-mem"),
                        db.tables().cachedBytes(),
                        db.database().getAggregatedLongProperty("rocksdb.size-all-mem-tables")));
    }

    /** Bytes of all files. */
    public long bytes() throws IOException {
        return folder.bytes();
    }

    @Override
    public void close() {
        old.end();
        filters.end();
        knownPredictions.save();
        knownNotes.save();
        database.close();
    }
}
