package io.watchbill.statistics;

/**
 * A window's counts by coarse bin and place of the ring, kept beside the fine ones in one array, so that copying a window
 * does not go through all of its panes: ints until a count outgrows them, then longs for good.
 */
final class CoarsePanes {
    private final int bins;
    private final int places;
    private int[] ints;
    private long[] longs = new long[0];

    CoarsePanes(int bins, int places) {
        this.bins = bins;
        this.places = places;
        this.ints = new int[bins * places];
    }

    /** Takes over the counts of the pane at a place. */
    void set(int place, long[] counts) {
        for (int bin = 0; bin < bins; bin++) {
            int at = bin * places + place;
            if (longs.length == 0 && counts[bin] > Integer.MAX_VALUE) {
                longs = inOrder(0);
                ints = new int[0];
            }
            if (longs.length == 0) {
                ints[at] = (int) counts[bin];
            } else {
                longs[at] = counts[bin];
            }
        }
    }

    /** All panes of the first bin, then those of the next, and so on; each from the place of the oldest on. */
    long[] inOrder(int oldest) {
        long[] copy = new long[bins * places];
        int upToEnd = places - oldest;
        for (int bin = 0; bin < bins; bin++) {
            int from = bin * places;
            if (longs.length == 0) {
                for (int i = 0; i < upToEnd; i++) {
                    copy[from + i] = ints[from + oldest + i];
                }
                for (int i = upToEnd; i < places; i++) {
                    copy[from + i] = ints[from + i - upToEnd];
                }
            } else {
                System.arraycopy(longs, from + oldest, copy, from, upToEnd);
                System.arraycopy(longs, from, copy, from + upToEnd, oldest);
            }
        }
        return copy;
    }

    long bytesHeld() {
        return 4L * ints.length + 8L * longs.length;
    }
}
