package io.watchbill.exporter.store;

import java.nio.ByteBuffer;

/** Keys of predictions and of their notes: model, bucket and id, so that a bucket is one range and can be dropped whole. */
final class PredictionKey {
    private static final int BYTES = Short.BYTES + 3 * Long.BYTES;

    private PredictionKey() {}

    static byte[] of(int model, long bucket, long high, long low) {
        return ByteBuffer.allocate(BYTES)
                .putShort((short) model)
                .putLong(bucket ^ Long.MIN_VALUE)
                .putLong(high)
                .putLong(low)
                .array();
    }

    /** The first key of a bucket. */
    static byte[] start(int model, long bucket) {
        return of(model, bucket, 0, 0);
    }
}
