package io.watchbill.engine;

import io.watchbill.statistics.WindowCounts;
import io.watchbill.statistics.state.PartSink;
import io.watchbill.statistics.state.StateReader;
import io.watchbill.statistics.state.StateWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a version's requests were, or those of one of its segments: columns and performance. Not thread-safe. */
final class Traffic {
    private final ModelPlan model;
    private final VersionPlan version;
    private final ModelNames names;
    private final ColumnState[] columns;
    private final PerformanceState performance;
    private final @Nullable ChangeSignals signals;
    private final long[][] panes;
    private long requests;
    private long failures;
    private long first = Long.MAX_VALUE;
    /** By drift window, when it began anew though the version had been there before. */
    private final long[] startedAnew;

    private boolean changed;

    /** @param whole whether it is all of a version, which is watched more closely than a segment */
    Traffic(ModelPlan model, VersionPlan version, ModelNames names, boolean whole) {
        this.names = names;
        this.model = model;
        this.columns = new ColumnState[version.columns().size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = new ColumnState(version.columns().get(i), version.validity(i), model.driftWindows());
        }
        this.version = version;
        this.startedAnew = new long[model.driftWindows().size()];
        Arrays.fill(startedAnew, Long.MIN_VALUE);
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
        changed = true;
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
        changed = true;
        performance.labelled(label.predictionTime(), label.outcome());
        if (signals != null) {
            signals.labelled(label.outcome());
        }
    }

    /** Puts a corrected label in the place of the one that was counted. */
    void relabelled(Joined label, Outcome before) {
        changed = true;
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
        List<List<Boolean>> filled = new ArrayList<>(windows.size());
        for (int w = 0; w < ends.length; w++) {
            ends[w] = windows.get(w).endPane(clock);
            filled.add(filled(w, clock));
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

    /** By column, whether a drift window has been observed for its whole length. */
    private List<Boolean> filled(int w, long clock) {
        long start = clock - model.driftWindows().get(w).panes().window().toMillis();
        boolean window = Math.max(first, startedAnew[w]) <= start;
        return Arrays.stream(columns)
                .map(column -> window && column.startedAnew() <= start)
                .toList();
    }

    private static String panes(WindowPlan window) {
        return StateSteps.panes(window, window.capacity());
    }

    /** Puts what changed. */
    void save(PartSink to) {
        if (!changed && !to.everything()) {
            return;
        }
        changed = false;
        to.put("counts", this::write);
        List<WindowPlan> windows = model.driftWindows();
        for (int w = 0; w < windows.size(); w++) {
            PartSink window = to.in(StateSteps.DRIFT, windows.get(w).label(), panes(windows.get(w)));
            for (ColumnState column : columns) {
                column.saveWindow(w, window);
            }
        }
        performance.save(to);
    }

    private void write(StateWriter to) {
        to.varint(requests);
        to.varint(failures);
        to.signed(first);
        to.varint(startedAnew.length);
        for (int w = 0; w < startedAnew.length; w++) {
            WindowPlan window = model.driftWindows().get(w);
            to.text(window.label());
            to.text(panes(window));
            to.signed(startedAnew[w]);
        }
        to.varint(columns.length);
        for (int i = 0; i < columns.length; i++) {
            to.text(version.validity(i));
            columns[i].save(to);
        }
        to.flag(signals != null);
        if (signals != null) {
            signals.save(to);
        }
    }

    /** Takes over what was saved, as far as it means the same; this must be new. */
    void restore(Restoring from) {
        StateReader counts = from.part("counts");
        if (counts == null) {
            return;
        }
        requests = counts.counted();
        failures = counts.counted();
        first = counts.signed();
        readWindows(counts, from.clock());
        readColumns(counts, from.clock());
        if (counts.flag()) {
            if (signals == null) {
                throw counts.damaged("expected no change detectors");
            }
            signals.restore(counts, from);
        }
        counts.end();
        List<WindowPlan> windows = model.driftWindows();
        for (int w = 0; w < windows.size(); w++) {
            Restoring window = from.in(StateSteps.DRIFT, windows.get(w).label(), panes(windows.get(w)));
            for (ColumnState column : columns) {
                column.restoreWindow(w, window);
            }
        }
        performance.restore(from);
        // Under another plan what was saved reads otherwise now: when something began anew must be kept.
        changed = true;
    }

    private void readWindows(StateReader from, long clock) {
        Map<String, Long> kept = new HashMap<>();
        int count = from.count(3);
        for (int i = 0; i < count; i++) {
            kept.put(from.text() + ' ' + from.text(), from.signed());
        }
        for (int w = 0; w < startedAnew.length; w++) {
            WindowPlan window = model.driftWindows().get(w);
            startedAnew[w] = kept.getOrDefault(window.label() + ' ' + panes(window), clock);
        }
    }

    private void readColumns(StateReader from, long clock) {
        Map<String, ColumnState> missing = new HashMap<>();
        for (int i = 0; i < columns.length; i++) {
            missing.put(version.validity(i), columns[i]);
        }
        int count = from.count(1);
        for (int i = 0; i < count; i++) {
            ColumnState column = missing.remove(from.text());
            if (column == null) {
                ColumnState.skip(from);
            } else {
                column.restore(from);
            }
        }
        missing.values().forEach(column -> column.startAnew(clock));
    }

    long bytesHeld() {
        long bytes = 0;
        for (ColumnState column : columns) {
            bytes += column.bytesHeld();
        }
        return bytes;
    }
}
