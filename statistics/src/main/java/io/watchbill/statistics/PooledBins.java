package io.watchbill.statistics;

/**
 * The two samples in bins that each hold enough to be compared. Bins whose expected count in the smaller sample,
 * (x + y)·min(n, m)/(n + m), is under {@value #ENOUGH} are pooled together with a categorical column's {@code other}; if
 * the pool is still under that, it joins the smallest remaining bin, of equally small ones that with more of the reference,
 * so that the result does not depend on the order of the bins. W. Cochran (1952), "The χ² test of goodness of fit", for the
 * limit of five.
 */
final class PooledBins {
    static final double ENOUGH = 5;

    private final long[] window;
    private final long[] reference;
    private final int[] poolOf;
    private final double n;
    private final double m;

    private PooledBins(long[] window, long[] reference, int[] poolOf, double n, double m) {
        this.window = window;
        this.reference = reference;
        this.poolOf = poolOf;
        this.n = n;
        this.m = m;
    }

    /**
     * Pools the coarse bins.
     *
     * @param dependence by how much to divide the window's samples and counts, at least 1: five events of one session
     *     fill a bin like one. (With the counts left whole, bins that many sessions hit by chance are kept and all others
     *     pooled: with 1,000 categories and five events a user, chi-square alarms in 23 % of undrifted windows.)
     */
    static PooledBins of(ColumnReference column, WindowCounts counts, long samples, double dependence) {
        int bins = column.coarseBins();
        long[] x = new long[bins];
        for (int bin = 0; bin < bins; bin++) {
            x[bin] = counts.coarseCount(bin);
        }
        double effective = samples / dependence;
        double scale = Math.min(effective, (double) column.samples()) / (effective + column.samples());
        int other = column instanceof CategoricalReference categorical ? categorical.otherBin() : -1;
        int[] poolOf = new int[bins];
        int kept = 0;
        int smallest = -1;
        double smallestCount = Double.POSITIVE_INFINITY;
        long smallestReference = 0;
        double poolCount = 0;
        for (int bin = 0; bin < bins; bin++) {
            double both = x[bin] / dependence + column.coarseCount(bin);
            if (bin == other || both * scale < ENOUGH) {
                poolOf[bin] = -1;
                poolCount += both;
            } else {
                long y = column.coarseCount(bin);
                if (both < smallestCount || (both == smallestCount && y > smallestReference)) {
                    smallest = kept;
                    smallestCount = both;
                    smallestReference = y;
                }
                poolOf[bin] = kept++;
            }
        }
        int pool = poolCount * scale >= ENOUGH || kept == 0 ? kept++ : smallest;
        long[] inWindow = new long[kept];
        long[] inReference = new long[kept];
        for (int bin = 0; bin < bins; bin++) {
            if (poolOf[bin] < 0) {
                poolOf[bin] = pool;
            }
            inWindow[poolOf[bin]] += x[bin];
            inReference[poolOf[bin]] += column.coarseCount(bin);
        }
        return new PooledBins(inWindow, inReference, poolOf, (double) samples, (double) column.samples());
    }

    /** k′. */
    int size() {
        return window.length;
    }

    /** Values of the window: n. */
    double n() {
        return n;
    }

    /** Values of the reference: m. */
    double m() {
        return m;
    }

    long window(int bin) {
        return window[bin];
    }

    long reference(int bin) {
        return reference[bin];
    }

    /** The pooled bin that a coarse bin belongs to. */
    int poolOf(int coarseBin) {
        return poolOf[coarseBin];
    }
}
