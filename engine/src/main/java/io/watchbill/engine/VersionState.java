package io.watchbill.engine;

import io.watchbill.statistics.WindowCounts;
import java.util.ArrayList;
import java.util.List;

/** What one version of a model has done. Not thread-safe. */
final class VersionState {
    private static final int CONFIDENCE_BUCKETS = 20;

    private final ModelPlan model;
    private final VersionPlan plan;
    private final String version;
    private final ColumnState[] columns;
    private final PredictionCounts predictions;
    private final HistogramCounts latency;
    private final HistogramCounts confidence = new HistogramCounts(HistogramCounts.even(0, 1, CONFIDENCE_BUCKETS));
    private final long[][] panes;
    private long requests;
    private long failures;
    private long first = Long.MAX_VALUE;
    private long newest = Long.MIN_VALUE;

    VersionState(ModelPlan model, String version) {
        this.model = model;
        this.version = version;
        this.plan = model.version(version);
        this.columns = plan.columns().stream()
                .map(column -> new ColumnState(column, model.driftWindows()))
                .toArray(ColumnState[]::new);
        this.predictions = new PredictionCounts();
        this.latency = new HistogramCounts(model.latencyBounds());
        this.panes = new long[model.driftWindows().size()][];
    }

    /**
     * Counts predictions of this version.
     *
     * @param rows the rows that are this version's, the first {@code count} of them
     */
    void predictions(BinnedBatch batch, int[] rows, int count) {
        BinnedBatch.Predictions from = batch.predictions;
        int holdout = model.holdoutArm() == null ? -2 : batch.texts.indexOf(model.holdoutArm());
        int[] judged = new int[count];
        int judgedCount = 0;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            first = Math.min(first, from.times[row]);
            newest = Math.max(newest, from.times[row]);
            requests++;
            if (from.failures[row]) {
                failures++;
            } else {
                predictions.add(BinnedBatch.text(batch, from.answers[row]), BinnedBatch.text(batch, from.arms[row]));
                if (Double.isFinite(from.confidences[row])) {
                    confidence.observe(from.confidences[row]);
                }
            }
            if (Double.isFinite(from.latencies[row])) {
                latency.observe(from.latencies[row] / 1_000);
            }
            if (from.arms[row] != holdout || holdout < 0) {
                judged[judgedCount++] = row;
            }
        }
        for (int w = 0; w < panes.length; w++) {
            panes[w] = new long[judgedCount];
            for (int i = 0; i < judgedCount; i++) {
                panes[w][i] = model.driftWindows().get(w).panes().paneOf(from.times[judged[i]]);
            }
        }
        for (int column = 0; column < columns.length; column++) {
            columns[column].add(from.slots[column], judged, judgedCount, panes);
        }
    }

    /** The newest event; {@link Long#MIN_VALUE} before the first. */
    long newest() {
        return newest;
    }

    /** Moves the windows on to the clock, and copies everything that the page and the scores need. */
    VersionTotals totals(long clock) {
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
        return new VersionTotals(
                version,
                requests,
                failures,
                latency.view(),
                confidence.view(),
                predictions.counts(),
                counts,
                counted,
                filled);
    }

    long bytesHeld() {
        long bytes = 0;
        for (ColumnState column : columns) {
            bytes += column.bytesHeld();
        }
        return bytes;
    }
}
