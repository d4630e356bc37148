package io.watchbill.statistics;

import io.watchbill.statistics.state.StateWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A categorical column of the reference profile: the most frequent categories by reference count, then {@code other}.
 * Its fine bins are its coarse bins. A category that is none of the bins' own falls into {@code other}; while the
 * column is not {@link #capped()}, exactly the categories that the reference never showed do so.
 */
public final class CategoricalReference extends ColumnReference {
    /** The most categories that a column may have. */
    public static final int MAXIMUM_CATEGORIES = 10_000;

    private final List<String> categories;
    private final long distinct;
    private final long seenOnce;
    private final long seenTwice;
    private final List<String> labels;
    private final Map<String, Integer> binOf;

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
        super(name, kind, counts, missing, invalid, seasons);
        this.categories = List.copyOf(categories);
        this.distinct = distinct;
        this.seenOnce = seenOnce;
        this.seenTwice = seenTwice;
        this.binOf = new HashMap<>();
        require(
                categories.size() <= MAXIMUM_CATEGORIES,
                "at most " + MAXIMUM_CATEGORIES + " categories, not " + categories.size());
        for (String category : categories) {
            require(binOf.put(category, binOf.size()) == null, "each category once; '" + category + "' comes twice");
        }
        require(counts.length == categories.size() + 1, "one count more than categories, not " + counts.length);
        require(distinct >= categories.size(), "at least as many distinct categories as bins, not " + distinct);
        require(
                distinct > categories.size() == counts[categories.size()] > 0,
                "a count of other categories exactly when there are more categories than bins");
        require(
                seenOnce >= 0 && seenTwice >= 0 && seenOnce + seenTwice <= distinct,
                "numbers of categories seen once and twice between 0 and " + distinct);
        this.labels = BinLabels.categories(this.categories);
    }

    /** The slot of a category: its bin, {@link #otherBin()}, or {@link #missingSlot()} for null. Allocates nothing. */
    public int binOf(@Nullable String category) {
        if (category == null) {
            return missingSlot();
        }
        Integer bin = binOf.get(category);
        return bin == null ? bins() - 1 : bin;
    }

    @Override
    public int coarseBins() {
        return bins();
    }

    @Override
    public int coarseOf(int bin) {
        return bin;
    }

    @Override
    public long coarseCount(int coarseBin) {
        return count(coarseBin);
    }

    @Override
    public List<String> coarseLabels() {
        return labels;
    }

    @Override
    public CategoricalReference withSeasons(List<Season> newSeasons) {
        return new CategoricalReference(
                name(), kind(), categories, counts(), distinct, seenOnce, seenTwice, missing(), invalid(), newSeasons);
    }

    @Override
    void describeBins(StateWriter to) {
        to.text("categorical");
        to.flag(capped());
        to.varint(categories.size());
        categories.forEach(to::text);
    }

    /** The categories with a bin of their own, most frequent first. */
    public List<String> categories() {
        return categories;
    }

    /** The bin of every category without one of its own: the last. */
    public int otherBin() {
        return bins() - 1;
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
                && super.equals(other)
                && categories.equals(that.categories)
                && distinct == that.distinct
                && seenOnce == that.seenOnce
                && seenTwice == that.seenTwice;
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }

    @Override
    public String toString() {
        return "CategoricalReference[" + kind().label() + " " + name() + ", " + samples() + " samples, "
                + categories.size() + " categories]";
    }
}
