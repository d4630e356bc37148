package io.watchbill.exporter.store;

import java.nio.ByteBuffer;

/**
 * Keys of predictions and of their notes: model, bucket and id, so that a bucket is one range and can be dropped whole. Of
 * the id's hash, whose key nobody outside knows, they hold the first 96 bits: that any two of a billion ids share them
 * happens once in 10<sup>11</sup> times. Then only one of both predictions is found, and a label of the other counts for it.
 * A key without an id is that of the bucket's mark.
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
        put(model, bucket, key);
        key.putLong(high).putInt((int) (low >>> Integer.SIZE));
    }

    /** Whether a buffer holds a prediction's key from its start. */
    static boolean is(ByteBuffer key, int model, long bucket, long high, long low) {
        return key.getShort(0) == (short) model
                && key.getLong(Short.BYTES) == (bucket ^ Long.MIN_VALUE)
                && high(key) == high
                && key.getInt(PREFIX + Long.BYTES) == (int) (low >>> Integer.SIZE);
    }

    private static void put(int model, long bucket, ByteBuffer key) {
        key.putShort((short) model).putLong(bucket ^ Long.MIN_VALUE);
    }

    /** The first key of a bucket, which is that of its mark. */
    static byte[] start(int model, long bucket) {
        ByteBuffer key = ByteBuffer.allocate(PREFIX);
        put(model, bucket, key);
        return key.array();
    }

    /** Reads model and bucket, after which the id comes, if there is one. */
    static KnownIds.Place place(ByteBuffer key) {
        return new KnownIds.Place(Short.toUnsignedInt(key.getShort()), key.getLong() ^ Long.MIN_VALUE);
    }

    /** The first 64 bits of a key's id. */
    static long high(ByteBuffer key) {
        return key.getLong(PREFIX);
    }

    /** As much as a key holds of the last 64 bits of its id. */
    static long low(ByteBuffer key) {
        return (long) key.getInt(PREFIX + Long.BYTES) << Integer.SIZE;
    }
}
