package io.watchbill.engine;

import io.watchbill.engine.decode.DecodedBatch;
import io.watchbill.spec.Business;
import io.watchbill.statistics.state.StateReader;
import io.watchbill.statistics.state.StateWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The predictions that labels and outcomes may still come for, and what came before its prediction. The newest are in
 * memory; where the host keeps older ones, those that were {@link #freeze frozen} are found there.
 *
 * <p>What is given up, and when, follows the clock of the batches alone, so that the same batches in the same order give
 * the same state. Not thread-safe.
 */
final class OpenPredictions {
    /** The class of everything that is a number. */
    private static final String NUMBER = "";

    private static final int NO_ROW = -1;

    private final ModelPlan plan;
    private final ModelNames names;
    private final Versions versions;
    private final DepartedPredictions departed;
    private final LabelBuckets buckets;
    private final Expiries expiries = new Expiries();
    private final Waiting waiting;
    private final long maximumLabelDelay;
    private RecentPredictions recent;
    private long clock = Long.MIN_VALUE;
    private long newest = Long.MIN_VALUE;
    private long firstOpen = Long.MIN_VALUE;
    private long dropped;
    private boolean olderAreVoid;

    OpenPredictions(ModelPlan plan, ModelNames names, Versions versions, StateSettings settings) {
        this.plan = plan;
        this.names = names;
        this.versions = versions;
        this.departed = new DepartedPredictions(plan, names, settings.older());
        this.buckets = plan.labelBuckets();
        this.recent = new RecentPredictions(plan, settings.maximumJoins());
        this.waiting = new Waiting(settings.maximumWaiting());
        this.maximumLabelDelay = plan.model().performance().maximumLabelDelay().toMillis();
    }

    /** A prediction that was found; its row if it is in memory and may be written. */
    record Found(OpenPrediction prediction, int row) {}

    /** Where a batch's event stands in the journal. */
    record Place(long position, int row) {}

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
        long bucket = buckets.of(from.times[row]);
        if (bucket < firstOpen) {
            versions.at(rows.versions[row]).unlabelled(1);
            return;
        }
        if (recent.joins().full()) {
            dropped++;
            forgetOldest();
        }
        int join = recent.put(from, row, rows, classes);
        expiries.opened(bucket, rows.versions[row]);
        var events = waiting.take(from.idHighs[row], from.idLows[row]);
        if (!events.isEmpty()) {
            Found found = new Found(recent.read(join), join);
            for (Waiting.Event event : events) {
                if (event.label() != null) {
                    join(found, event);
                } else {
                    credit(found, event);
                }
            }
        }
    }

    private void forgetOldest() {
        Joins joins = recent.joins();
        int row = joins.oldest();
        long bucket = buckets.of(joins.time(row));
        if (bucket >= firstOpen && !joins.labelled(row)) {
            expiries.closed(bucket, joins.version(row));
            versions.at(joins.version(row)).unlabelled(1);
        }
        joins.dropOldest();
    }

    /** What a batch will ask of the predictions that have left memory; null if nothing. */
    @Nullable
    Recall ask(BinnedBatch batch) {
        return firstOpen == Long.MIN_VALUE ? null : departed.ask(batch, recent.joins(), firstOpen, buckets.of(clock));
    }

    /** Reads what the batch asks and was not read {@code ahead}; its predictions are remembered already. */
    void prepare(BinnedBatch batch, long position, @Nullable Recalled ahead) {
        if (firstOpen != Long.MIN_VALUE) {
            departed.prepare(batch, position, recent.joins(), firstOpen, buckets.of(clock), ahead);
        }
    }

    /** Joins the batch's labels. */
    void labelled(BinnedBatch batch, long position) {
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
            Found found = find(from.idHighs[i], from.idLows[i], predicted, new Place(position, i));
            if (found != null) {
                join(found, label);
            } else if (predicted != DecodedBatch.NO_TIME && predicted < newest - maximumLabelDelay) {
                lost(label);
            } else {
                waiting.add(from.idHighs[i], from.idLows[i], label, this::lost);
            }
        }
    }

    private void join(Found found, Waiting.Event label) {
        OpenPrediction prediction = found.prediction();
        VersionState version = versions.at(prediction.version);
        version.seen(label.time());
        int actual = ModelNames.number(names.classes, label.label());
        Outcome before = outcome(prediction);
        HoldoutState holdout = holdout(prediction);
        switch (prediction.label(actual, plan.regression() ? label.value() : Double.NaN, label.time())) {
            case FIRST -> {
                expiries.closed(buckets.of(prediction.time), prediction.version);
                version.labelled(joined(prediction), label.time());
                if (holdout != null) {
                    holdout.labelled(isHoldout(prediction), outcome(prediction));
                }
            }
            case CORRECTED -> {
                version.relabelled(joined(prediction), before);
                if (holdout != null) {
                    holdout.relabelled(isHoldout(prediction), before, outcome(prediction));
                }
            }
            case DUPLICATE -> version.duplicateLabel();
        }
        keep(found);
    }

    private void keep(Found found) {
        if (found.row() != NO_ROW) {
            recent.write(found.row(), found.prediction());
        }
    }

    private Joined joined(OpenPrediction prediction) {
        return new Joined(prediction.time, prediction.arm, prediction.segments, outcome(prediction));
    }

    private Outcome outcome(OpenPrediction prediction) {
        int predicted = prediction.answer;
        int actual = prediction.label();
        return switch (plan.layout().answer()) {
            case NUMBER -> Outcome.ofNumbers(predicted, actual, prediction.number, prediction.labelNumber());
            case BINARY -> Outcome.ofTwo(predicted, actual, prediction.number, prediction.confidence);
            case CLASS -> Outcome.ofSeveral(predicted, actual, prediction.confidence, prediction.shares);
        };
    }

    /** Whether a prediction was made for the holdout. */
    boolean isHoldout(OpenPrediction prediction) {
        return prediction.arm == names.holdout;
    }

    /** The comparison that a prediction is part of; null without a holdout. */
    private @Nullable HoldoutState holdout(OpenPrediction prediction) {
        return versions.at(isHoldout(prediction) ? prediction.opponent : prediction.version)
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

    /**
     * Finds the prediction of an id of the batch that was {@link #prepare prepared} last: of that time if it is known,
     * else the newest.
     *
     * @param time when the prediction was made, or {@link DecodedBatch#NO_TIME}
     * @param place of what looks for it; later notes do not count yet
     */
    @Nullable
    Found find(long high, long low, long time, Place place) {
        int row = time == DecodedBatch.NO_TIME
                ? recent.joins().find(high, low)
                : recent.joins().find(high, low, time);
        if (row >= 0) {
            return buckets.of(recent.joins().time(row)) < firstOpen ? null : new Found(recent.read(row), row);
        }
        OpenPrediction left = departed.find(high, low, time, place, firstOpen);
        return left == null ? null : new Found(left, NO_ROW);
    }

    /** The version of a prediction that was {@link #find found}. */
    VersionState version(OpenPrediction prediction) {
        return versions.at(prediction.version);
    }

    /** Counts a business event, and credits it to the prediction that was found, or to the one that it waits for. */
    void business(BinnedBatch batch, int row, @Nullable Found found) {
        BinnedBatch.Outcomes from = batch.outcomes;
        Waiting.Event event = new Waiting.Event(
                from.times[row],
                null,
                versions.number(BinnedBatch.text(batch, from.versions[row])),
                BinnedBatch.text(batch, from.subjects[row]),
                from.values[row],
                BinnedBatch.text(batch, from.details[row]));
        int arm = found != null
                ? found.prediction().arm
                : ModelNames.number(names.arms, BinnedBatch.text(batch, from.arms[row]));
        VersionState version = versions.at(found != null ? found.prediction().version : event.version());
        version.seen(event.time());
        version.outcomes().business(event.event(), event.unit(), arm, event.value());
        if (found != null) {
            credit(found, event);
        } else if (from.withIds[row]) {
            waiting.add(from.idHighs[row], from.idLows[row], event, this::lost);
        } else if (isValue(event)) {
            version.business().value(event.time(), arm, event.value());
        }
    }

    /** Credits a business event to its prediction: once as a conversion, each time as a value. */
    private void credit(Found found, Waiting.Event event) {
        OpenPrediction prediction = found.prediction();
        VersionState version = versions.at(prediction.version);
        Optional<Business.Conversion> conversion = plan.business().conversion();
        if (conversion.isPresent()
                && conversion.get().event().equals(event.event())
                && prediction.convert(event.time(), conversion.get().within().toMillis())) {
            version.business().converted(prediction.time, prediction.arm);
            HoldoutState holdout = holdout(prediction);
            if (holdout != null) {
                holdout.converted(isHoldout(prediction));
            }
            keep(found);
        }
        if (isValue(event)) {
            version.business().value(prediction.time, prediction.arm, event.value());
        }
    }

    private boolean isValue(Waiting.Event event) {
        Optional<Business.Value> value = plan.business().value();
        return value.isPresent()
                && value.get().event().equals(event.event())
                && value.get().unit().equals(event.unit())
                && Double.isFinite(event.value());
    }

    /** Moves on to the clock: predictions whose bucket has passed are unlabelled, labels without theirs orphans. */
    void expire(long now) {
        if (now <= clock) {
            return;
        }
        clock = now;
        firstOpen = buckets.firstOpen(now);
        expiries.expireBefore(firstOpen, this::expired);
        Joins joins = recent.joins();
        while (joins.size() > 0 && buckets.of(joins.time(joins.oldest())) < firstOpen) {
            joins.dropOldest();
        }
        waiting.expire(now - maximumLabelDelay, this::lost);
    }

    /** A version that is forgotten has no counters any more. */
    private void expired(int version, long predictions) {
        VersionState state = versions.find(version);
        if (state != null) {
            state.unlabelled(predictions);
        }
    }

    /** Whether moving on to that clock would give anything up. */
    boolean expiresAt(long now) {
        return expiries.anyBefore(buckets.firstOpen(now)) || waiting.anyBefore(now - maximumLabelDelay);
    }

    /** The oldest bucket that is open, {@link Long#MIN_VALUE} before the first event: what is older is not looked up. */
    long firstOpen() {
        return firstOpen;
    }

    /** Saves all but the predictions in memory, which are frozen and spilled at the same record. */
    void save(StateWriter to) {
        to.signed(clock);
        to.signed(newest);
        to.varint(dropped);
        to.varint(buckets.width());
        expiries.save(to);
        waiting.save(to);
    }

    /**
     * Restores what was saved. Under another longest time for a label, predictions of before are given up: they lie in
     * buckets of another width.
     */
    void restore(StateReader from, StateLosses losses) {
        clock = from.signed();
        newest = from.signed();
        dropped = from.counted();
        firstOpen = clock == Long.MIN_VALUE ? clock : buckets.firstOpen(clock);
        olderAreVoid = from.counted() != buckets.width();
        expiries.restore(from, names.versions.size());
        if (olderAreVoid) {
            losses.addPredictions();
            expiries.expireBefore(Long.MAX_VALUE, this::expired);
        }
        waiting.restore(from, this::lost);
    }

    boolean olderAreVoid() {
        return olderAreVoid;
    }

    /**
     * Takes over the predictions in memory of the same model under another plan, as far as they still mean the same. None
     * are frozen, and the names of both plans have the same numbers.
     */
    void adopt(OpenPredictions before) {
        Joins joins = before.recent.joins();
        for (int place = 0; place < joins.size() && !olderAreVoid; place++) {
            int row = joins.row(place);
            long time = joins.time(row);
            byte[] bytes = PredictionBytes.of(before.recent.read(row), before.plan, 0, time);
            OpenPrediction prediction = new PredictionBytes(bytes, time).read(plan, names);
            if (prediction != null && buckets.of(time) >= firstOpen) {
                recent.put(joins.idHigh(row), joins.idLow(row), prediction);
            }
        }
    }

    /**
     * Sets the predictions in memory apart, so that the host can spill them; from now on they do not change.
     *
     * @param position of the newest record that is applied
     * @return null if there are none
     */
    @Nullable
    SpilledPredictions freeze(long position) {
        if (recent.joins().size() == 0) {
            return null;
        }
        SpilledPredictions frozen = new SpilledPredictions(recent, buckets, firstOpen, position);
        departed.froze(frozen);
        recent = recent.next();
        return frozen;
    }

    /** Forgets the frozen predictions, which nobody is to use any more: the host keeps them now. */
    void spilled() {
        SpilledPredictions spilled = departed.spilled();
        if (spilled != null) {
            spilled.rows().giveBack();
        }
    }

    /** Predictions in memory, the frozen ones apart. */
    int size() {
        return recent.joins().size();
    }

    /** Predictions that are remembered. */
    Bound joinsBound() {
        return new Bound(recent.joins().size(), recent.joins().maximum(), dropped);
    }

    /** Labels and business events that wait. */
    Bound waitingBound() {
        return waiting.bound();
    }
}
