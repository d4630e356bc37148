package io.watchbill.statistics;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A categorical column of the reference profile: the most frequent categories by reference count, then {@code other}.
 * Its fine bins are its coarse bins. A category that is none of the bins' own falls into {@code other}; while the
 * column is not {@link #capped()}, exactly the categories that the reference never showed do so.
 */
public final class CategoricalReference implements ColumnReference {
    /** The most categories that a column may have. */
    public static final int MAXIMUM_CATEGORIES = 10_000;

    private final String name;
    private final ColumnKind kind;
    private final List<String> categories;
    private final long[] counts;
    private final long distinct;
    private final long seenOnce;
    private final long seenTwice;
    private final long missing;
    private final long invalid;
    private final List<Season> seasons;
    private final List<String> labels;
    private final Map<String, Integer> binOf;
    private final long samples;

    /**
     * @param categories the categories with a bin of their own, most frequent first
     * @param counts rows of each of them, then of all others together
     * @param distinct different categories in the reference
     * @param seenOnce N1, categories that the reference shows exactly once
     * @param seenTwice N2, categories that the reference shows exactly twice
     * @throws IllegalArgumentException naming what does not hold
     */
    CategoricalReference(
            String name,
            ColumnKind kind,
            List<String> categories,
            long[] counts,
            long distinct,
            long seenOnce,
            long seenTwice,
            long missing,
            long invalid,
            List<Season> seasons) {
        this.name = Objects.requireNonNull(name, "name");
        this.kind = Objects.requireNonNull(kind, "kind");
        this.categories = List.copyOf(categories);
        this.counts = counts.clone();
        this.distinct = distinct;
        this.seenOnce = seenOnce;
        this.seenTwice = seenTwice;
        this.missing = missing;
        this.invalid = invalid;
        this.seasons = List.copyOf(seasons);
        this.binOf = new HashMap<>();
        require(
                categories.size() <= MAXIMUM_CATEGORIES,
                "at most " + MAXIMUM_CATEGORIES + " categories, not " + categories.size());
        for (String category : categories) {
            require(binOf.put(category, binOf.size()) == null, "each category once; '" + category + "' comes twice");
        }
        require(counts.length == categories.size() + 1, "one count more than categories, not " + counts.length);
        require(Arrays.stream(counts).allMatch(c -> c >= 0), "counts of at least 0");
        require(distinct >= categories.size(), "at least as many distinct categories as bins, not " + distinct);
        require(
                distinct > categories.size() == counts[categories.size()] > 0,
                "a count of other categories exactly when there are more categories than bins");
        require(
                seenOnce >= 0 && seenTwice >= 0 && seenOnce + seenTwice <= distinct,
                "numbers of categories seen once and twice between 0 and " + distinct);
        require(missing >= 0 && invalid >= 0, "missing and invalid counts of at least 0");
        this.samples = Arrays.stream(counts).sum();
        this.labels = BinLabels.categories(this.categories);
    }

    private void require(boolean holds, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("categorical column '" + name + "' needs " + expected);
        }
    }

    /** The slot of a category: its bin, {@link #otherBin()}, or {@link #missingSlot()} for null. Allocates nothing. */
    public int binOf(@Nullable String category) {
        if (category == null) {
            return missingSlot();
        }
        Integer bin = binOf.get(category);
        return bin == null ? counts.length - 1 : bin;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ColumnKind kind() {
        return kind;
    }

    @Override
    public int bins() {
        return counts.length;
    }

    @Override
    public long count(int bin) {
        return counts[bin];
    }

    @Override
    public long samples() {
        return samples;
    }

    @Override
    public long missing() {
        return missing;
    }

    @Override
    public long invalid() {
        return invalid;
    }

    @Override
    public int coarseBins() {
        return counts.length;
    }

    @Override
    public int coarseOf(int bin) {
        return bin;
    }

    @Override
    public long coarseCount(int coarseBin) {
        return counts[coarseBin];
    }

    @Override
    public List<String> coarseLabels() {
        return labels;
    }

    @Override
    public List<Season> seasons() {
        return seasons;
    }

    @Override
    public CategoricalReference withSeasons(List<Season> newSeasons) {
        return new CategoricalReference(
                name, kind, categories, counts, distinct, seenOnce, seenTwice, missing, invalid, newSeasons);
    }

    /** The categories with a bin of their own, most frequent first. */
    public List<String> categories() {
        return categories;
    }

    /** The bin of every category without one of its own: the last. */
    public int otherBin() {
        return counts.length - 1;
    }

    /** Whether the reference has more categories than bins, so that {@code other} does not mean unseen. */
    public boolean capped() {
        return distinct > categories.size();
    }

    /** Different categories in the reference. */
    public long distinct() {
        return distinct;
    }

    /** N1: categories that the reference shows exactly once. */
    public long seenOnce() {
        return seenOnce;
    }

    /** N2: categories that the reference shows exactly twice. */
    public long seenTwice() {
        return seenTwice;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CategoricalReference that
                && name.equals(that.name)
                && kind == that.kind
                && categories.equals(that.categories)
                && Arrays.equals(counts, that.counts)
                && distinct == that.distinct
                && seenOnce == that.seenOnce
                && seenTwice == that.seenTwice
                && missing == that.missing
                && invalid == that.invalid
                && seasons.equals(that.seasons);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, kind, categories, Arrays.hashCode(counts), missing, invalid);
    }

    @Override
    public String toString() {
        return "CategoricalReference[" + kind.label() + " " + name + ", " + samples + " samples, " + categories.size()
                + " categories]";
    }
}
