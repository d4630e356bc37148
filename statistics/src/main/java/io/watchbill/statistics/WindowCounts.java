package io.watchbill.statistics;

import java.util.Arrays;

/**
 * What a window held at one moment: counts by slot, and by coarse bin for every pane, oldest first. Immutable; the
 * scorer reads it outside any lock.
 */
public final class WindowCounts {
    private final long[] totals;
    private final int coarseBins;
    private final long[] coarseByPane;

    WindowCounts(long[] totals, int coarseBins, long[] coarseByPane) {
        this.totals = totals;
        this.coarseBins = coarseBins;
        this.coarseByPane = coarseByPane;
    }

    /**
     * Counts of a window that is one pane, such as a whole file.
     *
     * @param slotCounts counts by slot, as many as the reference has slots
     */
    public static WindowCounts ofOnePane(ColumnReference reference, long[] slotCounts) {
        if (slotCounts.length != reference.slots()) {
            throw new IllegalArgumentException("column '" + reference.name() + "' has " + reference.slots()
                    + " slots, but " + slotCounts.length + " counts were given");
        }
        long[] coarse = new long[reference.coarseBins()];
        for (int bin = 0; bin < reference.bins(); bin++) {
            coarse[reference.coarseOf(bin)] += slotCounts[bin];
        }
        return new WindowCounts(slotCounts.clone(), coarse.length, coarse);
    }

    /** The count of a slot: a bin, missing or invalid. */
    public long count(int slot) {
        return totals[slot];
    }

    /** How many slots there are. */
    public int slots() {
        return totals.length;
    }

    /** Values in bins: n. */
    public long samples() {
        long sum = 0;
        for (int i = 0; i < totals.length - 2; i++) {
            sum += totals[i];
        }
        return sum;
    }

    /** Missing values. */
    public long missing() {
        return totals[totals.length - 2];
    }

    /** Unusable values. */
    public long invalid() {
        return totals[totals.length - 1];
    }

    /** How many panes the window has. */
    public int panes() {
        return coarseBins == 0 ? 0 : coarseByPane.length / coarseBins;
    }

    /** The count of a coarse bin in a pane, oldest pane first. */
    public long coarseCount(int pane, int coarseBin) {
        return coarseByPane[pane * coarseBins + coarseBin];
    }

    /** The count of a coarse bin in the whole window. */
    public long coarseCount(int coarseBin) {
        long sum = 0;
        for (int at = coarseBin; at < coarseByPane.length; at += coarseBins) {
            sum += coarseByPane[at];
        }
        return sum;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WindowCounts that
                && coarseBins == that.coarseBins
                && Arrays.equals(totals, that.totals)
                && Arrays.equals(coarseByPane, that.coarseByPane);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(totals);
    }

    @Override
    public String toString() {
        return "WindowCounts[" + samples() + " samples, " + missing() + " missing, " + invalid() + " invalid, "
                + panes() + " panes]";
    }
}
