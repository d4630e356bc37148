package io.watchbill.engine;

import io.watchbill.engine.decode.DecodedBatch;
import io.watchbill.spec.Business;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The predictions of one model that have left memory: those that are frozen and being written, and those that the host
 * keeps. Neither changes: what came for one later is in its notes. Not thread-safe.
 */
final class DepartedPredictions {
    private final ModelPlan plan;
    private final ModelNames names;
    private final OlderPredictions older;
    private final LabelBuckets buckets;
    private final long conversionWithin;
    private final NotedIds noted = new NotedIds();
    private @Nullable SpilledPredictions frozen;
    private Object departures = new Object();
    private Recalled recalled = Recalled.NOTHING;
    /** Of the newest batch whose notes are known. */
    private long seen = -1;

    DepartedPredictions(ModelPlan plan, ModelNames names, OlderPredictions older) {
        this.plan = plan;
        this.names = names;
        this.older = older;
        this.buckets = plan.labelBuckets();
        this.conversionWithin = plan.business()
                .conversion()
                .map(Business.Conversion::within)
                .map(within -> within.toMillis())
                .orElse(0L);
    }

    /** Takes predictions that leave memory; those before must be spilled. */
    void froze(SpilledPredictions predictions) {
        if (frozen != null) {
            throw new IllegalStateException("the predictions that were frozen last are not spilled yet");
        }
        frozen = predictions;
        departures = new Object();
    }

    /** Gives up the frozen predictions: they are kept by the host now. */
    @Nullable
    SpilledPredictions spilled() {
        SpilledPredictions spilled = frozen;
        frozen = null;
        departures = new Object();
        return spilled;
    }

    /**
     * What a batch asks of the predictions that have left memory, to be read before it is applied.
     *
     * @param recent the predictions in memory
     * @param firstOpen the oldest bucket to look in
     * @param newest the newest bucket to look in
     * @return null if it asks nothing
     */
    @Nullable
    Recall ask(BinnedBatch batch, Joins recent, long firstOpen, long newest) {
        Recall recall = new Recall(older, buckets, firstOpen, newest, Long.MAX_VALUE, departures, seen);
        forEachId(batch, (high, low, told, time) -> ask(recall, recent, high, low, told, time));
        return recall.isEmpty() ? null : recall;
    }

    private void ask(Recall recall, Joins recent, long high, long low, long told, long time) {
        if (recent.find(high, low) >= 0) {
            return;
        }
        OpenPrediction known = frozen == null ? null : frozen.find(high, low, time);
        if (known == null) {
            recall.ask(high, low, told);
        } else {
            recall.askNotes(high, low, told, buckets.of(known.time));
        }
    }

    /**
     * Reads what a batch that is being applied asks, as far as that is not known: what was read ahead of time counts if no
     * prediction has left memory since, and for an id that got no note since.
     */
    void prepare(
            BinnedBatch batch, long position, Joins recent, long firstOpen, long newest, @Nullable Recalled ahead) {
        Recalled known = ahead != null && ahead.departures() == departures ? ahead : Recalled.NOTHING;
        Recall recall = new Recall(older, buckets, firstOpen, newest, position, departures, position);
        forEachId(batch, (high, low, told, time) -> {
            if (known.of(new Recalled.Id(high, low, told)) == null || noted.anyAfter(high, low, known.seen())) {
                ask(recall, recent, high, low, told, time);
            }
            noted.add(high, low, position);
        });
        seen = position;
        recalled = recall.isEmpty() ? known : read(recall).or(known);
        if (recalled.anyUnreadable()) {
            int[] ids = {0};
            forEachId(batch, (high, low, told, time) -> {
                if (recalled.unreadable(new Recalled.Id(high, low, told))) {
                    ids[0]++;
                }
            });
            older.givenUp(ids[0]);
        }
    }

    /** The batch is stored and cannot be refused any more. */
    private static Recalled read(Recall recall) {
        try {
            return recall.read();
        } catch (OlderPredictions.UnreadableException e) {
            return recall.unreadable();
        }
    }

    private interface IdVisitor {
        void id(long high, long low, long told, long time);
    }

    private void forEachId(BinnedBatch batch, IdVisitor visitor) {
        if (older == OlderPredictions.NONE) {
            return;
        }
        BinnedBatch.Labels labels = batch.labels;
        for (int row = 0; row < labels.rows; row++) {
            long time = labels.predictionTimes[row];
            visitor.id(labels.idHighs[row], labels.idLows[row], told(time), time);
        }
        BinnedBatch.Outcomes outcomes = batch.outcomes;
        for (int row = 0; row < outcomes.rows; row++) {
            if (outcomes.withIds[row]) {
                visitor.id(outcomes.idHighs[row], outcomes.idLows[row], Recall.ANY, DecodedBatch.NO_TIME);
            }
        }
    }

    private long told(long time) {
        return time == DecodedBatch.NO_TIME ? Recall.ANY : buckets.of(time);
    }

    /**
     * Finds the prediction of an id that the batch {@link #prepare prepared} last asks for: of that time if it is known,
     * else the newest. One of which something cannot be read is not found: joined to half of what came for it, a label
     * might count twice.
     *
     * @param time when the prediction was made, or {@link DecodedBatch#NO_TIME}
     * @param place of what looks for it; later notes do not count yet
     * @param firstOpen the oldest bucket to look in
     */
    @Nullable
    OpenPrediction find(long high, long low, long time, OpenPredictions.Place place, long firstOpen) {
        OpenPrediction prediction = frozen == null ? null : frozen.find(high, low, time);
        long since = frozen == null ? 0 : frozen.position();
        Recalled.Kept kept = recalled.of(new Recalled.Id(high, low, told(time)));
        if (prediction == null && kept != null && kept.value() != null) {
            PredictionBytes bytes = new PredictionBytes(kept.value(), buckets.start(kept.bucket()));
            prediction = bytes.read(plan, names);
            since = bytes.position();
        }
        if (prediction == null || buckets.of(prediction.time) < firstOpen || (kept != null && kept.unreadable())) {
            return null;
        }
        if (kept != null) {
            addNotes(prediction, kept.notes(), since, place);
        }
        return prediction;
    }

    /**
     * Adds what came for a prediction after it was frozen, by the rules of its arrival. Notes lie in the bucket of the
     * clock when they came, which was never much before the prediction's own time.
     */
    private void addNotes(OpenPrediction prediction, List<byte[]> stored, long since, OpenPredictions.Place place) {
        LabelNotes notes = new LabelNotes();
        stored.forEach(notes::add);
        notes.between(since, place, note -> {
            if (note.label() == null) {
                prediction.convert(note.time(), conversionWithin);
            } else {
                prediction.label(names.classes.number(note.label()), note.number(), note.time());
            }
        });
    }
}
