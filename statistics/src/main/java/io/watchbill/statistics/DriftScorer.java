package io.watchbill.statistics;

import java.time.Duration;

/** All drift scores of one column in one window. */
public final class DriftScorer {
    private DriftScorer() {}

    /**
     * Scores a window against its reference. The verdict comes later, from {@link DriftVerdicts}, because it depends on
     * all columns.
     *
     * @param window length of the window, to find the column's season; any length if the profile knows none
     */
    public static DriftScores score(
            ColumnReference reference, WindowCounts counts, Duration window, DriftSettings settings) {
        return new DriftScores(
                reference.name(),
                reference.kind(),
                counts.samples(),
                reference.samples(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                1,
                null,
                null,
                null,
                NoVerdictReason.INSUFFICIENT_DATA);
    }
}
