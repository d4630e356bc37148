package io.watchbill.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes a {@link NumericReference} in one pass over the column's distinct values in ascending order, as a database
 * aggregates them. Memory does not depend on how many there are.
 *
 * <p>Edges lie at the quantiles i/K; a value seen at least twice that holds more than 1/K of all rows is an atom and
 * gets an edge just below and one just above it. K is the largest tried for which there are at most
 * {@value NumericReference#MAXIMUM_EDGES} edges: K atoms need up to 2K edges, so K = 512 always fits. All K are tried
 * at once.
 */
public final class NumericReferenceBuilder {
    private static final int[] RESOLUTIONS = {1024, 896, 768, 640, 512};

    private final String name;
    private final ColumnKind kind;
    private final long total;
    private final List<Layout> layouts;
    private long added;
    private double previous = Double.NEGATIVE_INFINITY;
    private double mean;
    private double squaredDeviations;

    /**
     * @param total how many values will be added, all counts together; known before the first, because the quantiles
     *     depend on it
     */
    public NumericReferenceBuilder(String name, ColumnKind kind, long total) {
        if (total < 0) {
            throw new IllegalArgumentException("column '" + name + "': the total must be at least 0, not " + total);
        }
        this.name = name;
        this.kind = kind;
        this.total = total;
        this.layouts =
                Arrays.stream(RESOLUTIONS).mapToObj(k -> new Layout(k, total)).toList();
    }

    /**
     * Adds a value that {@code count} rows have.
     *
     * @throws IllegalArgumentException if the value is not finite, not above the one before, or the count is below 1
     */
    public NumericReferenceBuilder add(double value, long count) {
        double normal = value + 0.0; // -0.0 becomes 0.0
        if (!Double.isFinite(normal) || count < 1) {
            throw new IllegalArgumentException("column '" + name + "': expected a finite value with a count of at least"
                    + " 1, not " + value + " × " + count);
        }
        if (!(normal > previous)) {
            throw new IllegalArgumentException("column '" + name + "': values must ascend strictly, but " + value
                    + " follows " + previous + "; sort them and add up the counts of equal ones");
        }
        for (Layout layout : layouts) {
            layout.add(previous, normal, added, count);
        }
        previous = normal;
        added += count;
        // West (1979), "Updating mean and variance estimates", for weighted values.
        double delta = normal - mean;
        mean += delta * count / added;
        squaredDeviations += count * delta * (normal - mean);
        return this;
    }

    /**
     * The finished column.
     *
     * @throws IllegalStateException if the counts did not add up to the total
     */
    public NumericReference build(long missing, long invalid) {
        if (added != total) {
            throw new IllegalStateException(
                    "column '" + name + "': " + total + " values were announced, " + added + " were added");
        }
        Layout layout = layouts.stream().filter(Layout::fits).findFirst().orElseThrow();
        double[] edges = layout.edges();
        long[] counts = layout.counts();
        int[] coarse = coarseStarts(counts, total);
        double deviation = added == 0 ? 0 : Math.sqrt(squaredDeviations / added);
        return new NumericReference(
                name,
                kind,
                edges,
                counts,
                layout.sums(),
                coarse,
                BinLabels.intervals(edges, coarse),
                edges.length == 0 || !Double.isFinite(deviation) ? 0 : deviation,
                missing,
                invalid,
                List.of());
    }

    /**
     * Groups fine bins into at most ten coarse ones: a boundary for each tenth, at the fine bin's start whose share of
     * rows below is nearest to it; tenths that would share a boundary share it. A constant keeps its three bins, so
     * that a change of it can be seen.
     */
    static int[] coarseStarts(long[] counts, long total) {
        List<Integer> starts = new ArrayList<>();
        starts.add(0);
        int bin = 0;
        long below = 0;
        for (int tenth = 1; tenth < 10; tenth++) {
            double target = total * (tenth / 10.0);
            while (bin < counts.length - 1 && below + counts[bin] <= target) {
                below += counts[bin++];
            }
            // The target lies in [below, below + counts[bin]): take the nearer end.
            boolean lower = target - below <= below + counts[bin] - target;
            int start = lower ? bin : bin + 1;
            long share = lower ? below : below + counts[bin];
            // A bin that held nothing belongs to what follows it: "(1, 5]", and not a coarse bin of its own.
            while (start > 0 && counts[start - 1] == 0) {
                start--;
            }
            if (share > 0 && share < total && start > starts.get(starts.size() - 1)) {
                starts.add(start);
            }
        }
        if (starts.size() == 1 && counts.length <= 3) {
            for (int i = 1; i < counts.length; i++) {
                starts.add(i);
            }
        }
        return starts.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The bins of one resolution K, filled as values come. */
    private static final class Layout {
        private final int resolution;
        private final double total;
        private final double[] edges = new double[NumericReference.MAXIMUM_EDGES];
        private final double[] edgesAbove = new double[NumericReference.MAXIMUM_EDGES];
        private final long[] counts = new long[NumericReference.MAXIMUM_EDGES + 1];
        private final double[] sums = new double[NumericReference.MAXIMUM_EDGES + 1];
        private int used;
        private boolean afterAtom;
        private boolean fits = true;
        private long quantile;

        Layout(int resolution, long total) {
            this.resolution = resolution;
            this.total = total;
        }

        void add(double previous, double value, long below, long count) {
            if (!fits) {
                return;
            }
            boolean atom = count >= 2 && count > total / resolution;
            long reached = (long) (below * (resolution / total));
            if (atom) {
                // The gap bin between two atoms that are neighbouring doubles would be empty for ever.
                if (!afterAtom || edges[used - 1] < value) {
                    edge(value, value);
                }
            } else if (reached > quantile && counts[used] > 0) {
                edge(previous, value);
            }
            quantile = Math.max(quantile, reached);
            if (!fits) {
                return;
            }
            counts[used] += count;
            sums[used] += value * count;
            afterAtom = atom;
            if (atom) {
                edge(Double.NaN, Math.nextUp(value));
            }
        }

        private void edge(double above, double upTo) {
            if (used == edges.length) {
                fits = false;
                return;
            }
            edgesAbove[used] = above;
            edges[used++] = upTo;
        }

        boolean fits() {
            return fits;
        }

        // An edge may lie anywhere above the value before it: where it reads best. Beside an atom it is where it is.
        double[] edges() {
            double[] readable = Arrays.copyOf(edges, used);
            for (int i = 0; i < used; i++) {
                if (edgesAbove[i] < edges[i]) {
                    readable[i] = ShortDecimal.between(edgesAbove[i], edges[i]);
                }
            }
            return readable;
        }

        long[] counts() {
            return Arrays.copyOf(counts, used + 1);
        }

        double[] sums() {
            return Arrays.copyOf(sums, used + 1);
        }
    }
}
