package io.watchbill.statistics;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One column of the reference profile: its bins, and what the training data held in them. Immutable.
 *
 * <p>A value maps to one slot. Slots {@code 0 … bins() − 1} are the bins that scores are made of; then follow
 * {@link #missingSlot()} and {@link #invalidSlot()}, which are quantities of their own and never part of a
 * distribution. Fine bins are grouped into coarse bins, which PSI, chi-square and the exported counters use.
 */
public sealed interface ColumnReference permits NumericReference, CategoricalReference {
    /** The column's name: a feature's name, {@code prediction} or {@code confidence}. */
    String name();

    /** What the column is. */
    ColumnKind kind();

    /** How many fine bins there are, at least 1; at most 65,534, so that every slot fits 16 bits. */
    int bins();

    /** Rows of the reference in a bin. */
    long count(int bin);

    /** Rows of the reference in all bins: m. Missing and invalid ones are not among them. */
    long samples();

    /** Rows of the reference without a value. */
    long missing();

    /** Rows of the reference whose value was unusable, such as text in a numeric column, NaN or an infinity. */
    long invalid();

    /** How many coarse bins there are. */
    int coarseBins();

    /** The coarse bin that a fine bin belongs to. */
    int coarseOf(int bin);

    /** Rows of the reference in a coarse bin. */
    long coarseCount(int coarseBin);

    /** Labels of the coarse bins; they sort as text in bin order, such as {@code 03 [12.5, 20)}. */
    List<String> coarseLabels();

    /** The column's own season, one entry for each window length that the profile looked at. */
    List<Season> seasons();

    /** The same column with its seasons. */
    ColumnReference withSeasons(List<Season> seasons);

    /** The season for windows of exactly that length. */
    default Optional<Season> season(Duration window) {
        return seasons().stream().filter(s -> s.window().equals(window)).findFirst();
    }

    /** The slot of a missing value. */
    default int missingSlot() {
        return bins();
    }

    /** The slot of an unusable value. */
    default int invalidSlot() {
        return bins() + 1;
    }

    /** How many slots there are: every bin, missing and invalid. */
    default int slots() {
        return bins() + 2;
    }
}
