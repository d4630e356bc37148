package io.watchbill.exporter.store;

import java.util.Arrays;

/** Some ids on their way into a filter: many at a time, so that the processor fetches many of its lines at once. Not thread-safe. */
final class HeldIds {
    private static final int FEW = 16;
    private static final int MOST = 256;

    private long[] highs = new long[FEW];
    private long[] lows = new long[FEW];
    private int count;

    /** Takes the first so many ids. */
    interface Taker {
        void take(long[] highs, long[] lows, int count);
    }

    /** Holds an id, before which all are given if there is no room. */
    void add(long high, long low, Taker taker) {
        if (count == MOST) {
            give(taker);
        } else if (count == highs.length) {
            highs = Arrays.copyOf(highs, 2 * count);
            lows = Arrays.copyOf(lows, 2 * count);
        }
        highs[count] = high;
        lows[count++] = low;
    }

    /** Gives all that are held, if there are any. */
    void give(Taker taker) {
        if (count > 0) {
            taker.take(highs, lows, count);
            count = 0;
        }
    }
}
