package io.watchbill.statistics;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a watched column is; the label {@code kind} of every drift series. */
public enum ColumnKind {
    /** An input of the model. */
    FEATURE,
    /** What the model answered. */
    PREDICTION,
    /** How sure the model said it was. */
    CONFIDENCE;

    /** The name on the page and in a profile, such as {@code feature}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The kind of that name.
     *
     * @throws IllegalArgumentException naming the known kinds
     */
    public static ColumnKind of(String label) {
        for (ColumnKind kind : values()) {
            if (kind.label().equals(label)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("unknown kind '" + label + "': expected one of "
                + Arrays.stream(values()).map(ColumnKind::label).collect(Collectors.joining(", ")));
    }
}
