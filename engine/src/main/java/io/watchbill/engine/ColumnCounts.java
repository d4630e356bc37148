package io.watchbill.engine;

import io.watchbill.statistics.ColumnKind;
import java.util.Arrays;

/** A column's counters since the start. Immutable. */
public final class ColumnCounts {
    private final VersionPlan.Column column;
    private final long[] bins;
    private final long missing;
    private final long invalid;
    private final long unseen;

    ColumnCounts(VersionPlan.Column column, long[] bins, long missing, long invalid, long unseen) {
        this.column = column;
        this.bins = bins;
        this.missing = missing;
        this.invalid = invalid;
        this.unseen = unseen;
    }

    /** The column. */
    public VersionPlan.Column column() {
        return column;
    }

    /** How many coarse bins; one that holds every value where the column has no reference. */
    public int bins() {
        return bins.length;
    }

    /** Values in a coarse bin. */
    public long bin(int bin) {
        return bins[bin];
    }

    /** Values that were absent. */
    public long missing() {
        return missing;
    }

    /** Values that the column's type cannot hold. */
    public long invalid() {
        return invalid;
    }

    /** Values of categories that the reference never showed. */
    public long unseen() {
        return unseen;
    }

    /** Whether the model has such a column at all: a regression has no confidence to miss. */
    public boolean used() {
        return column.kind() == ColumnKind.FEATURE
                || column.reference() != null
                || invalid > 0
                || Arrays.stream(bins).sum() > 0;
    }
}
