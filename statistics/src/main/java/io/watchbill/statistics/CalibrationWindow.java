package io.watchbill.statistics;

import io.watchbill.statistics.state.PartSink;
import io.watchbill.statistics.state.PartSource;

/**
 * Confidences of predictions whose label is known, by the pane of the prediction's time: for the calibration error over
 * {@value #BINS} bins on [1/classes, 1] and Spiegelhalter's test. Not safe for several threads; adding allocates
 * nothing.
 */
public final class CalibrationWindow {
    private static final int BINS = 15;
    private static final int COUNT = 0;
    private static final int CONFIDENCE = BINS;
    private static final int RIGHT = 2 * BINS;
    private static final int VARIANCE = 3 * BINS;
    private static final int DEVIATION = 4 * BINS;
    private static final int DEVIATION_VARIANCE = 4 * BINS + 1;
    private static final int QUANTITIES = 4 * BINS + 2;

    private final double least;
    private final SumRing ring;

    /**
     * An empty window.
     *
     * @param classes how many classes the model chooses from, from 2
     * @param capacity panes to hold, from 1
     */
    public CalibrationWindow(int classes, int capacity) {
        if (classes < 2 || capacity < 1) {
            throw new IllegalArgumentException(
                    "calibration needs two classes and a pane, not " + classes + " and " + capacity);
        }
        this.least = 1.0 / classes;
        this.ring = new SumRing(QUANTITIES, capacity);
    }

    /**
     * Adds one labelled prediction.
     *
     * @param confidence from 0 to 1
     * @return false if its pane is older than the window, so that nothing was added
     */
    public boolean add(long pane, double confidence, boolean right) {
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("a confidence must be from 0 to 1, not " + confidence);
        }
        if (!ring.reach(pane)) {
            return false;
        }
        count(pane, confidence, right, 1);
        return true;
    }

    /**
     * Takes back a labelled prediction that was added, because its label was corrected.
     *
     * @return false if its pane has expired since
     */
    public boolean remove(long pane, double confidence, boolean right) {
        if (!ring.holds(pane)) {
            return false;
        }
        count(pane, confidence, right, -1);
        return true;
    }

    private void count(long pane, double confidence, boolean right, int sign) {
        int bin = Math.max(0, Math.min(BINS - 1, (int) ((confidence - least) / (1 - least) * BINS)));
        double variance = confidence * (1 - confidence);
        double weight = 1 - 2 * confidence;
        ring.add(pane, COUNT + bin, sign);
        ring.add(pane, CONFIDENCE + bin, sign * confidence);
        ring.add(pane, RIGHT + bin, right ? sign : 0);
        ring.add(pane, VARIANCE + bin, sign * variance);
        ring.add(pane, DEVIATION, sign * ((right ? 1 : 0) - confidence) * weight);
        ring.add(pane, DEVIATION_VARIANCE, sign * weight * weight * variance);
    }

    /** Moves the window on so that it ends with that pane; older panes expire. */
    public void advanceTo(long pane) {
        ring.advanceTo(pane);
    }

    /** Adds what another window of the same classes and length holds. */
    public void merge(CalibrationWindow other) {
        if (other.least != least || other.ring.capacity() != ring.capacity()) {
            throw new IllegalArgumentException("only windows of equal classes and length can be merged");
        }
        ring.merge(other.ring);
    }

    /**
     * Calibration over the panes {@code from … to}, both included.
     *
     * @return no samples and no error without labels
     */
    public Calibration score(long from, long to) {
        double n = 0;
        double error = 0;
        double floor = 0;
        for (int bin = 0; bin < BINS; bin++) {
            n += ring.sum(from, to, COUNT + bin);
            error += Math.abs(ring.sum(from, to, RIGHT + bin) - ring.sum(from, to, CONFIDENCE + bin));
            floor += Math.sqrt(2 * ring.sum(from, to, VARIANCE + bin) / Math.PI);
        }
        double variance = ring.sum(from, to, DEVIATION_VARIANCE);
        double z = variance > 0 ? ring.sum(from, to, DEVIATION) / Math.sqrt(variance) : 0;
        double ln = Math.min(0, Math.log(2) + Tails.lnNormal(Math.abs(z)));
        return n == 0 ? new Calibration(0, 0, 0, 0) : new Calibration((long) n, error / n, floor / n, ln);
    }

    /** Puts the panes that changed into parts of their own. */
    public void save(PartSink to) {
        ring.save(to);
    }

    /** Takes over the panes of an equal window that was saved; this one must be empty. */
    public void restore(PartSource from) {
        ring.restore(from);
    }

    /** Bytes of the arrays. */
    public long bytesHeld() {
        return ring.bytesHeld();
    }
}
