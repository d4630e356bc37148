package io.watchbill.statistics;

import io.watchbill.statistics.state.StateWriter;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A numeric column of the reference profile. Invariants, each held by the constructor:
 *
 * <ol>
 *   <li>edges ascend strictly, are finite, and number at most {@value #MAXIMUM_EDGES};
 *   <li>fine bin {@code i} holds {@code edge(i − 1) <= value < edge(i)}, the first and last are open to infinity;
 *   <li>a bin that is an atom holds exactly one value: its upper edge is the next double after its lower edge;
 *   <li>coarse bins are runs of neighbouring fine bins.
 * </ol>
 */
public final class NumericReference extends ColumnReference {
    /** The most edges that a column may have. */
    public static final int MAXIMUM_EDGES = 1024;

    private final double[] edges;
    private final double[] sums;
    private final int[] coarseStarts;
    private final short[] coarseOf;
    private final boolean[] atoms;
    private final boolean hasAtoms;
    private final long[] coarseCounts;
    /** Rows in each bin and all before it. */
    private final double[] upTo;

    private final List<String> coarseLabels;
    private final double standardDeviation;

    /**
     * @param edges inner edges, strictly ascending
     * @param counts rows in each of the {@code edges.length + 1} fine bins
     * @param sums sum of the values in each fine bin
     * @param coarseStarts first fine bin of each coarse bin; the first is 0
     * @param coarseLabels one label for each coarse bin
     * @param standardDeviation of the values, 0 for a constant
     * @throws IllegalArgumentException naming what does not hold
     */
    NumericReference(
            String name,
            ColumnKind kind,
            double[] edges,
            long[] counts,
            double[] sums,
            int[] coarseStarts,
            List<String> coarseLabels,
            double standardDeviation,
            long missing,
            long invalid,
            List<Season> seasons) {
        super(name, kind, counts, missing, invalid, seasons);
        this.edges = edges.clone();
        this.sums = sums.clone();
        this.coarseStarts = coarseStarts.clone();
        this.coarseLabels = List.copyOf(coarseLabels);
        this.standardDeviation = standardDeviation;
        validate(counts.length);
        this.coarseOf = new short[counts.length];
        this.atoms = new boolean[counts.length];
        this.coarseCounts = new long[coarseStarts.length];
        this.upTo = new double[counts.length];
        boolean any = false;
        long all = 0;
        for (int bin = 0, coarse = 0; bin < counts.length; bin++) {
            if (coarse + 1 < coarseStarts.length && coarseStarts[coarse + 1] == bin) {
                coarse++;
            }
            coarseOf[bin] = (short) coarse;
            atoms[bin] = bin > 0 && bin < edges.length && edges[bin] == Math.nextUp(edges[bin - 1]);
            coarseCounts[coarse] += counts[bin];
            any |= atoms[bin];
            all += counts[bin];
            upTo[bin] = (double) all;
        }
        this.hasAtoms = any;
    }

    private void validate(int bins) {
        require(edges.length <= MAXIMUM_EDGES, "at most " + MAXIMUM_EDGES + " edges, not " + edges.length);
        for (int i = 0; i < edges.length; i++) {
            require(Double.isFinite(edges[i]), "finite edges; edge " + i + " is " + edges[i]);
            require(
                    i == 0 || edges[i - 1] < edges[i],
                    "strictly ascending edges; edge " + i + " is " + edges[i] + " after " + edges[Math.max(0, i - 1)]);
        }
        require(bins == edges.length + 1, "one count more than edges, not " + bins);
        require(sums.length == bins, "as many sums as counts, not " + sums.length);
        for (int i = 0; i < bins; i++) {
            require(Double.isFinite(sums[i]), "finite sums; sum " + i + " is " + sums[i]);
        }
        require(coarseStarts.length > 0 && coarseStarts[0] == 0, "coarse bins that start at fine bin 0");
        for (int i = 1; i < coarseStarts.length; i++) {
            require(
                    coarseStarts[i] > coarseStarts[i - 1] && coarseStarts[i] < bins,
                    "coarse bins whose starts ascend within the fine bins; start " + i + " is " + coarseStarts[i]);
        }
        require(coarseLabels.size() == coarseStarts.length, "one label for each coarse bin");
        require(
                Double.isFinite(standardDeviation) && standardDeviation >= 0,
                "a standard deviation of at least 0, not " + standardDeviation);
    }

    /** Rows of the reference in a bin and all before it, a whole number. */
    double countUpTo(int bin) {
        return upTo[bin];
    }

    /**
     * The slot of a value: its fine bin, or {@link #invalidSlot()} for NaN and the infinities. A branchless search for
     * the number of edges that are not above the value; allocates nothing.
     */
    public int binOf(double value) {
        if (!(Math.abs(value) <= Double.MAX_VALUE)) {
            return edges.length + 2;
        }
        int base = 0;
        int length = edges.length;
        if (length == 0) {
            return 0;
        }
        while (length > 1) {
            int half = length >>> 1;
            base += edges[base + half - 1] <= value ? half : 0;
            length -= half;
        }
        return base + (edges[base] <= value ? 1 : 0);
    }

    /**
     * The {@linkplain #binOf slots} of many values. Four searches go side by side, because each waits for the memory of its
     * last step most of the time.
     *
     * @param values of which those at {@code places} are meant
     * @param from the first of the places
     * @param to the place after the last
     * @param slots where the slots go, each to its place's own index
     */
    public void binsOf(double[] values, int[] places, int from, int to, char[] slots) {
        int at = from;
        for (; edges.length > 0 && at + 4 <= to; at += 4) {
            double value0 = values[places[at]];
            double value1 = values[places[at + 1]];
            double value2 = values[places[at + 2]];
            double value3 = values[places[at + 3]];
            int base0 = 0;
            int base1 = 0;
            int base2 = 0;
            int base3 = 0;
            int length = edges.length;
            while (length > 1) {
                int half = length >>> 1;
                int last = half - 1;
                base0 += edges[base0 + last] <= value0 ? half : 0;
                base1 += edges[base1 + last] <= value1 ? half : 0;
                base2 += edges[base2 + last] <= value2 ? half : 0;
                base3 += edges[base3 + last] <= value3 ? half : 0;
                length -= half;
            }
            slots[at] = slot(base0, value0);
            slots[at + 1] = slot(base1, value1);
            slots[at + 2] = slot(base2, value2);
            slots[at + 3] = slot(base3, value3);
        }
        for (; at < to; at++) {
            slots[at] = (char) binOf(values[places[at]]);
        }
    }

    /** @param base the bin of a finite value, or the one before */
    private char slot(int base, double value) {
        return (char) (Math.abs(value) <= Double.MAX_VALUE ? base + (edges[base] <= value ? 1 : 0) : invalidSlot());
    }

    @Override
    public int coarseBins() {
        return coarseStarts.length;
    }

    @Override
    public int coarseOf(int bin) {
        return coarseOf[bin];
    }

    @Override
    public long coarseCount(int coarseBin) {
        return coarseCounts[coarseBin];
    }

    @Override
    public List<String> coarseLabels() {
        return coarseLabels;
    }

    @Override
    public NumericReference withSeasons(List<Season> newSeasons) {
        return new NumericReference(
                name(),
                kind(),
                edges,
                counts(),
                sums,
                coarseStarts,
                coarseLabels,
                standardDeviation,
                missing(),
                invalid(),
                newSeasons);
    }

    @Override
    void describeBins(StateWriter to) {
        to.text("numeric");
        to.varint(edges.length);
        to.doubles(edges);
        to.ints(coarseStarts);
    }

    /** The edge between fine bins {@code index} and {@code index + 1}: the least value of the upper one. */
    public double edge(int index) {
        return edges[index];
    }

    /** The sum of the reference's values in a fine bin. */
    public double sum(int bin) {
        return sums[bin];
    }

    /** The first fine bin of a coarse bin. */
    public int coarseStart(int coarseBin) {
        return coarseStarts[coarseBin];
    }

    /** The fine bin after the last of a coarse bin. */
    int coarseEnd(int coarseBin) {
        return coarseBin + 1 < coarseStarts.length ? coarseStarts[coarseBin + 1] : bins();
    }

    /** Whether a fine bin can hold one value only. */
    public boolean isAtom(int bin) {
        return atoms[bin];
    }

    /** Whether any fine bin can hold one value only. */
    boolean hasAtoms() {
        return hasAtoms;
    }

    /** Mean of the reference's values; NaN if there are none. */
    public double mean() {
        return Arrays.stream(sums).sum() / samples();
    }

    /** Standard deviation of the reference's values; 0 for a constant. */
    public double standardDeviation() {
        return standardDeviation;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NumericReference that
                && super.equals(other)
                && Arrays.equals(edges, that.edges)
                && Arrays.equals(sums, that.sums)
                && Arrays.equals(coarseStarts, that.coarseStarts)
                && coarseLabels.equals(that.coarseLabels)
                && standardDeviation == that.standardDeviation;
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }

    @Override
    public String toString() {
        return "NumericReference[" + kind().label() + " " + name() + ", " + samples() + " samples, " + bins()
                + " bins]";
    }
}
