package io.watchbill.exporter.store;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.CompactRangeOptions.BottommostLevelCompaction;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;

/**
 * Gets ranges of old keys off the disk. Files of a level that hold nothing else go at once, and no read pays for what is
 * gone. What is still in memory, or in a file with others or of level 0, waits until it is written again, cut by bucket.
 * Where new files come that happens by itself; where none come it must be asked for, and takes a thread of its own.
 */
final class OldRanges {
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread named = new Thread(task, "old predictions");
        named.setDaemon(true);
        return named;
    });

    /** Models whose old keys are being written again, or are about to be. */
    private final Set<Integer> under = ConcurrentHashMap.newKeySet();

    /** Drops the files that hold only keys from {@code start} to before {@code end}; whether any such key is left. */
    static boolean drop(RocksDB database, ColumnFamilyHandle table, byte[] start, byte[] end) throws RocksDBException {
        database.deleteFilesInRanges(table, List.of(start, end), false);
        try (Slice bound = new Slice(end);
                ReadOptions inRange = new ReadOptions().setIterateUpperBound(bound);
                RocksIterator left = database.newIterator(table, inRange)) {
            left.seek(start);
            // What is damaged cannot be written again, and goes with its file once all in that is old.
            return left.isValid();
        }
    }

    /** Writes again, cut by bucket, what holds keys of that range; then {@link #drop} can drop them. */
    static void cut(RocksDB database, ColumnFamilyHandle table, byte[] start, byte[] end) throws RocksDBException {
        try (CompactRangeOptions all = new CompactRangeOptions()
                .setExclusiveManualCompaction(false)
                .setBottommostLevelCompaction(BottommostLevelCompaction.kForce)) {
            database.compactRange(table, start, end, all);
        }
    }

    /** Something that takes long. */
    interface Cut {
        void run() throws StoreException;
    }

    /** Runs it in the background, unless it runs or waits to run for that model already. */
    void later(int model, Cut cut) {
        if (under.add(model)) {
            thread.execute(() -> {
                try {
                    cut.run();
                } catch (StoreException e) {
                    // The store was closed, or its disk fails, which the next record says: it is tried again.
                } finally {
                    under.remove(model);
                }
            });
        }
    }

    /** What has not begun is not begun any more. */
    void end() {
        thread.shutdownNow();
    }
}
