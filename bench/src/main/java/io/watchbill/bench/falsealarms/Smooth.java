package io.watchbill.bench.falsealarms;

import io.watchbill.statistics.ColumnKind;
import io.watchbill.statistics.ColumnReference;
import io.watchbill.statistics.NumericReference;
import io.watchbill.statistics.NumericReferenceBuilder;
import org.apache.commons.statistics.distribution.ContinuousDistribution;

/**
 * A continuous distribution, with zeros if wanted, whose profiles cost as much for a million rows as for a thousand: of
 * the reference's order statistics only those beside an edge are drawn, with the gamma distributed spacings that the
 * order statistics of uniform values have. Edges and counts come out distributed as from all the rows; only the sums of
 * the bins, which no test uses, do not.
 *
 * @param zeros share of the value 0
 * @param others the distribution of all other values, above 0 if there are zeros
 */
record Smooth(String label, double zeros, ContinuousDistribution others) implements Population {
    /** More values are counted bin by bin instead of one by one. */
    private static final int ONE_BY_ONE = 2_000;

    /** The finest resolution of a profile: an edge lies where the rank passes a multiple of m/1024. */
    private static final double RESOLUTION = 1_024;

    @Override
    public ColumnReference reference(Draws draws, int m) {
        NumericReferenceBuilder builder = new NumericReferenceBuilder(label, ColumnKind.FEATURE, m);
        int atZero = (int) draws.binomial(m, zeros);
        if (atZero > 0) {
            builder.add(0, atZero);
        }
        double[] positions = new double[2 * (int) RESOLUTION + 2];
        int[] counts = new int[positions.length];
        int used = 0;
        double position = 0;
        for (int rank = atZero, next; rank < m; rank = next) {
            next = nextGroup(rank, m);
            int count = next - rank;
            position += draws.gamma(1);
            positions[used] = position;
            counts[used++] = (count + 1) / 2;
            if (count > 1) {
                position += draws.gamma(count - 1);
                positions[used] = position;
                counts[used++] = count / 2;
            }
        }
        double end = position + draws.gamma(1);
        for (int i = 0; i < used; i++) {
            builder.add(others.inverseCumulativeProbability(positions[i] / end), counts[i]);
        }
        return builder.build(0, 0);
    }

    // The rank at which the next group of values starts that no edge parts.
    private static int nextGroup(int rank, int m) {
        long group = group(rank, m);
        int next = Math.max(rank + 1, (int) Math.floor((group + 1) * m / RESOLUTION) - 1);
        while (next < m && group(next, m) == group) {
            next++;
        }
        return Math.min(next, m);
    }

    private static long group(int rank, int m) {
        return (long) (rank * (RESOLUTION / m));
    }

    @Override
    public long[] window(Draws draws, ColumnReference reference, long n) {
        long[] slots = new long[reference.slots()];
        if (n <= ONE_BY_ONE) {
            for (int i = 0; i < n; i++) {
                slots[slot(draws, reference)]++;
            }
            return slots;
        }
        NumericReference numeric = (NumericReference) reference;
        double[] shares = new double[reference.bins()];
        double below = 0;
        for (int bin = 0; bin < shares.length; bin++) {
            double upTo = bin == shares.length - 1 ? 1 : below(numeric.edge(bin));
            shares[bin] = upTo - below;
            below = upTo;
        }
        draws.multinomial(n, shares, slots);
        return slots;
    }

    @Override
    public int slot(Draws draws, ColumnReference reference) {
        double u = draws.uniform();
        double value = u < zeros ? 0 : others.inverseCumulativeProbability((u - zeros) / (1 - zeros));
        return ((NumericReference) reference).binOf(value);
    }

    // The share of all values below an edge.
    private double below(double edge) {
        return (edge > 0 ? zeros : 0) + (1 - zeros) * others.cumulativeProbability(edge);
    }
}
