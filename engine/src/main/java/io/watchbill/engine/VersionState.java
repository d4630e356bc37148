package io.watchbill.engine;

import io.watchbill.engine.decode.EventLayout;
import io.watchbill.statistics.NumericReference;
import io.watchbill.statistics.state.PartSink;
import io.watchbill.statistics.state.StateFormatException;
import io.watchbill.statistics.state.StateReader;
import io.watchbill.statistics.state.StateWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one version of a model has done. Not thread-safe. */
final class VersionState {
    private static final int CONFIDENCE_BUCKETS = 20;

    /** More than there can be classes, so that a pair of them is one number. */
    static final int CLASS_STRIDE = 128;

    private static final double[] DELAYS = {
        60, 300, 900, 1_800, 3_600, 7_200, 14_400, 28_800, 57_600, 86_400, 172_800, 345_600, 604_800, 1_209_600
    };

    private final ModelPlan model;
    private final String version;
    private final ModelNames names;
    private final Traffic traffic;
    private final SegmentStates segments;
    private final Cells predictions = new Cells();
    private final HistogramCounts latency;
    private final HistogramCounts confidence = new HistogramCounts(HistogramCounts.even(0, 1, CONFIDENCE_BUCKETS));
    private final @Nullable HistogramCounts values;
    private final BusinessState business;
    private final HistogramCounts labelDelay = new HistogramCounts(DELAYS);
    private final @Nullable HoldoutState holdout;
    private final OutcomeCounts outcomes;
    private final QualityState quality;
    private final FeedbackState feedback;
    private final Cells labelled = new Cells();
    /** Cells of the labelled that have a place of their own. */
    private int labelledApart;

    private final ErrorSums errors = new ErrorSums();
    private LabelCounts labels = new LabelCounts(0, 0, 0, 0, 0);
    private long newest = Long.MIN_VALUE;
    private boolean changed = true;

    VersionState(ModelPlan model, String version, ModelNames names) {
        this.model = model;
        this.version = version;
        this.names = names;
        VersionPlan plan = model.version(version);
        this.traffic = new Traffic(model, plan, names, true);
        this.segments = new SegmentStates(model, plan, names);
        this.latency = new HistogramCounts(model.latencyBounds());
        this.values =
                model.layout().answer() == EventLayout.Answer.NUMBER ? new HistogramCounts(valueBounds(plan)) : null;
        this.business = new BusinessState(model);
        this.outcomes = new OutcomeCounts(names);
        this.feedback = new FeedbackState(model.business().feedback(), model.businessWindows());
        this.quality = new QualityState(model.model().quality());
        this.holdout = model.model()
                .performance()
                .holdout()
                .map(planned -> new HoldoutState(model, planned))
                .orElse(null);
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
     */
    void predicted(BinnedBatch.Predictions from, int[] rows, int count, PredictionRows numbers) {
        changed = true;
        boolean worth = business.watched();
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            seen(from.times[row]);
            if (Double.isFinite(from.latencies[row])) {
                latency.observe(from.latencies[row] / 1_000);
            }
            if (from.failures[row]) {
                continue;
            }
            int arm = numbers.arms[row];
            predictions.add(numbers.classes[row], arm, 1);
            if (Double.isFinite(from.confidences[row])) {
                confidence.observe(from.confidences[row]);
            }
            if (values != null && Double.isFinite(from.answerNumbers[row])) {
                values.observe(from.answerNumbers[row]);
            }
            if (worth) {
                business.predicted(from.times[row], arm);
            }
            if (holdout != null && arm != names.holdout) {
                holdout.predicted(false);
            }
        }
        traffic.predicted(from, rows, count, numbers);
        segments.predicted(from, rows, count, numbers);
    }

    /** Counts the first label of a prediction. */
    void labelled(Joined label, long labelTime) {
        changed = true;
        labels = labels.withJoined();
        Outcome outcome = label.outcome();
        count(outcome.predicted() * CLASS_STRIDE + outcome.actual(), label.arm());
        if (model.regression()) {
            errors.add(label.arm(), outcome);
        }
        labelDelay.observe(Math.max(0, labelTime - label.predictionTime()) / 1_000.0);
        if (label.arm() != names.holdout) {
            traffic.labelled(label);
            segments.labelled(label);
        }
    }

    private void count(int pair, int arm) {
        if (labelled.get(pair, arm) > 0) {
            labelled.add(pair, arm, 1);
        } else if (names.combinations.take()) {
            labelledApart++;
            labelled.add(pair, arm, 1);
        } else {
            int other = names.classes.number(CappedNames.OTHER);
            labelled.add(other * CLASS_STRIDE + other, names.arms.number(CappedNames.OTHER), 1);
        }
    }

    /** How many combinations of names this version counts apart. */
    int combinations() {
        return labelledApart + outcomes.apart();
    }

