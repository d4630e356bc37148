package io.watchbill.exporter.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.List;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.HyperClockCache;
import org.rocksdb.IndexType;
import org.rocksdb.RocksDB;
import org.rocksdb.SstPartitionerFixedPrefixFactory;
import org.rocksdb.StringAppendOperator;

/**
 * How the store's four tables are laid out. The journal is written in order and dropped from its front: its
 * files never overlap, so that they move down a level, from where they can be dropped, without being written again. Predictions come as sorted files and are looked up by key, mostly in vain: filters and index are cut in
 * parts that are read as they are needed, so that memory does not grow with the number of ids.
 */
final class Tables implements AutoCloseable {
    /**
     * For blocks and for parts of indexes. Filters of ids in memory ({@link KnownIds}) ask the tables' own ones seldom, and of more
     * predictions than any cache holds hardly any block is asked for twice.
     */
    private static final long CACHE_BYTES = 96L << 20;
    /** Writing a full one out takes the processor from those who wait for an answer: small ones do it in short spells. */
    private static final long JOURNAL_BUFFER = 16L << 20;

    private static final long STATE_BUFFER = 32L << 20;
    private static final long NOTES_BUFFER = 16L << 20;
    /** Most look-ups of notes are in vain, in memory too. */
    private static final double NOTES_FILTER = 0.05;

    /**
     * Every file has ids from all over its bucket, and a merge writes all of the bucket again: with 8 files a third of the
     * processor time of an event with an id went into merges, with 32 a tenth. Only labels of the newest bucket look through
     * them.
     */
    private static final int FILES_TO_MERGE = 32;

    private static final long LEVEL_BYTES = 1L << 30;
    private static final int FILTER_BITS = 10;
    /**
     * Of a part of a filter or an index. The labels of a body that fall into one part are looked up together, and small parts
     * hold few; a part that is not in the cache is read whole, for which a disk takes hardly longer up to some such size.
     */
    private static final int PART_BYTES = 32 << 10;

    private final boolean merging;

    /** Without locks, which look-ups from many threads would wait for; 0 and -1: it sizes its parts itself. */
    private final Cache cache = new HyperClockCache(CACHE_BYTES, 0, -1, false);

    private final BloomFilter filter = new BloomFilter(FILTER_BITS);
    /** No file of a level has predictions of two buckets, so that a bucket goes with its files. */
    private final SstPartitionerFixedPrefixFactory byBucket =
            new SstPartitionerFixedPrefixFactory(PredictionKey.PREFIX);

    private final StringAppendOperator append = new StringAppendOperator("");
    private final List<ColumnFamilyOptions> options = new ArrayList<>();

    /** @param merging whether files of ids are merged in the background, which reads all of them */
    Tables(boolean merging) {
        this.merging = merging;
    }

    /** In the order of the handles: state (the default), journal, predictions, notes. */
    List<ColumnFamilyDescriptor> descriptors() {
        return List.of(
                descriptor(RocksDB.DEFAULT_COLUMN_FAMILY, state()),
                descriptor("journal".getBytes(US_ASCII), journal()),
                descriptor("predictions".getBytes(US_ASCII), predictions()),
                descriptor("notes".getBytes(US_ASCII), notes()));
    }

    private ColumnFamilyDescriptor descriptor(byte[] name, ColumnFamilyOptions how) {
        options.add(how);
        return new ColumnFamilyDescriptor(name, how);
    }

    private ColumnFamilyOptions state() {
        return new ColumnFamilyOptions()
                .setTableFormatConfig(new BlockBasedTableConfig().setBlockCache(cache))
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setWriteBufferSize(STATE_BUFFER);
    }

    private ColumnFamilyOptions journal() {
        return new ColumnFamilyOptions()
                .setTableFormatConfig(
                        new BlockBasedTableConfig().setNoBlockCache(true).setBlockSize(64 << 10))
                .setCompressionType(CompressionType.NO_COMPRESSION)
                .setWriteBufferSize(JOURNAL_BUFFER)
                .setLevel0FileNumCompactionTrigger(1);
    }

    /** Options for files of predictions that are written outside, to be taken in whole. */
    ColumnFamilyOptions predictions() {
        return lookedUp()
                .setWriteBufferSize(NOTES_BUFFER)
                .setLevel0FileNumCompactionTrigger(FILES_TO_MERGE)
                .setLevel0SlowdownWritesTrigger(2 * FILES_TO_MERGE)
                .setLevel0StopWritesTrigger(4 * FILES_TO_MERGE)
                .setMaxBytesForLevelBase(LEVEL_BYTES);
    }

    private ColumnFamilyOptions notes() {
        return lookedUp()
                .setWriteBufferSize(NOTES_BUFFER)
                .setMergeOperator(append)
                .setMemtablePrefixBloomSizeRatio(NOTES_FILTER)
                .setMemtableWholeKeyFiltering(true);
    }

    private ColumnFamilyOptions lookedUp() {
        return new ColumnFamilyOptions()
                .setTableFormatConfig(tableOfIds())
                .setDisableAutoCompactions(!merging)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setSstPartitionerFactory(byBucket)
                .setLevelCompactionDynamicLevelBytes(true);
    }

    /** A file of predictions has the same form as the table that takes it in. */
    BlockBasedTableConfig tableOfIds() {
        return new BlockBasedTableConfig()
                .setBlockCache(cache)
                .setBlockSize(4 << 10)
                .setFilterPolicy(filter)
                .setPartitionFilters(true)
                .setIndexType(IndexType.kTwoLevelIndexSearch)
                .setMetadataBlockSize(PART_BYTES)
                .setCacheIndexAndFilterBlocks(true)
                .setCacheIndexAndFilterBlocksWithHighPriority(true)
                .setPinTopLevelIndexAndFilter(true);
    }

    /** What is in the cache, in bytes. */
    long cachedBytes() {
        return cache.getUsage();
    }

    @Override
    public void close() {
        options.forEach(ColumnFamilyOptions::close);
        byBucket.close();
        append.close();
        filter.close();
        cache.close();
    }
}
