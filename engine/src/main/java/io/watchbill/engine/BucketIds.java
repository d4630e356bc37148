package io.watchbill.engine;

import java.util.Arrays;

/** Hashes of ids with the bucket that each is looked for in: ascending by bucket, then by id as an unsigned number. */
public final class BucketIds {
    private long[] buckets = new long[16];
    private long[] highs = new long[16];
    private long[] lows = new long[16];
    private int size;

    /** Adds one that comes after all that are there. */
    public void add(long bucket, long high, long low) {
        if (size == buckets.length) {
            buckets = Arrays.copyOf(buckets, 2 * size);
            highs = Arrays.copyOf(highs, 2 * size);
            lows = Arrays.copyOf(lows, 2 * size);
        }
        buckets[size] = bucket;
        highs[size] = high;
        lows[size++] = low;
    }

    /** How many there are. */
    public int size() {
        return size;
    }

    /** The bucket of one. */
    public long bucket(int index) {
        return buckets[index];
    }

    /** The first 64 bits of an id's hash. */
    public long high(int index) {
        return highs[index];
    }

    /** The last 64 bits of an id's hash. */
    public long low(int index) {
        return lows[index];
    }
}
