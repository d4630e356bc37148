package io.watchbill.profiler;

import java.time.Duration;

/**
 * The data cut into stretches of time as long as a window, from its first row on; what is left over at the end is left
 * out.
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

    /** A row's stretch in SQL, from 0; NULL for a row in none. */
    String sql() {
        long until = from + window.toMillis() * count;
        return "CASE WHEN " + Rows.TIME + " >= " + from + " AND " + Rows.TIME + " < " + until + " THEN (" + Rows.TIME
                + " - " + from + ") // " + window.toMillis() + " END";
    }
}
