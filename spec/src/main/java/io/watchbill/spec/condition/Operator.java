package io.watchbill.spec.condition;

import io.watchbill.spec.Named;

/** A comparison. */
public enum Operator implements Named {
    LESS("<"),
    AT_MOST("<="),
    GREATER(">"),
    AT_LEAST(">=");

    private final String text;

    Operator(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }

    /** Whether a value compares so, given the sign of value compared with limit. */
    boolean holds(int sign) {
        return switch (this) {
            case LESS -> sign < 0;
            case AT_MOST -> sign <= 0;
            case GREATER -> sign > 0;
            case AT_LEAST -> sign >= 0;
        };
    }

    /** Whether values above the limit satisfy it. */
    public boolean upward() {
        return this == GREATER || this == AT_LEAST;
    }
}
