package io.watchbill.engine;

import io.watchbill.statistics.state.PartSink;

/** How right the predictions of one window have been, by pane of the prediction's time. Not thread-safe. */
interface Quality {
    /** Counts a labelled prediction; one whose pane is older than the window leaves no trace. */
    void add(long pane, Outcome outcome);

    /** Takes back what was counted, because the label was corrected. */
    void remove(long pane, Outcome outcome);

    /** Moves the window on so that it ends with that pane. */
    void advanceTo(long pane);

    /**
     * A copy of the panes {@code from … to}, both included.
     *
     * @param classes how many classes there are
     */
    QualityTotals totals(long from, long to, int classes);

    /** Puts the panes that changed. */
    void save(PartSink to);

    /** Takes over the panes that were saved; this must be empty. */
    void restore(Restoring from);
}
