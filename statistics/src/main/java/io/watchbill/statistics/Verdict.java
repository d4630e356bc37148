package io.watchbill.statistics;

/** Whether a column has drifted. */
public enum Verdict {
    /** It has not. */
    NONE(0),
    /** It has, at the warning level. */
    WARNING(1),
    /** It has, at the critical level. */
    CRITICAL(2);

    private final int value;

    Verdict(int value) {
        this.value = value;
    }

    /** The value on the page: 0, 1, 2. */
    public int value() {
        return value;
    }
}
