package io.watchbill.profiler;

import io.watchbill.statistics.Panes;
import java.time.Duration;

/**
 * The data cut into stretches of time as long as a window.
 *
 * @param window length of each
 * @param from   when the first begins, milliseconds since 1970
 * @param count  how many there are
 */
record Chunks(Duration window, long from, int count) {
    // Data of whole days rarely start at the first and end at the last instant of theirs.
    private static final double FULL = 0.95;

    /** The stretches that fit between the first and the last row; one that lacks a twentieth at its end counts. */
    static Chunks of(Duration window, long from, long to) {
        return new Chunks(window, from, (int) ((to - from) / (double) window.toMillis() + (1 - FULL)));
    }

    /** When a stretch begins, milliseconds since 1970. */
    long start(int chunk) {
        return from + window.toMillis() * chunk;
    }

    /** Whether rows from {@code first} to {@code last} fill a stretch, but for a twentieth. */
    boolean filled(int chunk, long first, long last) {
        double covered = Math.min(start(chunk + 1), last) - (double) Math.max(start(chunk), first);
        return covered >= FULL * window.toMillis();
    }

    /** A row's pane within its stretch in SQL, from 0. */
    String paneSql(Panes panes) {
        return "((" + Rows.TIME + " - " + from + ") % " + window.toMillis() + ") // "
                + panes.pane().toMillis();
    }

    /** A row's stretch in SQL, from 0; NULL for a row in none. */
    String sql() {
        long until = start(count);
        return "CASE WHEN " + Rows.TIME + " >= " + from + " AND " + Rows.TIME + " < " + until + " THEN (" + Rows.TIME
                + " - " + from + ") // " + window.toMillis() + " END";
    }
}
