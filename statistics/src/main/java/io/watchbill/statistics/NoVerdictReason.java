package io.watchbill.statistics;

import java.util.Locale;

/** Why a column has no verdict. */
public enum NoVerdictReason {
    /** Fewer values in the window than the minimum, or too few to test at all. */
    INSUFFICIENT_DATA,
    /** The profile has no values for the column. */
    NO_REFERENCE,
    /** Reference and window hold one and the same bin only, so that there is nothing to compare. */
    CONSTANT,
    /** More categories than bins, and too many or too rare of them to judge by the most frequent ones. */
    CAPPED,
    /** The window has not been observed for its whole length yet. */
    WINDOW_FILLING;

    /** The value of the label {@code reason}, such as {@code insufficient_data}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
