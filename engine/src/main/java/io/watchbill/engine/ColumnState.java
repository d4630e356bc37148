package io.watchbill.engine;

import io.watchbill.statistics.ColumnReference;
import io.watchbill.statistics.ColumnWindow;
import io.watchbill.statistics.WindowCounts;
import io.watchbill.statistics.state.PartSink;
import io.watchbill.statistics.state.StateReader;
import io.watchbill.statistics.state.StateWriter;
import java.util.ArrayList;
import java.util.List;

/** What one column of one version has held: counters since the start, and a window of counts for each window length. */
final class ColumnState {
    private final VersionPlan.Column plan;
    private final String valid;
    private final ColumnWindow[] windows;
    private final long[] bins;
    private final int missingSlot;
    private final int invalidSlot;
    private final int unseenSlot;
    private long missing;
    private long invalid;
    private long unseen;
    /** When this column began to be counted anew though its version had been there before. */
    private long startedAnew = Long.MIN_VALUE;

    /** @param valid what its slots mean, as part of a key */
    ColumnState(VersionPlan.Column plan, String valid, List<WindowPlan> windowPlans) {
        this.plan = plan;
        this.valid = valid;
        this.missingSlot = plan.missingSlot();
        this.invalidSlot = plan.invalidSlot();
        this.unseenSlot = plan.unseenSlot();
        ColumnReference reference = plan.reference();
        this.bins = new long[reference == null ? 1 : reference.coarseBins()];
        this.windows = new ColumnWindow[reference == null ? 0 : windowPlans.size()];
        for (int w = 0; reference != null && w < windows.length; w++) {
            windows[w] = new ColumnWindow(reference, windowPlans.get(w).capacity());
        }
    }

    /**
     * Counts a column's rows.
     *
     * @param slots by row of the batch
     * @param rows the rows to count, the first {@code count} of them
     * @param panes by window, then as {@code rows}
     */
    void add(char[] slots, int[] rows, int count, long[][] panes) {
        ColumnReference reference = plan.reference();
        for (int i = 0; i < count; i++) {
            int slot = slots[rows[i]];
            if (slot == BinnedBatch.NO_SLOT) {
                continue;
            }
            if (slot == missingSlot) {
                missing++;
            } else if (slot == invalidSlot) {
                invalid++;
            } else {
                bins[reference == null ? 0 : reference.coarseOf(slot)]++;
                if (slot == unseenSlot) {
                    unseen++;
                }
            }
        }
        for (int w = 0; w < windows.length; w++) {
            ColumnWindow window = windows[w];
            long[] paneOf = panes[w];
            for (int i = 0; i < count; i++) {
                int slot = slots[rows[i]];
                if (slot != BinnedBatch.NO_SLOT) {
                    window.add(paneOf[i], slot);
                }
            }
        }
    }

    void save(StateWriter to) {
        to.varint(bins.length);
        to.longs(bins);
        to.varint(missing);
        to.varint(invalid);
        to.varint(unseen);
        to.signed(startedAnew);
    }

    /** Takes over the counters of a column of the same bins. */
    void restore(StateReader from) {
        from.require(from.below(Character.MAX_VALUE) == bins.length, bins.length + " coarse bins");
        from.longs(bins);
        for (long count : bins) {
            from.require(count >= 0, "counts of bins");
        }
        missing = from.counted();
        invalid = from.counted();
        unseen = from.counted();
        startedAnew = from.signed();
    }

    /** Passes over the counters of a column that is not there any more. */
    static void skip(StateReader from) {
        from.longs(new long[from.below(Character.MAX_VALUE)]);
        from.counted();
        from.counted();
        from.counted();
        from.signed();
    }

    void startAnew(long clock) {
        startedAnew = clock;
    }

    /** When this column began to be counted anew; {@link Long#MIN_VALUE} if it was there from the start. */
    long startedAnew() {
        return startedAnew;
    }

    /** Puts the panes of one window. */
    void saveWindow(int w, PartSink to) {
        if (w < windows.length) {
            windows[w].save(to.in(plan.kind().label(), plan.name(), valid));
        }
    }

    /** Takes over the panes of one window. */
    void restoreWindow(int w, Restoring from) {
        if (w < windows.length) {
            windows[w].restore(from.in(plan.kind().label(), plan.name(), valid).from());
        }
    }

    /** Moves the windows on; what is older expires. */
    void advance(long[] endPanes) {
        for (int w = 0; w < windows.length; w++) {
            windows[w].advanceTo(endPanes[w]);
        }
    }

    /** A copy of the counters. */
    ColumnCounts counts() {
        return new ColumnCounts(plan, bins.clone(), missing, invalid, unseen);
    }

    /** Copies of the windows, one for each length; none without a reference. */
    List<WindowCounts> windows() {
        List<WindowCounts> copies = new ArrayList<>(windows.length);
        for (ColumnWindow window : windows) {
            copies.add(window.snapshot());
        }
        return copies;
    }

    long bytesHeld() {
        long bytes = 8L * bins.length;
        for (ColumnWindow window : windows) {
            bytes += window.bytesHeld();
        }
        return bytes;
    }
}
