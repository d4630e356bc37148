package io.watchbill.exporter.store;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.rocksdb.DBOptions;
import org.rocksdb.HistogramType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.RocksDBException;
import org.rocksdb.Statistics;
import org.rocksdb.Status;
import org.rocksdb.TickerType;
import org.rocksdb.WALRecoveryMode;

/** The database of a store, which can be opened anew, and calls to it, during which nobody closes it. Thread-safe. */
final class Database implements AutoCloseable {
    private static final int MOST_OPEN_FILES = 512;
    private static final long WRITTEN_OUT = 1L << 20;

    private final Path folder;
    private final long mostLogBytes;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    /** Without the times of calls, for which every look-up would read the clock. */
    private final Statistics statistics = new Statistics(EnumSet.allOf(HistogramType.class));

    /** Whether files of the store turned out to be damaged: what is merged would have to be read. */
    private volatile boolean damaged;

    private @Nullable Opened opened;

    Database(Path folder, long mostLogBytes) {
        this.folder = folder;
        this.mostLogBytes = mostLogBytes;
    }

    /** Something that the database is asked. */
    interface Work<T> {
        T with(Opened db) throws RocksDBException, StoreException;
    }

    /** Something that is done to the database. */
    interface Change {
        void with(Opened db) throws RocksDBException, StoreException;
    }

    /** Something that the database is asked, and whose answer may be damaged. */
    interface Reading {
        void with(Opened db) throws RocksDBException, StoreException, DamagedStoreException;
    }

    /** As {@link Store#reopen}. */
    void reopen() throws StoreException, DamagedStoreException {
        cancelWork();
        lock.writeLock().lock();
        try {
            if (opened != null) {
                opened.close();
                opened = null;
            }
            try {
                opened = Opened.open(folder.resolve("db").toString(), options(), new Tables(!damaged));
            } catch (RocksDBException e) {
                if (locked(String.valueOf(e.getMessage()))) {
                    throw new StoreException(
                            "the store in " + folder + " is used by another process; end it, or use another folder", e);
                }
                throw problem("cannot open the store in " + folder, e);
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    private DBOptions options() {
        return new DBOptions()
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

    /** @param what it is asked, for the error's text */
    <T extends @Nullable Object> T ask(String what, Work<T> work) throws StoreException {
        lock.readLock().lock();
        try {
            return work.with(use());
        } catch (RocksDBException e) {
            damaged |= damage(e);
            throw new StoreException("cannot " + what + " in " + folder + ": " + e.getMessage(), e);
        } finally {
            lock.readLock().unlock();
        }
    }

    void run(String what, Change change) throws StoreException {
        boolean ignored = ask(what, db -> {
            change.with(db);
            return true;
        });
    }

    /** Asks for what nothing goes without. */
    void read(String what, Reading reading) throws StoreException, DamagedStoreException {
        lock.readLock().lock();
        try {
            reading.with(use());
        } catch (RocksDBException e) {
            throw problem("cannot " + what + " in " + folder, e);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Whether something was found to be damaged since the start. */
    boolean isDamaged() {
        return damaged;
    }

    /** How often the log was synced to the disk since the start. */
    long syncs() {
        return statistics.getTickerCount(TickerType.WAL_FILE_SYNCED);
    }

    @Override
    public void close() {
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
