package io.watchbill.exporter.store;

import java.nio.ByteBuffer;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;

/** Reads all ids of a bucket, so many at a time, and tells them to what is known of it. */
final class BucketScan {
    private static final int MOST_AT_ONCE = 1 << 16;
    private static final long READ_AHEAD = 256 << 10;

    private final KnownBucket known;
    private final byte[] end;
    private final ByteBuffer key = ByteBuffer.allocateDirect(PredictionKey.BYTES);
    private final HeldIds held = new HeldIds();
    private byte[] from;
    private boolean complete;

    BucketScan(KnownIds.Place place, KnownBucket known) {
        this.known = known;
        this.from = PredictionKey.start(place.model(), place.bucket());
        this.end = PredictionKey.start(place.model(), place.bucket() + 1);
    }

    /** Reads some; whether there may be more. */
    boolean more(Opened db, ColumnFamilyHandle table) {
        try (Slice bound = new Slice(end);
                ReadOptions once = new ReadOptions()
                        .setIterateUpperBound(bound)
                        .setFillCache(false)
                        .setReadaheadSize(READ_AHEAD);
                RocksIterator keys = db.database().newIterator(table, once)) {
            keys.seek(from);
            for (int read = 0; keys.isValid(); read++) {
                if (read == MOST_AT_ONCE) {
                    from = keys.key();
                    return true;
                }
                int length = keys.key(key.clear());
                if (length == PredictionKey.BYTES) {
                    held.add(PredictionKey.high(key), PredictionKey.low(key), known::addKnown);
                }
                keys.next();
            }
            keys.status();
            held.give(known::addKnown);
            complete = true;
        } catch (RocksDBException e) {
            known.giveUp();
        }
        return false;
    }

    /** Whether all were read. */
    boolean isComplete() {
        return complete;
    }
}
