package io.watchbill.statistics;

/**
 * A window's counts by coarse bin and place of the ring, kept beside the fine ones, so that copying a window does not go
 * through all of its panes.
 */
final class CoarsePanes {
    private final int bins;
    private final int places;
    /** By bin, and in it by place. */
    private final SlotCounts counts;

    CoarsePanes(int bins, int places) {
        this.bins = bins;
        this.places = places;
        this.counts = new SlotCounts(bins * places);
    }

    /** Takes over the counts of the pane at a place. */
    void set(int place, long[] ofPane) {
        for (int bin = 0; bin < bins; bin++) {
            int at = bin * places + place;
            counts.add(at, ofPane[bin] - counts.get(at));
        }
    }

    /** All panes of the first bin, then those of the next, and so on; each from the place of the oldest on. */
    long[] inOrder(int oldest) {
        long[] copy = new long[bins * places];
        int upToEnd = places - oldest;
        for (int bin = 0; bin < bins; bin++) {
            int from = bin * places;
            counts.addTo(copy, from, 1, from + oldest, upToEnd);
            counts.addTo(copy, from + upToEnd, 1, from, oldest);
        }
        return copy;
    }

    long bytesHeld() {
        return counts.bytesHeld();
    }
}
