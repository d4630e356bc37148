package io.watchbill.exporter.store;

import io.watchbill.engine.BucketIds;
import io.watchbill.statistics.state.StateSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.IngestExternalFileOptions;
import org.rocksdb.NativeLibraryLoader;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Statistics;
import org.rocksdb.Status;
import org.rocksdb.TickerType;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

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
    private static final int MOST_OPEN_FILES = 512;
    private static final long WRITTEN_OUT = 1L << 20;
    private static final String SPILL = "spill";

    private final Path folder;
    private final long mostLogBytes;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final Statistics statistics = new Statistics();
    private final OldRanges old = new OldRanges();
    private final AtomicReference<@Nullable Work<?>> unread = new AtomicReference<>();
    /** Whether files of the store turned out to be damaged: what is merged would have to be read. */
    private volatile boolean damaged;

    private @Nullable Opened opened;

    private Store(Path folder, long mostLogBytes) {
        this.folder = folder;
        this.mostLogBytes = mostLogBytes;
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
        return open(folder, MOST_LOG_BYTES);
    }

    /** @param mostLogBytes of the log; a table that is written seldom would keep all of it since its last write */
    static Store open(Path folder, long mostLogBytes) throws StoreException, DamagedStoreException {
        try {
            load(folder);
        } catch (IOException e) {
            throw new StoreException("cannot use the folder " + folder + ": " + e, e);
        }
        Store store = new Store(folder, mostLogBytes);
        store.reopen();
        try {
            store.clearSpill();
        } catch (IOException e) {
            store.close();
            throw new StoreException("cannot use the folder " + folder + ": " + e, e);
        }
        return store;
    }

    /**
     * Unpacks and loads the native library, as {@link #open} does, in a thread of its own: it takes a while, and other
     * things can be read meanwhile. Where it fails, {@link #open} says why.
     */
    public static void loadAhead(Path folder) {
        Thread thread = new Thread(
                () -> {
                    try {
                        load(folder);
                    } catch (IOException | RuntimeException | UnsatisfiedLinkError e) {
                        // Opening the store tries it again.
                    }
                },
                "native library");
        thread.setDaemon(true);
        thread.start();
    }

    private static void load(Path folder) throws IOException {
        createPrivate(folder);
        Path natives = Files.createDirectories(folder.resolve("native"));
        NativeLibraryLoader.getInstance().loadLibrary(natives.toString());
        RocksDB.loadLibrary();
    }

    /** What the store holds is nobody else's business; a folder that is there already keeps its permissions. */
    private static synchronized void createPrivate(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            if (Files.getFileStore(folder).supportsFileAttributeView(PosixFileAttributeView.class)) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
        }
    }

    /** The open database and what must be closed with it. */
    private static final class Opened implements AutoCloseable {
        private final Tables tables;
        private final DBOptions options = new DBOptions();
        private final WriteOptions synced = new WriteOptions().setSync(true);
        private final WriteOptions unsynced = new WriteOptions();
        private final List<ColumnFamilyHandle> handles = new ArrayList<>();
        private @Nullable RocksDB database;

        private Opened(boolean merging) {
            tables = new Tables(merging);
        }

        RocksDB database() {
            if (database == null) {
                throw new IllegalStateException("not open");
            }
            return database;
        }

        ColumnFamilyHandle state() {
            return handles.get(0);
        }

        ColumnFamilyHandle journal() {
            return handles.get(1);
        }

        ColumnFamilyHandle predictions() {
            return handles.get(2);
        }

        ColumnFamilyHandle notes() {
            return handles.get(3);
        }

        @Override
        public void close() {
            handles.forEach(ColumnFamilyHandle::close);
            if (database != null) {
                database.close();
            }
            synced.close();
            unsynced.close();
            options.close();
            tables.close();
        }
    }

    /**
     * Opens the store anew, so that what failed may work again.
     *
     * @throws StoreException if it cannot be used yet
     * @throws DamagedStoreException if what is in it cannot be read
     */
    public void reopen() throws StoreException, DamagedStoreException {
        cancelWork();
        lock.writeLock().lock();
        try {
            if (opened != null) {
                opened.close();
                opened = null;
            }
            Opened opening = new Opened(!damaged);
            opening.options
                    .setCreateIfMissing(true)
                    .setCreateMissingColumnFamilies(true)
                    .setMaxTotalWalSize(mostLogBytes)
                    .setMaxOpenFiles(MOST_OPEN_FILES)
                    .setMaxBackgroundJobs(2)
                    // Files are written out as they grow: at their end the disk would have much to do at once, and what
                    // is acknowledged waits for it.
                    .setBytesPerSync(WRITTEN_OUT)
                    // A record that was cut short at the end was never acknowledged; anything else that is wrong is
                    // damage.
                    .setWalRecoveryMode(WALRecoveryMode.TolerateCorruptedTailRecords)
                    .setStatistics(statistics)
                    .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                    .setKeepLogFileNum(2);
            try {
                opening.database = RocksDB.open(
                        opening.options,
                        folder.resolve("db").toString(),
                        opening.tables.descriptors(),
                        opening.handles);
            } catch (RocksDBException e) {
                opening.close();
                if (locked(String.valueOf(e.getMessage()))) {
                    throw new StoreException(
                            "the store in " + folder + " is used by another process; end it, or use another folder", e);
                }
                throw problem("cannot open the store in " + folder, e);
            }
            opened = opening;
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** What is written again in the background is given up, so that whoever closes the store need not wait for it. */
    private void cancelWork() {
        lock.readLock().lock();
        try {
            if (opened != null) {
                opened.database().cancelAllBackgroundWork(false);
            }
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Not where the file of the lock cannot be written, as on a read-only disk. */
    private static boolean locked(String message) {
        return message.contains("While lock file") || message.contains("lock hold by current process");
    }

    private static StoreException problem(String what, RocksDBException e) throws DamagedStoreException {
        if (damage(e)) {
            throw new DamagedStoreException(what + ": " + e.getMessage(), e);
        }
        return new StoreException(what + ": " + e.getMessage(), e);
    }

    private static boolean damage(RocksDBException e) {
        Status status = e.getStatus();
        return status != null && status.getCode() == Status.Code.Corruption;
    }

    private Opened use() throws StoreException {
        if (opened == null) {
            throw new StoreException("the store in " + folder + " is not open", new IllegalStateException("closed"));
        }
        return opened;
    }

    private interface Lookup {
        byte @Nullable [] with(Opened db) throws RocksDBException;
    }

    private interface Work<T> {
        T with(Opened db) throws RocksDBException, StoreException;
    }

    private interface Change {
        void with(Opened db) throws RocksDBException;
    }

    private byte @Nullable [] find(String what, Lookup lookup) throws StoreException {
        lock.readLock().lock();
        try {
            return lookup.with(use());
        } catch (RocksDBException e) {
            throw failed(what, e);
        } finally {
            lock.readLock().unlock();
        }
    }

    private <T> T ask(String what, Work<T> work) throws StoreException {
        lock.readLock().lock();
        try {
            return work.with(use());
        } catch (RocksDBException e) {
            throw failed(what, e);
        } finally {
            lock.readLock().unlock();
        }
    }

    private void run(String what, Change change) throws StoreException {
        boolean ignored = ask(what, db -> {
            change.with(db);
            return true;
        });
    }

    private StoreException failed(String what, RocksDBException e) {
        damaged |= damage(e);
        return new StoreException("cannot " + what + " in " + folder + ": " + e.getMessage(), e);
    }

    /** Appends records with their notes in one write; they are on the disk when this returns. */
    public void append(List<Entry> entries) throws StoreException {
        run("append to the journal", db -> {
            try (WriteBatch batch = new WriteBatch()) {
                for (Entry entry : entries) {
                    batch.put(db.journal(), position(entry.position()), entry.record());
                    for (Note note : entry.notes()) {
                        batch.merge(
                                db.notes(),
                                PredictionKey.of(note.model(), note.bucket(), note.high(), note.low()),
                                note.bytes());
                    }
                }
                db.database().write(db.synced, batch);
            }
        });
    }

    private static byte[] position(long position) {
        return ByteBuffer.allocate(Long.BYTES).putLong(position).array();
    }

    /** Shows the records from a position on, in their order. */
    public void read(long from, Visitor visitor) throws StoreException, DamagedStoreException {
        lock.readLock().lock();
        try (ReadOptions sequential = new ReadOptions().setReadaheadSize(2 << 20);
                RocksIterator records = use().database().newIterator(use().journal(), sequential)) {
            for (records.seek(position(from)); records.isValid(); records.next()) {
                visitor.record(ByteBuffer.wrap(records.key()).getLong(), records.value());
            }
            records.status();
        } catch (RocksDBException e) {
            throw problem("cannot read the journal in " + folder, e);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** The position of the newest record; 0 if there is none. */
    public long newest() throws StoreException {
        return ask("read the journal", db -> {
            try (RocksIterator records = db.database().newIterator(db.journal())) {
                records.seekToLast();
                records.status();
                return records.isValid() ? ByteBuffer.wrap(records.key()).getLong() : 0L;
            }
        });
    }

    /** Drops the records before a position; what is not dropped with whole files now is dropped later. */
    public void drop(long before) throws StoreException {
        run("drop a part of the journal", db -> {
            db.database().deleteFilesInRanges(db.journal(), List.of(position(0), position(before)), false);
        });
    }

    /** Changes parts of the state, all at once; they are on the disk when this returns. */
    public void save(StateChanges changes) throws StoreException {
        run("save the state", db -> {
            try (WriteBatch batch = new WriteBatch()) {
                for (StateChanges.Change change : changes.all()) {
                    byte[] key = change.key().getBytes(StandardCharsets.UTF_8);
                    if (change.bytes() != null) {
                        batch.put(db.state(), key, change.bytes());
                    } else {
                        batch.deleteRange(db.state(), key, after(key));
                    }
                }
                db.database().write(db.synced, batch);
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
            return find("read the state", db -> db.database().get(db.state(), key.getBytes(StandardCharsets.UTF_8)));
        } catch (StoreException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    @Override
    public List<String> keys(String prefix) {
        byte[] start = prefix.getBytes(StandardCharsets.UTF_8);
        try {
            return ask("read the state", db -> {
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

    /** Removes files of predictions that were begun and never taken in. */
    private void clearSpill() throws IOException {
        Path spill = Files.createDirectories(folder.resolve(SPILL));
        try (Stream<Path> left = Files.list(spill)) {
            for (Path file : left.toList()) {
                Files.delete(file);
            }
        }
    }

    /** Starts a file of predictions, which {@link #spill} takes in. */
    public PredictionFile newPredictionFile() throws StoreException {
        return ask("write predictions", db -> {
            try {
                return new PredictionFile(
                        Files.createTempFile(folder.resolve(SPILL), "predictions", ".sst"), db.tables.tableOfIds());
            } catch (IOException e) {
                throw new StoreException("cannot write predictions in " + folder + ": " + e, e);
            }
        });
    }

    /** Takes a finished file of predictions in; of one key in several files the newest file counts. */
    public void spill(PredictionFile file) throws StoreException {
        run("take in predictions", db -> {
            try (IngestExternalFileOptions move = new IngestExternalFileOptions().setMoveFiles(true)) {
                db.database()
                        .ingestExternalFile(
                                db.predictions(), List.of(file.path().toString()), move);
            }
        });
    }

    /** What was spilled last for each id into its bucket; null where nothing was, or it cannot be read. */
    public byte[] @Nullable [] predictions(int model, BucketIds ids) throws StoreException {
        return lookUp("look predictions up", db -> LookUps.quickly(db.database(), db.predictions(), model, ids));
    }

    /** The places of ids of which {@link #predictions} gave nothing, and something damaged is there. */
    public BitSet damagedPredictions(int model, BucketIds ids) throws StoreException {
        return lookUp("look predictions up", db -> {
            byte[] @Nullable [] found = LookUps.surely(db.database(), db.predictions(), model, ids);
            BitSet places = new BitSet();
            for (int i = 0; i < found.length; i++) {
                places.set(i, found[i] == LookUps.DAMAGED);
            }
            return places;
        });
    }

    /** The notes of each id in its bucket; null where there are none, empty where they are damaged. */
    public byte[] @Nullable [] notes(int model, BucketIds ids) throws StoreException {
        return lookUp("look labels of predictions up", db -> LookUps.surely(db.database(), db.notes(), model, ids));
    }

    private <T> T lookUp(String what, Work<T> work) throws StoreException {
        try {
            return ask(what, work);
        } catch (StoreException e) {
            unread.set(work);
            throw e;
        }
    }

    /** Whether a look-up failed by an error of the disk, and has not succeeded since. */
    public boolean unreadable() {
        return unread.get() != null;
    }

    /** Tries the look-up again that failed last. */
    public void readAgain() throws StoreException {
        Work<?> failed = unread.get();
        if (failed != null) {
            Object ignored = ask("look predictions up", failed);
            unread.compareAndSet(failed, null);
        }
    }

    /**
     * Drops the predictions and the notes of a model in the buckets before some. What cannot go at once is written again
     * in the background, and goes when this is called again.
     *
     * @return whether nothing of them is left
     */
    public boolean dropBuckets(int model, long predictionsBefore, long notesBefore) throws StoreException {
        byte[] start = PredictionKey.start(model, Long.MIN_VALUE);
        byte[] predictions = PredictionKey.start(model, predictionsBefore);
        byte[] notes = PredictionKey.start(model, notesBefore);
        boolean left = ask("drop old predictions", db -> {
            boolean notesLeft = OldRanges.drop(db.database(), db.notes(), start, notes);
            return OldRanges.drop(db.database(), db.predictions(), start, predictions) || notesLeft;
        });
        if (left && !damaged) {
            cutLater(model, start, predictions, notes);
        }
        return !left;
    }

    /** Drops all predictions and notes of a model; none is found from now on. */
    public void dropAll(int model) throws StoreException {
        byte[] start = PredictionKey.start(model, Long.MIN_VALUE);
        byte[] end = PredictionKey.start(model, Long.MAX_VALUE);
        run("drop predictions", db -> {
            for (ColumnFamilyHandle table : List.of(db.predictions(), db.notes())) {
                db.database().deleteFilesInRanges(table, List.of(start, end), false);
                db.database().deleteRange(table, db.unsynced, start, end);
            }
        });
        cutLater(model, start, end, end);
    }

    private void cutLater(int model, byte[] start, byte[] predictions, byte[] notes) {
        old.later(model, () -> {
            try {
                run("write old predictions again", db -> {
                    OldRanges.cut(db.database(), db.predictions(), start, predictions);
                    OldRanges.cut(db.database(), db.notes(), start, notes);
                });
            } catch (StoreException e) {
                // The store was closed, or its disk fails, which the next record says: it is tried again.
            }
        });
    }

    /** How often the log was synced to the disk since the start. */
    public long syncs() {
        return statistics.getTickerCount(TickerType.WAL_FILE_SYNCED);
    }

    /** Bytes of all files. */
    public long bytes() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.mapToLong(Store::size).sum();
        }
    }

    /** Files come and go while they are counted. */
    private static long size(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : 0;
        } catch (IOException gone) {
            return 0;
        }
    }

    @Override
    public void close() {
        old.end();
        cancelWork();
        lock.writeLock().lock();
        try {
            if (opened != null) {
                opened.close();
                opened = null;
            }
            statistics.close();
        } finally {
            lock.writeLock().unlock();
        }
    }
}
