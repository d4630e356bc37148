package io.watchbill.engine;

import io.watchbill.engine.decode.DecodedBatch;
import io.watchbill.spec.Business;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The predictions that labels and outcomes may still come for, and what came before its prediction.
 *
 * <p>Of several labels of one prediction that with the newest time counts, the later arrival of two at one time: what a
 * window holds in the end does not depend on the order in which they came. Not thread-safe.
 */
final class OpenPredictions {
    /** The class of everything that is a number. */
    private static final String NUMBER = "";

    /** Numbers kept for each prediction of a classifier of several classes: how many scores, and the scores. */
    private static final int SHARES = 8;

    private final ModelPlan plan;
    private final ModelNames names;
    private final Versions versions;
    private final Joins joins;
    private final ShareRing shares;
    private final Waiting waiting;
    private final long maximumLabelDelay;
    private long newest = Long.MIN_VALUE;
    private long dropped;

    /**
     * @param maximumJoins predictions remembered for their labels
     * @param maximumWaiting labels and business events remembered for their prediction
     */
    OpenPredictions(ModelPlan plan, ModelNames names, Versions versions, int maximumJoins, int maximumWaiting) {
        this.plan = plan;
        this.names = names;
        this.versions = versions;
        this.joins = new Joins(maximumJoins, names.segments.size());
        this.shares =
                new ShareRing((int) Math.min(Integer.MAX_VALUE - 8L, Math.max(1_000L, (long) SHARES * maximumJoins)));
        this.waiting = new Waiting(maximumWaiting);
        this.maximumLabelDelay = plan.model().performance().maximumLabelDelay().toMillis();
    }

    /** Remembers the batch's predictions, and joins what has waited for them. */
    void predicted(BinnedBatch batch, PredictionRows rows) {
        BinnedBatch.Predictions from = batch.predictions;
        BatchNumbers classes = new BatchNumbers(batch, names.classes, "");
        for (int row = 0; row < from.rows; row++) {
            newest = Math.max(newest, from.times[row]);
            if (from.withIds[row] && !from.failures[row]) {
                remember(from, row, rows, classes);
            }
        }
    }

    private void remember(BinnedBatch.Predictions from, int row, PredictionRows rows, BatchNumbers classes) {
        if (joins.full()) {
            dropped++;
            forgetOldest();
        }
        int join = joins.put(
                from.idHighs[row],
                from.idLows[row],
                from.times[row],
                rows.versions[row],
                rows.classes[row],
                rows.arms[row]);
        joins.setOpponent(join, rows.opponents[row]);
        for (int segment = 0; segment < rows.segments.length; segment++) {
            joins.setSegment(join, segment, rows.segments[segment][row]);
        }
        double detail = switch (plan.layout().answer()) {
            case BINARY -> from.scores[row];
            case CLASS -> (double) keep(from.shares, row, classes);
            case NUMBER -> from.answerNumbers[row];
        };
        joins.setNumbers(join, detail, from.confidences[row]);
        for (Waiting.Event event : waiting.take(from.idHighs[row], from.idLows[row])) {
            if (event.label() != null) {
                join(join, event);
            } else {
                credit(join, event);
            }
        }
    }

    private long keep(BinnedBatch.Shares from, int row, BatchNumbers classes) {
        int start = from.start(row);
        int end = from.ends[row];
        if (start == end) {
            return ShareRing.NOTHING;
        }
        long kept = shares.start(end - start);
        for (int at = start; at < end; at++) {
            shares.add(classes.of(from.classes[at]), from.values[at]);
        }
        return kept;
    }

    private void forgetOldest() {
        int row = joins.oldest();
        if (!joins.labelled(row)) {
            versions.at(joins.version(row)).unlabelled();
        }
        joins.dropOldest();
    }

    /** Joins the batch's labels. */
    void labelled(BinnedBatch batch) {
        BinnedBatch.Labels from = batch.labels;
        for (int i = 0; i < from.rows; i++) {
            newest = Math.max(newest, from.times[i]);
            String text = BinnedBatch.text(batch, from.answers[i]);
            Waiting.Event label = new Waiting.Event(
                    from.times[i],
                    text == null ? NUMBER : text,
                    versions.number(BinnedBatch.text(batch, from.versions[i])),
                    null,
                    from.answerNumbers[i],
                    null);
            long predicted = from.predictionTimes[i];
            int join = predicted == DecodedBatch.NO_TIME
                    ? joins.find(from.idHighs[i], from.idLows[i])
                    : joins.find(from.idHighs[i], from.idLows[i], predicted);
            if (join >= 0) {
                join(join, label);
            } else if (predicted != DecodedBatch.NO_TIME && predicted < newest - maximumLabelDelay) {
                lost(label);
            } else {
                waiting.add(from.idHighs[i], from.idLows[i], label, this::lost);
            }
        }
    }

