package io.watchbill.statistics;

import io.watchbill.statistics.state.PartSink;
import io.watchbill.statistics.state.PartSource;

/**
 * Outcomes of a classifier whose label is known, by the pane of the prediction's time: exact counts of predicted and
 * actual classes. Keep one for each arm, so that holdout traffic stays apart. Not safe for several threads.
 */
public final class ClassificationWindow {
    /** The most classes; so that every pair fits the ring's slots. */
    public static final int MAXIMUM_CLASSES = 250;

    private final int classes;
    private final CountRing ring;

    /**
     * An empty window.
     *
     * @param classes how many classes there are, the last of a capped model being {@code other}
     * @param capacity panes to hold: the window's and those of the label delay
     */
    public ClassificationWindow(int classes, int capacity) {
        if (classes < 1 || classes > MAXIMUM_CLASSES) {
            throw new IllegalArgumentException("classes must be 1 to " + MAXIMUM_CLASSES + ", not " + classes);
        }
        this.classes = classes;
        this.ring = new CountRing(classes * classes, capacity);
    }

    /**
     * Counts one labelled prediction.
     *
     * @return false if its pane is older than the window, so that nothing was counted
     */
    public boolean add(long pane, int predicted, int actual) {
        return add(pane, predicted, actual, 1);
    }

    /** Counts {@code count} equal outcomes; as {@link #add(long, int, int)}. */
    public boolean add(long pane, int predicted, int actual, long count) {
        return ring.add(pane, predicted * classes + actual, count);
    }

    /**
     * Takes back an outcome that was counted, because its label was corrected.
     *
     * @return false if its pane has expired since
     */
    public boolean remove(long pane, int predicted, int actual) {
        if (pane > ring.newest() || ring.count(pane, predicted * classes + actual) == 0) {
            return false;
        }
        return ring.add(pane, predicted * classes + actual, -1);
    }

    /** Moves the window on so that it ends with that pane; older panes expire. */
    public void advanceTo(long pane) {
        ring.advanceTo(pane);
    }

    /** Adds what another window of the same shape holds. */
    public void merge(ClassificationWindow other) {
        if (other.classes != classes || other.ring.capacity() != ring.capacity()) {
            throw new IllegalArgumentException("only windows of equal classes and length can be merged");
        }
        ring.merge(other.ring);
    }

    /** A copy of the counts of the panes {@code from … to}, both included. */
    public ClassCounts snapshot(long from, long to) {
        int panes = Math.toIntExact(Math.max(0, to - from + 1));
        ClassCounts.Builder counts = new ClassCounts.Builder(classes, panes);
        for (int i = 0; i < panes; i++) {
            int pane = i;
            ring.each(from + i, (slot, count) -> counts.add(pane, slot / classes, slot % classes, count));
        }
        return counts.build();
    }

    /** Puts the panes that changed into parts of their own. */
    public void save(PartSink to) {
        ring.save(to);
    }

    /** Takes over the panes of an equal window that was saved; this one must be empty. */
    public void restore(PartSource from) {
        ring.restore(from);
    }

    /** Bytes of the arrays that hold the counts. */
    public long bytesHeld() {
        return ring.bytesHeld();
    }
}
