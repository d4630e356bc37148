package io.watchbill.engine;

import io.watchbill.statistics.ClassCounts;
import io.watchbill.statistics.MeanWindow;
import java.util.ArrayList;
import java.util.List;

/**
 * How right a version has been: predictions, labels and confidences by pane of the prediction's time. Not thread-safe.
 */
final class PerformanceState {
    private final List<WindowPlan> windows;
    private final List<PaneRing<Pane>> rings = new ArrayList<>();
    private final List<MeanWindow> confidences = new ArrayList<>();
    private final HistogramCounts delay;

    PerformanceState(List<WindowPlan> windows, double[] delayBounds) {
        this.windows = windows;
        for (WindowPlan window : windows) {
            rings.add(new PaneRing<>(window.capacityWithDelay(), Pane::new));
            confidences.add(new MeanWindow(1, window.capacity()));
        }
        this.delay = new HistogramCounts(delayBounds);
    }

    /** What happened to the predictions of one pane. */
    private static final class Pane {
        private long predictions;
        private final Cells labelled = new Cells();
    }

    void predicted(long time, double confidence) {
        for (int w = 0; w < rings.size(); w++) {
            long number = windows.get(w).panes().paneOf(time);
            Pane pane = rings.get(w).at(number);
            if (pane != null) {
                pane.predictions++;
            }
            if (Double.isFinite(confidence)) {
                confidences.get(w).add(number, confidence);
            }
        }
    }

    void labelled(long predictionTime, int predicted, int actual) {
        for (int w = 0; w < rings.size(); w++) {
            Pane pane = rings.get(w).at(windows.get(w).panes().paneOf(predictionTime));
            if (pane != null) {
                pane.labelled.add(predicted, actual, 1);
            }
        }
    }

    void delayed(long millis) {
        delay.observe(Math.max(0, millis) / 1_000.0);
    }

    HistogramView delays() {
        return delay.view();
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
            PaneRing<Pane> ring = rings.get(w);
            long newest = window.panes().paneOf(clock);
            ring.advanceTo(newest);
            confidences.get(w).advanceTo(newest);
            long end = window.endPane(clock);
            long predictions = 0;
            for (Pane pane : ring.ending(end, window.capacity())) {
                predictions += pane.predictions;
            }
            totals.add(new PerformanceTotals(
                    window,
                    predictions,
                    labelled(ring, end - window.capacity() + 1, window.capacity(), classes),
                    confidences.get(w).snapshot(newest - window.capacity() + 1, newest)));
        }
        return totals;
    }

    private static ClassCounts labelled(PaneRing<Pane> ring, long first, int panes, int classes) {
        ClassCounts.Builder counts = new ClassCounts.Builder(Math.max(1, classes), panes);
        for (int i = 0; i < panes; i++) {
            Pane pane = ring.held(first + i);
            if (pane != null) {
                for (int predicted = 0; predicted < pane.labelled.rows(); predicted++) {
                    for (int actual = 0; actual < pane.labelled.columns(predicted); actual++) {
                        counts.add(i, predicted, actual, pane.labelled.get(predicted, actual));
                    }
                }
            }
        }
        return counts.build();
    }
}
