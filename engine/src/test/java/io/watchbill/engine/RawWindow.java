package io.watchbill.engine;

import java.time.Duration;
import java.time.Instant;

/** Which times a window holds, worked out anew: whole panes up to the one of its end, the window's length before it. */
record RawWindow(long from, long until) {
    /**
     * @param pane the window's pane, from the table of the documentation
     * @param end the clock less what the window waits for
     */
    static RawWindow of(Duration length, Duration pane, Instant end) {
        long size = pane.toMillis();
        long last = end.toEpochMilli() / size * size;
        return new RawWindow(last - length.toMillis(), last + size);
    }

    boolean holds(Instant time) {
        return time.toEpochMilli() >= from && time.toEpochMilli() < until;
    }
}