    private void join(int join, Waiting.Event label) {
        VersionState version = versions.at(joins.version(join));
        version.seen(label.time());
        int actual = ModelNames.number(names.classes, label.label());
        boolean newer = label.time() >= joins.labelTime(join);
        if (!joins.labelled(join)) {
            note(join, actual, label);
            version.labelled(joined(join), label.time());
            HoldoutState holdout = holdout(join);
            if (holdout != null) {
                holdout.labelled(isHoldout(join), outcome(join));
            }
        } else if (plan.regression() ? joins.labelNumber(join) == label.value() : joins.label(join) == actual) {
            if (newer) {
                note(join, actual, label);
            }
            version.duplicateLabel();
        } else if (newer) {
            Outcome before = outcome(join);
            note(join, actual, label);
            version.relabelled(joined(join), before);
            HoldoutState holdout = holdout(join);
            if (holdout != null) {
                holdout.relabelled(isHoldout(join), before, outcome(join));
            }
        } else {
            version.duplicateLabel();
        }
    }

    private void note(int join, int actual, Waiting.Event label) {
        if (plan.regression()) {
            joins.setLabelNumber(join, label.value(), label.time());
        } else {
            joins.setLabel(join, actual, label.time());
        }
    }

    private Joined joined(int join) {
        int[] segments = new int[names.segments.size()];
        for (int segment = 0; segment < segments.length; segment++) {
            segments[segment] = joins.segment(join, segment);
        }
        return new Joined(joins.time(join), joins.arm(join), segments, outcome(join));
    }

    private Outcome outcome(int join) {
        double detail = joins.detail(join);
        int predicted = joins.answer(join);
        int actual = joins.label(join);
        return switch (plan.layout().answer()) {
            case NUMBER -> Outcome.ofNumbers(predicted, actual, detail, joins.labelNumber(join));
            case BINARY -> Outcome.ofTwo(predicted, actual, detail, joins.confidence(join));
            case CLASS -> Outcome.ofSeveral(predicted, actual, joins.confidence(join), shares.kept((long) detail));
        };
    }

    /** Whether a prediction was made for the holdout. */
    boolean isHoldout(int join) {
        return joins.arm(join) == names.holdout;
    }

    /** The comparison that a prediction is part of; null without a holdout. */
    private @Nullable HoldoutState holdout(int join) {
        return versions.at(isHoldout(join) ? joins.opponent(join) : joins.version(join))
                .holdout();
    }

    /** A business event was counted when it came; only a label without its prediction is an orphan. */
    private void lost(Waiting.Event event) {
        if (event.label() != null) {
            VersionState version = versions.at(event.version());
            version.seen(event.time());
            version.orphanLabel();
        }
    }

    /** The newest prediction of that id, or -1. */
    int find(long high, long low) {
        return joins.find(high, low);
    }

    /** The version of a prediction that was {@link #find found}. */
    VersionState version(int join) {
        return versions.at(joins.version(join));
    }

    /** Counts a business event, and credits it to the prediction that was found, or to the one that it waits for. */
    void business(BinnedBatch batch, int row, int join) {
        BinnedBatch.Outcomes from = batch.outcomes;
        Waiting.Event event = new Waiting.Event(
                from.times[row],
                null,
                versions.number(BinnedBatch.text(batch, from.versions[row])),
                BinnedBatch.text(batch, from.subjects[row]),
                from.values[row],
                BinnedBatch.text(batch, from.details[row]));
        int arm = join >= 0 ? joins.arm(join) : ModelNames.number(names.arms, BinnedBatch.text(batch, from.arms[row]));
        VersionState version = versions.at(join >= 0 ? joins.version(join) : event.version());
        version.seen(event.time());
        version.outcomes().business(event.event(), event.unit(), arm, event.value());
        if (join >= 0) {
            credit(join, event);
        } else if (from.withIds[row]) {
            waiting.add(from.idHighs[row], from.idLows[row], event, this::lost);
        } else if (isValue(event)) {
            version.business().value(event.time(), arm, event.value());
        }
    }

    /** Credits a business event to its prediction: once as a conversion, each time as a value. */
    private void credit(int join, Waiting.Event event) {
        VersionState version = versions.at(joins.version(join));
        int arm = joins.arm(join);
        long predicted = joins.time(join);
        Optional<Business.Conversion> conversion = plan.business().conversion();
        if (conversion.isPresent()
                && conversion.get().event().equals(event.event())
                && !joins.converted(join)
                && event.time() >= predicted
                && event.time() - predicted <= conversion.get().within().toMillis()) {
            joins.setConverted(join);
            version.business().converted(predicted, arm);
            HoldoutState holdout = holdout(join);
            if (holdout != null) {
                holdout.converted(isHoldout(join));
            }
        }
        if (isValue(event)) {
            version.business().value(predicted, arm, event.value());
        }
    }

    private boolean isValue(Waiting.Event event) {
        Optional<Business.Value> value = plan.business().value();
        return value.isPresent()
                && value.get().event().equals(event.event())
                && value.get().unit().equals(event.unit())
                && Double.isFinite(event.value());
    }

    /** Forgets what is too old at that moment: predictions without label are unlabelled, labels without it orphans. */
    void expire(long now) {
        while (joins.size() > 0 && joins.time(joins.oldest()) < now - maximumLabelDelay) {
            forgetOldest();
        }
        waiting.expire(now - maximumLabelDelay, this::lost);
    }

    /** Predictions that are remembered. */
    Bound joinsBound() {
        return new Bound(joins.size(), joins.maximum(), dropped);
    }

    /** Labels and business events that wait. */
    Bound waitingBound() {
        return waiting.bound();
    }
}
