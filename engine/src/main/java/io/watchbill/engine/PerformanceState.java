package io.watchbill.engine;

import io.watchbill.statistics.CalibrationWindow;
import io.watchbill.statistics.MeanWindow;
import io.watchbill.statistics.ScoreWindow;
import io.watchbill.statistics.state.PartSink;
import io.watchbill.statistics.state.StateReader;
import io.watchbill.statistics.state.StateWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How right a version has been, or its part in a segment: predictions, labels and confidences by pane of the
 * prediction's time. Not thread-safe.
 */
final class PerformanceState {
    private final List<WindowPlan> windows;
    /** What outcomes are made of, as part of a key. */
    private final String answers;

    private final List<PaneRing<Tally>> predictions = new ArrayList<>();
    private final List<Quality> qualities = new ArrayList<>();
    private final List<MeanWindow> confidences = new ArrayList<>();
    private final @Nullable Expectations expectations;

    /**
     * @param version what the version is compared with
     * @param whole whether confidences are watched too: they are of a version, and not of a segment
     */
    PerformanceState(ModelPlan model, VersionPlan version, ModelNames names, boolean whole) {
        this.windows = model.performanceWindows();
        this.answers = model.regression()
                ? "numbers"
                : "classes " + model.model().positiveClass().orElse("");
        this.expectations = whole && !version.calibrations().isEmpty() && !model.regression()
                ? new Expectations(windows, version.calibrations(), names.classes)
                : null;
        for (WindowPlan window : windows) {
            predictions.add(new PaneRing<>(window.capacityWithDelay(), Tally::new));
            confidences.add(new MeanWindow(1, window.capacity()));
            int capacity = window.capacityWithDelay();
            qualities.add(
                    model.regression()
                            ? new NumberQuality(capacity)
                            : new ClassQuality(
                                    capacity,
                                    names,
                                    names.positive < 0 ? null : new ScoreWindow(version.scoreEdges(), capacity),
                                    names.positive < 0 ? "" : scoreBins(version),
                                    whole ? new CalibrationWindow(version.classes(), capacity) : null,
                                    String.valueOf(version.classes())));
        }
    }

    private static String scoreBins(VersionPlan version) {
        return StateSteps.of(to -> version.scoreEdges().forEach(to::number));
    }

    /** How many predictions a pane has. */
    private static final class Tally implements PaneRing.Pane {
        private long count;

        @Override
        public void write(StateWriter to) {
            to.varint(count);
        }

        @Override
        public void read(StateReader from) {
            count = from.counted();
        }
    }

    private static String panes(WindowPlan window) {
        return StateSteps.panes(window, window.capacityWithDelay());
    }

    /** Puts what changed. */
    void save(PartSink to) {
        for (int w = 0; w < windows.size(); w++) {
            PartSink window = to.in(StateSteps.PERFORMANCE, windows.get(w).label(), panes(windows.get(w)));
            predictions.get(w).save(window.in(StateSteps.RING, "predictions"));
            confidences.get(w).save(window.in(StateSteps.RING, "confidences"));
            qualities.get(w).save(window.in(StateSteps.QUALITY, StateSteps.ALL, answers));
            if (expectations != null) {
                expectations.save(w, window);
            }
        }
    }

    /** Takes over what was saved, as far as it means the same. */
    void restore(Restoring from) {
        for (int w = 0; w < windows.size(); w++) {
            Restoring window = from.in(StateSteps.PERFORMANCE, windows.get(w).label(), panes(windows.get(w)));
            predictions.get(w).restore(window.in(StateSteps.RING, "predictions").from());
            confidences.get(w).restore(window.in(StateSteps.RING, "confidences").from());
            qualities.get(w).restore(window.in(StateSteps.QUALITY, StateSteps.ALL, answers));
            if (expectations != null) {
                expectations.restore(w, window);
            }
        }
    }

    /** Counts predictions that were answered: the first {@code count} of {@code rows}. */
    void predicted(BinnedBatch.Predictions from, int[] rows, int count, PredictionRows numbers) {
        for (int w = 0; w < windows.size(); w++) {
            PaneCursor pane = new PaneCursor(windows.get(w).panes());
            PaneRing<Tally> ring = predictions.get(w);
            MeanWindow confidence = confidences.get(w);
            for (int i = 0; i < count; i++) {
                long number = pane.of(from.times[rows[i]]);
                Tally tally = ring.at(number);
                if (tally != null) {
                    tally.count++;
                }
                double value = from.confidences[rows[i]];
                if (Double.isFinite(value)) {
                    confidence.add(number, value);
                }
            }
        }
        if (expectations != null) {
            expectations.predicted(from, rows, count, numbers);
        }
    }

    /** Counts a label. */
    void labelled(long predictionTime, Outcome outcome) {
        for (int w = 0; w < windows.size(); w++) {
            qualities.get(w).add(windows.get(w).panes().paneOf(predictionTime), outcome);
        }
    }

    /** Puts a corrected label in the place of the one that was counted. */
    void relabelled(long predictionTime, Outcome before, Outcome after) {
        for (int w = 0; w < windows.size(); w++) {
            long pane = windows.get(w).panes().paneOf(predictionTime);
            qualities.get(w).remove(pane, before);
            qualities.get(w).add(pane, after);
        }
    }

    /**
     * Moves the windows on to the clock and copies them.
     *
     * @param classes how many classes there are
     */
    List<PerformanceTotals> totals(long clock, int classes) {
        List<PerformanceTotals> totals = new ArrayList<>(windows.size());
        for (int w = 0; w < windows.size(); w++) {
            WindowPlan window = windows.get(w);
            long newest = window.panes().paneOf(clock);
            long end = window.endPane(clock);
            predictions.get(w).advanceTo(newest);
            qualities.get(w).advanceTo(newest);
            confidences.get(w).advanceTo(newest);
            long count = 0;
            for (Tally pane : predictions.get(w).ending(end, window.capacity())) {
                count += pane.count;
            }
            totals.add(new PerformanceTotals(
                    window,
                    count,
                    qualities.get(w).totals(end - window.capacity() + 1, end, classes),
                    confidences.get(w).snapshot(newest - window.capacity() + 1, newest),
                    expectations == null ? Optional.empty() : expectations.estimate(w, newest)));
        }
        return totals;
    }
}
