package io.watchbill.statistics;

/** Counts, sums and sums of squares of some quantities in a run of panes. Immutable. */
public final class MeanCounts {
    private final int quantities;
    private final long[] counts;
    private final double[] sums;
    private final double[] squares;

    MeanCounts(int quantities, long[] counts, double[] sums, double[] squares) {
        this.quantities = quantities;
        this.counts = counts;
        this.sums = sums;
        this.squares = squares;
    }

    /** How many panes there are. */
    public int panes() {
        return counts.length;
    }

    /** Events of a pane. */
    long samples(int pane) {
        return counts[pane];
    }

    /** Events of all panes. */
    public long samples() {
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }

    double sum(int pane, int quantity) {
        return sums[pane * quantities + quantity];
    }

    /** A quantity's sum over all panes, added up in their order. */
    public double sum(int quantity) {
        double sum = 0;
        for (int i = quantity; i < sums.length; i += quantities) {
            sum += sums[i];
        }
        return sum;
    }

    /** A quantity's sum of squares over all panes, added up in their order. */
    public double sumOfSquares(int quantity) {
        double sum = 0;
        for (int i = quantity; i < squares.length; i += quantities) {
            sum += squares[i];
        }
        return sum;
    }
}