    /**
     * Puts a corrected label in the place of an older one, in every window. Counters cannot go down: they keep the first
     * label.
     *
     * @param before the outcome by the label that is corrected
     */
    void relabelled(Joined label, Outcome before) {
        changed = true;
        labels = labels.withRelabelled();
        if (label.arm() != names.holdout) {
            traffic.relabelled(label, before);
            segments.relabelled(label, before);
        }
    }

    void duplicateLabel() {
        changed = true;
        labels = labels.withDuplicate();
    }

    void orphanLabel() {
        changed = true;
        labels = labels.withOrphan();
    }

    void unlabelled(long predictions) {
        changed = true;
        labels = labels.withUnlabelled(predictions);
    }

    /** The comparison of this version with the holdout; null without one. */
    @Nullable
    HoldoutState holdout() {
        return holdout;
    }

    BusinessState business() {
        changed = true;
        return business;
    }

    OutcomeCounts outcomes() {
        changed = true;
        return outcomes;
    }

    FeedbackState feedback() {
        changed = true;
        return feedback;
    }

    QualityState quality() {
        changed = true;
        return quality;
    }

    /** Takes note that the version is alive. */
    void seen(long time) {
        changed = true;
        newest = Math.max(newest, time);
    }

    String name() {
        return version;
    }

    /** The newest event; {@link Long#MIN_VALUE} before the first. */
    long newest() {
        return newest;
    }

    /** Moves the windows on to the clock, and copies everything that the page and the scores need. */
    VersionTotals totals(long clock, @Nullable RunState runs) {
        int classes = names.classes.size();
        return new VersionTotals(
                version,
                traffic.totals(clock, classes),
                segments.totals(clock, classes),
                latency.view(),
                confidence.view(),
                values == null ? null : values.view(),
                predictionCounts(),
                labels,
                labelDelay.view(),
                labelledCounts(),
                errors.all(names.arms),
                traffic.changes(),
                holdout == null ? List.of() : holdout.scores(),
                outcomes.business(),
                outcomes.feedback(),
                outcomes.downstream(),
                business.watched() ? business.windows(clock, names.arms) : List.of(),
                feedback.scores(clock),
                quality.views(),
                runs == null ? List.of() : runs.windows(version),
                runs == null ? null : runs.view(version));
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

    /** Puts what changed. */
    void save(PartSink to) {
        if (holdout != null) {
            holdout.save(to);
        }
        if (!changed && !to.everything()) {
            return;
        }
        changed = false;
        to.put("counts", this::write);
        traffic.save(to.in(StateSteps.TRAFFIC, StateSteps.ALL));
        segments.save(to);
        business.save(to);
        feedback.save(to);
    }

    private void write(StateWriter to) {
        to.signed(newest);
        labels.save(to);
        predictions.write(to);
        labelled.write(to);
        errors.save(to);
        latency.save(to);
        confidence.save(to);
        labelDelay.save(to);
        to.flag(values != null);
        if (values != null) {
            values.save(to);
        }
        outcomes.save(to);
        quality.save(to);
        segments.write(to);
    }

    /** Takes over what was saved of this version, as far as it means the same; this must be new. */
    void restore(Restoring from) {
        if (holdout != null) {
            holdout.restore(from);
        }
        StateReader counts = from.part("counts");
        if (counts == null) {
            throw new StateFormatException(from.from().prefix(), "expected the counts of that version");
        }
        newest = counts.signed();
        labels = LabelCounts.restored(counts);
        predictions.read(counts);
        labelled.read(counts);
        int classes = names.classes.size();
        counts.require(
                predictions.within(classes, names.arms.size())
                        && labelled.within(classes * CLASS_STRIDE, names.arms.size()),
                "classes and arms that have a name");
        labelled.each(
                (cell, arm, count) -> counts.require(cell % CLASS_STRIDE < classes, "actual classes that have a name"));
        labelledApart = labelled.count();
        names.combinations.restored(labelledApart);
        errors.restore(counts, names.arms.size());
        restore(latency, counts, from, "its latency");
        restore(confidence, counts, from, "its confidence");
        restore(labelDelay, counts, from, "its label delay");
        if (counts.flag()) {
            restore(values == null ? new HistogramCounts(new double[0]) : values, counts, from, "its answers");
        }
        outcomes.restore(counts);
        quality.restore(counts, from);
        segments.restore(counts, from);
        counts.end();
        traffic.restore(from.in(StateSteps.TRAFFIC, StateSteps.ALL));
        business.restore(from);
        feedback.restore(from);
    }

    private static void restore(HistogramCounts to, StateReader counts, Restoring from, String what) {
        if (!to.restore(counts)) {
            from.lost("the buckets of " + what + " changed; the histogram starts anew");
        }
    }

    long bytesHeld() {
        return traffic.bytesHeld() + segments.bytesHeld();
    }
}
