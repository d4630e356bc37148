package io.watchbill.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * How right a version has been: predictions, labels and confidences by pane of the prediction's time. Counts are exact;
 * sums of confidences are kept by pane and added in pane order. Not thread-safe.
 */
final class PerformanceState {
    private final List<WindowPlan> windows;
    private final List<PaneRing<Pane>> rings = new ArrayList<>();
    private final HistogramCounts delay;

    PerformanceState(List<WindowPlan> windows, double[] delayBounds) {
        this.windows = windows;
        for (WindowPlan window : windows) {
            rings.add(new PaneRing<>(window.capacityWithDelay(), Pane::new));
        }
        this.delay = new HistogramCounts(delayBounds);
    }

    /** What happened to the predictions of one pane. */
    private static final class Pane {
        private long predictions;
        private long labelled;
        private long right;
        private final Cells confusion = new Cells();
        private long confidences;
        private double confidenceSum;
        private double confidenceSquares;
    }

    void predicted(long time, double confidence) {
        for (int w = 0; w < rings.size(); w++) {
            Pane pane = rings.get(w).at(windows.get(w).panes().paneOf(time));
            if (pane != null) {
                pane.predictions++;
                if (Double.isFinite(confidence)) {
                    pane.confidences++;
                    pane.confidenceSum += confidence;
                    pane.confidenceSquares += confidence * confidence;
                }
            }
        }
    }

    void labelled(long predictionTime, int predicted, int actual) {
        for (int w = 0; w < rings.size(); w++) {
            Pane pane = rings.get(w).at(windows.get(w).panes().paneOf(predictionTime));
            if (pane != null) {
                pane.labelled++;
                pane.right += predicted == actual ? 1 : 0;
                pane.confusion.add(predicted, actual, 1);
            }
        }
    }

    void delayed(long millis) {
        delay.observe(Math.max(0, millis) / 1_000.0);
    }

    HistogramView delays() {
        return delay.view();
    }

    /** Moves the windows on to the clock and adds them up. */
    List<PerformanceTotals> totals(long clock) {
        List<PerformanceTotals> totals = new ArrayList<>(windows.size());
        for (int w = 0; w < windows.size(); w++) {
            WindowPlan window = windows.get(w);
            PaneRing<Pane> ring = rings.get(w);
            ring.advanceTo(window.panes().paneOf(clock));
            totals.add(totals(
                    window,
                    ring.ending(window.endPane(clock), window.capacity()),
                    ring.ending(window.panes().paneOf(clock), window.capacity())));
        }
        return totals;
    }

    private static PerformanceTotals totals(WindowPlan window, List<Pane> labelledPanes, List<Pane> newestPanes) {
        long predictions = 0;
        long labelled = 0;
        Cells confusion = new Cells();
        List<PerformanceTotals.Block> blocks = new ArrayList<>();
        for (Pane pane : labelledPanes) {
            predictions += pane.predictions;
            labelled += pane.labelled;
            confusion.addAll(pane.confusion);
            blocks.add(new PerformanceTotals.Block(pane.labelled, pane.right));
        }
        List<PerformanceTotals.Block> confidence = new ArrayList<>();
        double squares = 0;
        for (Pane pane : newestPanes) {
            confidence.add(new PerformanceTotals.Block(pane.confidences, pane.confidenceSum));
            squares += pane.confidenceSquares;
        }
        return new PerformanceTotals(window, predictions, labelled, confusion, blocks, confidence, squares);
    }
}
