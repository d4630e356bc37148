package io.watchbill.statistics;

import io.watchbill.spec.Drift;
import io.watchbill.spec.DriftScore;
import java.util.Set;

/**
 * How a model's columns are judged.
 *
 * @param minimumSamples values that a window must hold before there is a verdict, at least 1
 * @param numeric scores that were asked for numeric columns
 * @param categorical scores that were asked for categorical columns
 * @param warning the lower level
 * @param critical the upper level
 */
public record DriftSettings(
        long minimumSamples,
        Set<DriftScore> numeric,
        Set<DriftScore> categorical,
        DriftLevel warning,
        DriftLevel critical) {

    /** What a specification that says nothing means. */
    public static final DriftSettings DEFAULT = of(Drift.DEFAULT);

    public DriftSettings {
        if (minimumSamples < 1) {
            throw new IllegalArgumentException("minimumSamples must be at least 1, not " + minimumSamples);
        }
        numeric = Set.copyOf(numeric);
        categorical = Set.copyOf(categorical);
    }

    /** The settings that a specification states. */
    public static DriftSettings of(Drift drift) {
        return new DriftSettings(
                Math.max(1, drift.minimumSamples()),
                Set.copyOf(drift.numeric()),
                Set.copyOf(drift.categorical()),
                DriftLevel.of(drift.warning()),
                DriftLevel.of(drift.critical()));
    }

    /** Whether a score was asked for a column. */
    boolean asks(ColumnReference reference, DriftScore score) {
        return (reference instanceof NumericReference ? numeric : categorical).contains(score);
    }
}
