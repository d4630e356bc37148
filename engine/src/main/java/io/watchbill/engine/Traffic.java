package io.watchbill.engine;

import io.watchbill.statistics.WindowCounts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a version's requests were, or those of one of its segments: columns and performance. Not thread-safe. */
final class Traffic {
    private final ModelPlan model;
    private final ModelNames names;
    private final ColumnState[] columns;
    private final PerformanceState performance;
    private final @Nullable ChangeSignals signals;
    private final long[][] panes;
    private long requests;
    private long failures;
    private long first = Long.MAX_VALUE;

    /** @param whole whether it is all of a version, which is watched more closely than a segment */
    Traffic(ModelPlan model, VersionPlan version, ModelNames names, boolean whole) {
        this.names = names;
        this.model = model;
        this.columns = version.columns().stream()
                .map(column -> new ColumnState(column, model.driftWindows()))
                .toArray(ColumnState[]::new);
        this.performance = new PerformanceState(model, version, names, whole);
        this.signals = whole ? new ChangeSignals(!model.regression(), version.usualError()) : null;
        this.panes = new long[model.driftWindows().size()][];
    }

    /**
     * Counts predictions.
     *
     * @param rows the rows of this part, the first {@code count} of them
     */
    void predicted(BinnedBatch.Predictions from, int[] rows, int count, PredictionRows numbers) {
        int[] judged = new int[count];
        int judgedCount = 0;
        int[] answered = new int[count];
        int answeredCount = 0;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            first = Math.min(first, from.times[row]);
            boolean failed = from.failures[row];
            failures += failed ? 1 : 0;
            if (numbers.arms[row] != names.holdout) {
                judged[judgedCount++] = row;
                if (!failed) {
                    answered[answeredCount++] = row;
                }
            }
        }
        requests += count;
        performance.predicted(from, answered, answeredCount, numbers);
        if (signals != null) {
            signals.predicted(from, answered, answeredCount);
        }
        for (int w = 0; w < panes.length; w++) {
            PaneCursor pane = new PaneCursor(model.driftWindows().get(w).panes());
            panes[w] = new long[judgedCount];
            for (int i = 0; i < judgedCount; i++) {
                panes[w][i] = pane.of(from.times[judged[i]]);
            }
        }
        for (int column = 0; column < columns.length; column++) {
            columns[column].add(from.slots[column], judged, judgedCount, panes);
        }
    }

    /** Counts a label. */
    void labelled(Joined label) {
        performance.labelled(label.predictionTime(), label.outcome());
        if (signals != null) {
            signals.labelled(label.outcome());
        }
    }

    /** Puts a corrected label in the place of the one that was counted. */
    void relabelled(Joined label, Outcome before) {
        performance.relabelled(label.predictionTime(), before, label.outcome());
    }

    /** How many changes were detected. */
    List<ScoreSnapshot.ChangeCount> changes() {
        return signals == null ? List.of() : signals.counts();
    }

    /**
     * Moves the windows on to the clock, and copies them.
     *
     * @param classes how many classes there are
     */
    TrafficTotals totals(long clock, int classes) {
        List<WindowPlan> windows = model.driftWindows();
        long[] ends = new long[windows.size()];
        List<Boolean> filled = new ArrayList<>(windows.size());
        for (int w = 0; w < ends.length; w++) {
            ends[w] = windows.get(w).endPane(clock);
            filled.add(first <= clock - windows.get(w).panes().window().toMillis());
        }
        List<ColumnCounts> counts = new ArrayList<>(columns.length);
        List<List<WindowCounts>> counted = new ArrayList<>(columns.length);
        for (ColumnState column : columns) {
            column.advance(ends);
            counts.add(column.counts());
            counted.add(column.windows());
        }
        return new TrafficTotals(requests, failures, counts, counted, filled, performance.totals(clock, classes));
    }

    long bytesHeld() {
        long bytes = 0;
        for (ColumnState column : columns) {
            bytes += column.bytesHeld();
        }
        return bytes;
    }
}
