package io.watchbill.exporter.store;

import io.watchbill.engine.BucketIds;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ByteBufferGetStatus;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/**
 * Looks up what a table keeps of ids. Ids that follow one another share filters and blocks, and each call has its price:
 * many go together.
 */
final class LookUps {
    /** What stands for a value that is damaged; none that was written is empty. */
    static final byte[] DAMAGED = {};

    private static final int MOST_TOGETHER = 1_024;
    /** Few values are longer; those are read again. */
    private static final int VALUE_BYTES = 128;

    private static final ThreadLocal<Buffers> BUFFERS = ThreadLocal.withInitial(Buffers::new);

    private LookUps() {}

    /** Places for the keys and the values of one call. */
    private static final class Buffers {
        private final List<ByteBuffer> keys = new ArrayList<>(MOST_TOGETHER);
        private final List<ByteBuffer> values = new ArrayList<>(MOST_TOGETHER);

        private Buffers() {
            ByteBuffer key = ByteBuffer.allocateDirect(MOST_TOGETHER * PredictionKey.BYTES);
            ByteBuffer value = ByteBuffer.allocateDirect(MOST_TOGETHER * VALUE_BYTES);
            for (int i = 0; i < MOST_TOGETHER; i++) {
                keys.add(key.slice(i * PredictionKey.BYTES, PredictionKey.BYTES));
                values.add(value.slice(i * VALUE_BYTES, VALUE_BYTES));
            }
        }
    }

    /**
     * What is found of the ids at those places; null elsewhere, where there is nothing, and where it cannot be read:
     * {@link #surely} tells.
     */
    static byte[] @Nullable [] quickly(
            RocksDB database, ColumnFamilyHandle table, int model, BucketIds ids, int[] places)
            throws RocksDBException {
        byte[][] all = new byte[ids.size()][];
        for (int from = 0; from < places.length; from += MOST_TOGETHER) {
            int many = Math.min(places.length - from, MOST_TOGETHER);
            List<byte[]> keys = new ArrayList<>(many);
            for (int i = 0; i < many; i++) {
                keys.add(key(model, ids, places[from + i]));
            }
            List<byte[]> found = database.multiGetAsList(Collections.nCopies(many, table), keys);
            for (int i = 0; i < many; i++) {
                all[places[from + i]] = found.get(i);
            }
        }
        return all;
    }

    private static byte[] key(int model, BucketIds ids, int place) {
        return PredictionKey.of(model, ids.bucket(place), ids.high(place), ids.low(place));
    }

    /**
     * What is found of the ids at those places; null elsewhere and where there is nothing, {@link #DAMAGED} where what is
     * there is damaged. Takes 0.3 µs of processor time a key more.
     *
     * @throws RocksDBException if something cannot be read
     */
    static byte[] @Nullable [] surely(
            RocksDB database, ColumnFamilyHandle table, int model, BucketIds ids, int[] places)
            throws RocksDBException {
        byte[][] all = new byte[ids.size()][];
        Buffers buffers = BUFFERS.get();
        for (int from = 0; from < places.length; from += MOST_TOGETHER) {
            int many = Math.min(places.length - from, MOST_TOGETHER);
            for (int i = 0; i < many; i++) {
                int place = places[from + i];
                ByteBuffer key = buffers.keys.get(i).clear();
                PredictionKey.put(model, ids.bucket(place), ids.high(place), ids.low(place), key);
                key.flip();
                buffers.values.get(i).clear();
            }
            List<ByteBufferGetStatus> found = database.multiGetByteBuffers(
                    List.of(table), buffers.keys.subList(0, many), buffers.values.subList(0, many));
            for (int i = 0; i < many; i++) {
                int place = places[from + i];
                byte[] value = value(found.get(i));
                boolean cut = value != null && found.get(i).requiredSize > VALUE_BYTES;
                all[place] = cut ? database.get(table, key(model, ids, place)) : value;
            }
        }
        return all;
    }

    /** What was found, or as much of it as there is a place for. */
    private static byte @Nullable [] value(ByteBufferGetStatus found) throws RocksDBException {
        switch (found.status.getCode()) {
            case Ok -> {
                byte[] value = new byte[Math.min(found.requiredSize, VALUE_BYTES)];
                found.value.get(value);
                return value;
            }
            case NotFound -> {
                return null;
            }
            case Corruption -> {
                return DAMAGED;
            }
            default -> throw new RocksDBException(found.status.getState(), found.status);
        }
    }
}
