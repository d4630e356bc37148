package io.watchbill.statistics;

import java.util.Set;

/**
 * How a model's columns are judged.
 *
 * @param minimumSamples values that a window must hold before there is a verdict, at least 1
 * @param numeric methods for numeric columns
 * @param categorical methods for categorical columns
 * @param warning the lower level
 * @param critical the upper level
 */
public record DriftSettings(
        long minimumSamples,
        Set<DriftMethod> numeric,
        Set<DriftMethod> categorical,
        DriftLevel warning,
        DriftLevel critical) {

    /** What a specification that says nothing means. */
    public static final DriftSettings DEFAULT = new DriftSettings(
            500,
            Set.of(DriftMethod.KS, DriftMethod.PSI),
            Set.of(DriftMethod.CHI_SQUARE, DriftMethod.PSI),
            DriftLevel.WARNING,
            DriftLevel.CRITICAL);

    public DriftSettings {
        if (minimumSamples < 1) {
            throw new IllegalArgumentException("minimumSamples must be at least 1, not " + minimumSamples);
        }
        numeric = Set.copyOf(numeric);
        categorical = Set.copyOf(categorical);
        if (categorical.contains(DriftMethod.KS) || categorical.contains(DriftMethod.WASSERSTEIN)) {
            throw new IllegalArgumentException("ks and wasserstein need an order of values: not for categories");
        }
    }

    /** The methods for a column. */
    public Set<DriftMethod> methods(ColumnReference reference) {
        return reference instanceof NumericReference ? numeric : categorical;
    }
}
