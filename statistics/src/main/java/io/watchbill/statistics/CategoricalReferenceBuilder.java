package io.watchbill.statistics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Makes a {@link CategoricalReference} from the column's distinct categories in any order. Memory depends on the
 * maximum of categories only.
 */
public final class CategoricalReferenceBuilder {
    private record Counted(String category, long count) {}

    /** Most frequent first; equally frequent ones in the order of their text. */
    private static final Comparator<Counted> ORDER =
            Comparator.comparingLong(Counted::count).reversed().thenComparing(Counted::category);

    private final String name;
    private final ColumnKind kind;
    private final int maximum;
    private final PriorityQueue<Counted> kept;
    private long distinct;
    private long seenOnce;
    private long seenTwice;
    private long total;

    /**
     * A builder without categories yet.
     *
     * @param maximumCategories how many categories get a bin of their own, from 1
     */
    public CategoricalReferenceBuilder(String name, ColumnKind kind, int maximumCategories) {
        if (maximumCategories < 1 || maximumCategories > CategoricalReference.MAXIMUM_CATEGORIES) {
            throw new IllegalArgumentException("column '" + name + "': maximumCategories must be 1 to "
                    + CategoricalReference.MAXIMUM_CATEGORIES + ", not " + maximumCategories);
        }
        this.name = name;
        this.kind = kind;
        this.maximum = maximumCategories;
        this.kept = new PriorityQueue<>(ORDER.reversed());
    }

    /**
     * Adds a category that {@code count} rows have; each category once.
     *
     * @throws IllegalArgumentException if the count is below 1
     */
    public CategoricalReferenceBuilder add(String category, long count) {
        if (count < 1) {
            throw new IllegalArgumentException(
                    "column '" + name + "': category '" + category + "' needs a count of at least 1, not " + count);
        }
        distinct++;
        total += count;
        if (count == 1) {
            seenOnce++;
        } else if (count == 2) {
            seenTwice++;
        }
        kept.add(new Counted(category, count));
        if (kept.size() > maximum) {
            kept.remove();
        }
        return this;
    }

    /** The finished column. */
    public CategoricalReference build(long missing, long invalid) {
        List<Counted> sorted = new ArrayList<>(kept);
        sorted.sort(ORDER);
        long[] counts = new long[sorted.size() + 1];
        long other = total;
        for (int i = 0; i < sorted.size(); i++) {
            counts[i] = sorted.get(i).count();
            other -= counts[i];
        }
        counts[sorted.size()] = other;
        return new CategoricalReference(
                name,
                kind,
                sorted.stream().map(Counted::category).toList(),
                counts,
                distinct,
                seenOnce,
                seenTwice,
                missing,
                invalid,
                List.of());
    }
}
