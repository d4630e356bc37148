package io.watchbill.statistics;

import java.util.Optional;

/**
 * Scores of a binary classifier whose label is known, by the pane of the prediction's time: exact counts by bin and
 * class, for the area under the ROC curve. Not safe for several threads.
 */
public final class ScoreWindow {
    private final ScoreBins bins;
    private final CountRing ring;

    /** An empty window of so many panes, from 1. */
    public ScoreWindow(ScoreBins bins, int capacity) {
        this.bins = bins;
        this.ring = new CountRing(2 * bins.size(), capacity);
    }

    /**
     * Counts one labelled prediction.
     *
     * @param score finite
     * @return false if its pane is older than the window, so that nothing was counted
     */
    public boolean add(long pane, double score, boolean positive) {
        return ring.add(pane, slot(score, positive));
    }

    /**
     * Takes back a labelled prediction that was counted, because its label was corrected.
     *
     * @return false if its pane has expired since
     */
    public boolean remove(long pane, double score, boolean positive) {
        int slot = slot(score, positive);
        return ring.count(pane, slot) > 0 && ring.add(pane, slot, -1);
    }

    private int slot(double score, boolean positive) {
        return bins.binOf(score) + (positive ? bins.size() : 0);
    }

    /** Moves the window on so that it ends with that pane; older panes expire. */
    public void advanceTo(long pane) {
        ring.advanceTo(pane);
    }

    /** The area over the panes {@code from … to}, both included; empty while there are scores of one class only. */
    public Optional<RocAuc> area(long from, long to) {
        long[] negatives = new long[bins.size()];
        long[] positives = new long[bins.size()];
        for (long pane = from; pane <= to; pane++) {
            ring.each(pane, (slot, count) -> {
                if (slot < negatives.length) {
                    negatives[slot] += count;
                } else {
                    positives[slot - negatives.length] += count;
                }
            });
        }
        return RocAuc.of(positives, negatives);
    }

    /** Bytes of the arrays that hold the counts. */
    public long bytesHeld() {
        return ring.bytesHeld();
    }
}
