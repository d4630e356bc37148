package io.watchbill.statistics;

import io.watchbill.statistics.state.StateWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One column of the reference profile: its bins, and what the training data held in them. Immutable.
 *
 * <p>A value maps to one slot. Slots {@code 0 … bins() − 1} are the bins that scores are made of; then follow
 * {@link #missingSlot()} and {@link #invalidSlot()}, which are quantities of their own and never part of a
 * distribution. Fine bins are grouped into coarse bins, which PSI, chi-square and the exported counters use.
 */
public abstract sealed class ColumnReference permits NumericReference, CategoricalReference {
    private final String name;
    private final ColumnKind kind;
    private final long[] counts;
    private final long samples;
    private final long missing;
    private final long invalid;
    private final List<Season> seasons;

    ColumnReference(String name, ColumnKind kind, long[] counts, long missing, long invalid, List<Season> seasons) {
        this.name = Objects.requireNonNull(name, "name");
        this.kind = Objects.requireNonNull(kind, "kind");
        this.counts = counts.clone();
        this.samples = Arrays.stream(counts).sum();
        this.missing = missing;
        this.invalid = invalid;
        this.seasons = List.copyOf(seasons);
        for (int i = 0; i < counts.length; i++) {
            require(counts[i] >= 0, "counts of at least 0; count " + i + " is " + counts[i]);
        }
        require(missing >= 0 && invalid >= 0, "missing and invalid counts of at least 0");
    }

    final void require(boolean holds, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("column '" + name + "' needs " + expected);
        }
    }

    /** The column's name: a feature's name, {@code prediction} or {@code confidence}. */
    public final String name() {
        return name;
    }

    /** What the column is. */
    public final ColumnKind kind() {
        return kind;
    }

    /** How many fine bins there are, at least 1; at most 65,534, so that every slot fits 16 bits. */
    public final int bins() {
        return counts.length;
    }

    /** Rows of the reference in a bin. */
    public final long count(int bin) {
        return counts[bin];
    }

    /** Rows of the reference in all bins: m. Missing and invalid ones are not among them. */
    public final long samples() {
        return samples;
    }

    /** Rows of the reference without a value. */
    public final long missing() {
        return missing;
    }

    /** Rows of the reference whose value was unusable, such as text in a numeric column, NaN or an infinity. */
    public final long invalid() {
        return invalid;
    }

    /** How many coarse bins there are. */
    public abstract int coarseBins();

    /** The coarse bin that a fine bin belongs to. */
    public abstract int coarseOf(int bin);

    /** Rows of the reference in a coarse bin. */
    public abstract long coarseCount(int coarseBin);

    /** Labels of the coarse bins; they sort as text in bin order, such as {@code 03 [12.5, 20)}. */
    public abstract List<String> coarseLabels();

    /** The column's own season, one entry for each window length that the profile looked at. */
    public final List<Season> seasons() {
        return seasons;
    }

    /** The same column with its seasons. */
    public abstract ColumnReference withSeasons(List<Season> newSeasons);

    /** The season for windows of exactly that length. */
    public final Optional<Season> season(Duration window) {
        return seasons.stream().filter(s -> s.window().equals(window)).findFirst();
    }

    /** The slot of a missing value. */
    public final int missingSlot() {
        return counts.length;
    }

    /** The slot of an unusable value. */
    public final int invalidSlot() {
        return counts.length + 1;
    }

    /** How many slots there are: every bin, missing and invalid. */
    public final int slots() {
        return counts.length + 2;
    }

    /** The same for columns whose slots mean the same, whatever the reference held in them; counts by slot fit both. */
    public final long binsFingerprint() {
        StateWriter bins = new StateWriter();
        describeBins(bins);
        return bins.fingerprint();
    }

    /** Writes all that decides which slot a value has. */
    abstract void describeBins(StateWriter to);

    final long[] counts() {
        return counts.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ColumnReference that
                && name.equals(that.name)
                && kind == that.kind
                && Arrays.equals(counts, that.counts)
                && missing == that.missing
                && invalid == that.invalid
                && seasons.equals(that.seasons);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, kind, Arrays.hashCode(counts), missing, invalid);
    }
}
