package io.watchbill.exporter.store;

import java.nio.ByteBuffer;

/** Keys of predictions and of their notes: model, bucket and id, so that a bucket is one range and can be dropped whole. */
final class PredictionKey {
    static final int BYTES = Short.BYTES + 3 * Long.BYTES;

    private PredictionKey() {}

    static byte[] of(int model, long bucket, long high, long low) {
        ByteBuffer key = ByteBuffer.allocate(BYTES);
        put(model, bucket, high, low, key);
        return key.array();
    }

    static void put(int model, long bucket, long high, long low, ByteBuffer key) {
        key.putShort((short) model)
                .putLong(bucket ^ Long.MIN_VALUE)
                .putLong(high)
                .putLong(low);
    }

    /** The first key of a bucket. */
    static byte[] start(int model, long bucket) {
        return of(model, bucket, 0, 0);
    }
}
