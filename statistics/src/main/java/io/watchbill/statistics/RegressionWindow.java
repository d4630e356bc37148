package io.watchbill.statistics;

import io.watchbill.statistics.state.PartSink;
import io.watchbill.statistics.state.PartSource;

/** Errors of a regression by the pane of the prediction's time. Not safe for several threads; adding allocates nothing. */
public final class RegressionWindow {
    static final int ERROR = 0;
    static final int ABSOLUTE_ERROR = 1;
    static final int SQUARED_ERROR = 2;
    static final int TARGET = 3;
    static final int ABSOLUTE_TARGET = 4;
    private static final int QUANTITIES = 5;

    private final MeanWindow window;
    private final double[] event = new double[QUANTITIES];

    /** An empty window of so many panes. */
    public RegressionWindow(int capacity) {
        this.window = new MeanWindow(QUANTITIES, capacity);
    }

    /**
     * Adds one labelled prediction; both numbers must be finite.
     *
     * @return false if its pane is older than the window, so that nothing was added
     */
    public boolean add(long pane, double predicted, double actual) {
        fill(predicted, actual);
        return window.add(pane, event);
    }

    /**
     * Takes back a labelled prediction that was added, because its label was corrected.
     *
     * @return false if its pane has expired since
     */
    public boolean remove(long pane, double predicted, double actual) {
        fill(predicted, actual);
        return window.remove(pane, event);
    }

    private void fill(double predicted, double actual) {
        double error = predicted - actual;
        event[ERROR] = error;
        event[ABSOLUTE_ERROR] = Math.abs(error);
        event[SQUARED_ERROR] = error * error;
        event[TARGET] = actual;
        event[ABSOLUTE_TARGET] = Math.abs(actual);
    }

    /** Moves the window on so that it ends with that pane; older panes expire. */
    public void advanceTo(long pane) {
        window.advanceTo(pane);
    }

    /** Adds what another window of the same length holds. */
    public void merge(RegressionWindow other) {
        window.merge(other.window);
    }

    /** A copy of the panes {@code from … to}, both included. */
    public MeanCounts snapshot(long from, long to) {
        return window.snapshot(from, to);
    }

    /** Puts the panes that changed into parts of their own. */
    public void save(PartSink to) {
        window.save(to);
    }

    /** Takes over the panes of an equal window that was saved; this one must be empty. */
    public void restore(PartSource from) {
        window.restore(from);
    }

    /** Bytes of the arrays. */
    public long bytesHeld() {
        return window.bytesHeld();
    }
}
