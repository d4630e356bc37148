package io.watchbill.statistics;

/** Running totals of a window by slot: ints until one outgrows them, then longs for good. */
final class Totals {
    private int[] ints;
    private long[] longs = new long[0];

    Totals(int slots) {
        this.ints = new int[slots];
    }

    void add(int slot, long by) {
        if (longs.length != 0) {
            longs[slot] += by;
            return;
        }
        long value = ints[slot] + by;
        if (value > Integer.MAX_VALUE) {
            longs = toLongs();
            ints = new int[0];
            longs[slot] = value;
        } else {
            ints[slot] = (int) value;
        }
    }

    long[] toLongs() {
        if (longs.length != 0) {
            return longs.clone();
        }
        long[] copy = new long[ints.length];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = ints[i];
        }
        return copy;
    }

    long bytesHeld() {
        return 4L * ints.length + 8L * longs.length;
    }
}
