package io.watchbill.exporter.store;

import java.nio.ByteBuffer;

/**
 * Keys of predictions and of their notes: model, bucket and id, so that a bucket is one range and can be dropped whole. Of
 * the id's hash, whose key nobody outside knows, they hold the first 96 bits: that any two of a billion ids share them
 * happens once in 10<sup>11</sup> times. Then only one of both predictions is found, and a label of the other counts for it.
 */
final class PredictionKey {
    /** Model and bucket. */
    static final int PREFIX = Short.BYTES + Long.BYTES;

    static final int BYTES = PREFIX + Long.BYTES + Integer.BYTES;

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
                .putInt((int) (low >>> Integer.SIZE));
    }

    /** The first key of a bucket. */
    static byte[] start(int model, long bucket) {
        return of(model, bucket, 0, 0);
    }
}
