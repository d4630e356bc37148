package io.watchbill.engine;

import java.util.Locale;

/** How a run of a batch model ended. */
public enum RunStatus {
    /** Its sender said that all rows are there. */
    COMPLETE,
    /** Its sender gave it up. */
    FAILED,
    /** It was the oldest of too many that were open at once. */
    ABANDONED;

    /** The label's value. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
