package io.watchbill.engine;

import io.watchbill.engine.decode.EventLayout;
import io.watchbill.statistics.NumericReference;
import io.watchbill.statistics.WindowCounts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one version of a model has done. Not thread-safe. */
final class VersionState {
    private static final int CONFIDENCE_BUCKETS = 20;

    /** More than there can be classes, so that a pair of them is one number. */
    private static final int CLASS_STRIDE = 128;

    private static final double[] DELAYS = {
        60, 300, 900, 1_800, 3_600, 7_200, 14_400, 28_800, 57_600, 86_400, 172_800, 345_600, 604_800, 1_209_600
    };

    private final ModelPlan model;
    private final String version;
    private final ModelNames names;
    private final ColumnState[] columns;
    private final Cells predictions = new Cells();
    private final HistogramCounts latency;
    private final HistogramCounts confidence = new HistogramCounts(HistogramCounts.even(0, 1, CONFIDENCE_BUCKETS));
    private final @Nullable HistogramCounts values;
    private final PerformanceState performance;
    private final BusinessState business;
    private final OutcomeCounts outcomes;
    private final QualityState quality;
    private final Cells labelled = new Cells();
    private final long[][] panes;
    private LabelCounts labels = new LabelCounts(0, 0, 0, 0);
    private long requests;
    private long failures;
    private long first = Long.MAX_VALUE;
    private long newest = Long.MIN_VALUE;

    VersionState(ModelPlan model, String version, ModelNames names) {
        this.model = model;
        this.version = version;
        this.names = names;
        this.columns = model.version(version).columns().stream()
                .map(column -> new ColumnState(column, model.driftWindows()))
                .toArray(ColumnState[]::new);
        this.latency = new HistogramCounts(model.latencyBounds());
        this.values = model.layout().answer() == EventLayout.Answer.NUMBER
                ? new HistogramCounts(valueBounds(model.version(version)))
                : null;
        this.performance = new PerformanceState(model.performanceWindows(), DELAYS);
        this.business = new BusinessState(model);
        this.outcomes = new OutcomeCounts(names);
        this.quality = new QualityState(model.model().quality());
        this.panes = new long[model.driftWindows().size()][];
    }

    /** The coarse bins of the reference; decades without one. */
    private static double[] valueBounds(VersionPlan plan) {
        VersionPlan.Column prediction = plan.columns().get(plan.columns().size() - 2);
        if (!(prediction.reference() instanceof NumericReference reference) || reference.coarseBins() < 2) {
            return new double[] {-1_000, -100, -10, -1, 0, 1, 10, 100, 1_000, 10_000, 100_000};
        }
        double[] bounds = new double[reference.coarseBins() - 1];
        for (int bin = 1; bin <= bounds.length; bin++) {
            bounds[bin - 1] = reference.edge(reference.coarseStart(bin) - 1);
        }
        return bounds;
    }

    /**
     * Counts predictions of this version.
     *
     * @param rows the rows that are this version's, the first {@code count} of them
     * @param classes the model's number of each row's class, as {@code arms} of its arm; by row of the batch
     * @param holdout the number of the arm that is not judged, or -1
     */
    void predictions(BinnedBatch.Predictions from, int[] rows, int count, int[] classes, int[] arms, int holdout) {
        int[] judged = new int[count];
        int judgedCount = 0;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            seen(from.times[row]);
            first = Math.min(first, from.times[row]);
            requests++;
            if (Double.isFinite(from.latencies[row])) {
                latency.observe(from.latencies[row] / 1_000);
            }
            if (arms[row] != holdout) {
                judged[judgedCount++] = row;
            }
            if (from.failures[row]) {
                failures++;
                continue;
            }
            predictions.add(classes[row], arms[row], 1);
            if (Double.isFinite(from.confidences[row])) {
                confidence.observe(from.confidences[row]);
            }
            if (values != null && Double.isFinite(from.answerNumbers[row])) {
                values.observe(from.answerNumbers[row]);
            }
            business.predicted(from.times[row], arms[row]);
            if (arms[row] != holdout) {
                performance.predicted(from.times[row], from.confidences[row]);
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

    /** Counts a label that found its prediction. */
    void labelled(long predictionTime, long labelTime, int predicted, int actual, int arm, boolean judged) {
        seen(labelTime);
        labels = labels.withJoined();
        if (model.layout().answer() != EventLayout.Answer.NUMBER) {
            labelled.add(predicted * CLASS_STRIDE + actual, arm, 1);
        }
        performance.delayed(labelTime - predictionTime);
        if (judged) {
            performance.labelled(predictionTime, predicted, actual);
        }
    }

    void duplicateLabel() {
        labels = labels.withDuplicate();
    }

    void orphanLabel() {
        labels = labels.withOrphan();
    }

    void unlabelled() {
        labels = labels.withUnlabelled();
    }

    BusinessState business() {
        return business;
    }

    OutcomeCounts outcomes() {
        return outcomes;
    }

    QualityState quality() {
        return quality;
    }

    /** Takes note that the version is alive. */
    void seen(long time) {
        newest = Math.max(newest, time);
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
                values == null ? null : values.view(),
                predictionCounts(),
                counts,
                counted,
                filled,
                labels,
                performance.delays(),
                labelledCounts(),
                performance.totals(clock, names.classes.size()),
                outcomes.business(),
                outcomes.feedback(),
                outcomes.downstream(),
                business.watched() ? business.windows(clock, names.arms) : List.of(),
                quality.views());
    }

    private List<ScoreSnapshot.PredictionCount> predictionCounts() {
        List<ScoreSnapshot.PredictionCount> all = new ArrayList<>();
        for (int predicted = 0; predicted < predictions.rows(); predicted++) {
            for (int arm = 0; arm < predictions.columns(predicted); arm++) {
                if (predictions.get(predicted, arm) > 0) {
                    all.add(new ScoreSnapshot.PredictionCount(
                            names.classes.name(predicted), names.arms.name(arm), predictions.get(predicted, arm)));
                }
            }
        }
        return all;
    }

    private List<ScoreSnapshot.LabelledCount> labelledCounts() {
        List<ScoreSnapshot.LabelledCount> all = new ArrayList<>();
        for (int cell = 0; cell < labelled.rows(); cell++) {
            for (int arm = 0; arm < labelled.columns(cell); arm++) {
                if (labelled.get(cell, arm) > 0) {
                    all.add(new ScoreSnapshot.LabelledCount(
                            names.classes.name(cell / CLASS_STRIDE),
                            names.classes.name(cell % CLASS_STRIDE),
                            names.arms.name(arm),
                            labelled.get(cell, arm)));
                }
            }
        }
        return all;
    }

    long bytesHeld() {
        long bytes = 0;
        for (ColumnState column : columns) {
            bytes += column.bytesHeld();
        }
        return bytes;
    }
}
