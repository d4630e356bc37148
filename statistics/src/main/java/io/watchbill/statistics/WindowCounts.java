package io.watchbill.statistics;

import java.util.Arrays;
import java.util.List;

/**
 * What a window held at one moment: counts by slot, and by coarse bin for every pane, oldest first. Immutable; the
 * scorer reads it outside any lock.
 */
public final class WindowCounts {
    private final long[] totals;
    private final long[] coarseByBin;
    private final long[] coarse;
    private final int panes;
    private final long samples;

    /**
     * The arrays become this object's own.
     *
     * @param totals by slot, the last two missing and invalid
     * @param coarseByBin all panes of the first coarse bin, oldest first, then those of the next, and so on: the order
     *     in which the scorer goes through them
     */
    WindowCounts(long[] totals, int coarseBins, long[] coarseByBin) {
        this.totals = totals;
        this.coarseByBin = coarseByBin;
        this.panes = coarseByBin.length / coarseBins;
        this.coarse = new long[coarseBins];
        long all = 0;
        for (int bin = 0; bin < coarseBins; bin++) {
            long sum = 0;
            for (int i = bin * panes; i < (bin + 1) * panes; i++) {
                sum += coarseByBin[i];
            }
            coarse[bin] = sum;
            all += sum;
        }
        this.samples = all;
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

    /**
     * One window of several that follow one another, each of which becomes one pane: runs of a batch model.
     *
     * @param parts windows of that column, oldest first
     */
    public static WindowCounts ofParts(ColumnReference reference, List<WindowCounts> parts) {
        long[] totals = new long[reference.slots()];
        int bins = reference.coarseBins();
        int panes = parts.size();
        long[] coarseByBin = new long[bins * panes];
        for (int pane = 0; pane < panes; pane++) {
            WindowCounts part = parts.get(pane);
            for (int slot = 0; slot < totals.length; slot++) {
                totals[slot] += part.totals[slot];
            }
            for (int bin = 0; bin < bins; bin++) {
                coarseByBin[bin * panes + pane] = part.coarse[bin];
            }
        }
        return new WindowCounts(totals, bins, coarseByBin);
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
        return samples;
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
        return panes;
    }

    /** Values in bins by pane, oldest pane first. */
    double[] samplesByPane() {
        long[] sums = new long[panes];
        for (int bin = 0; bin < coarse.length; bin++) {
            for (int pane = 0; pane < panes; pane++) {
                sums[pane] += coarseByBin[bin * panes + pane];
            }
        }
        double[] byPane = new double[panes];
        for (int pane = 0; pane < panes; pane++) {
            byPane[pane] = (double) sums[pane];
        }
        return byPane;
    }

    /** Adds a coarse bin's counts by pane, oldest pane first. */
    void addPanes(int coarseBin, double[] sums) {
        int from = coarseBin * panes;
        for (int pane = 0; pane < panes; pane++) {
            sums[pane] += (double) coarseByBin[from + pane];
        }
    }

    /** The count of a coarse bin in a pane, oldest pane first. */
    public long coarseCount(int pane, int coarseBin) {
        return coarseByBin[coarseBin * panes + pane];
    }

    /** The count of a coarse bin in the whole window. */
    public long coarseCount(int coarseBin) {
        return coarse[coarseBin];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WindowCounts that
                && Arrays.equals(totals, that.totals)
                && Arrays.equals(coarseByBin, that.coarseByBin);
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
