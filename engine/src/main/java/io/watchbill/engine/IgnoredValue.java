package io.watchbill.engine;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Why nothing is made of a value of an accepted event: the {@code reason} label of the page. */
public enum IgnoredValue {
    /** A feature that the specification does not declare. */
    UNKNOWN_FEATURE,
    /** A quality score that the specification does not declare. */
    UNDECLARED_SCORE,
    /** A run of a model that the specification serves online. */
    UNEXPECTED_RUN,
    /** A row or status of a run that is over and no longer in any window. */
    CLOSED_RUN;

    /** Nothing yet, for every reason. */
    static Map<IgnoredValue, Long> none() {
        Map<IgnoredValue, Long> counts = new EnumMap<>(IgnoredValue.class);
        for (IgnoredValue reason : values()) {
            counts.put(reason, 0L);
        }
        return counts;
    }

    /** The label's value. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
