package io.watchbill.engine;

import io.watchbill.statistics.Panes;

/** Finds the panes of events that mostly follow one another: divides only where the pane changes. Not thread-safe. */
final class PaneCursor {
    private final Panes panes;
    private final long length;
    private long pane;
    private long start;
    private long end;

    PaneCursor(Panes panes) {
        this.panes = panes;
        this.length = panes.pane().toMillis();
    }

    /** The number of the pane that holds an instant, counted from the epoch. */
    long of(long epochMillis) {
        if (epochMillis < start || epochMillis >= end) {
            pane = panes.paneOf(epochMillis);
            start = pane * length;
            end = start + length;
        }
        return pane;
    }
}
