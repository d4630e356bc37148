package io.watchbill.engine.decode;

import java.util.Locale;

/** What became of a line: the {@code result} label of {@code watchbill_ingest_events_total}. */
public enum IngestResult {
    ACCEPTED,
    DUPLICATE,
    MALFORMED,
    UNKNOWN_MODEL,
    LATE,
    FUTURE,
    OVER_LIMIT,
    DROPPED;

    /** The label's value. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
