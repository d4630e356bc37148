package io.watchbill.engine;

import io.watchbill.engine.decode.DecodedBatch;
import io.watchbill.spec.Business;
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
    private @Nullable SpilledPredictions frozen;

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
    }

    /** The frozen predictions are kept by the host now. */
    void spilled() {
        frozen = null;
    }

    /**
     * Finds the prediction of an id: of that time if it is known, else the newest.
     *
     * @param time when the prediction was made, or {@link DecodedBatch#NO_TIME}
     * @param place of what looks for it; later notes do not count yet
     * @param firstOpen the oldest bucket to look in
     * @param newest the newest bucket to look in
     */
    @Nullable
    OpenPrediction find(long high, long low, long time, OpenPredictions.Place place, long firstOpen, long newest) {
        OpenPrediction prediction = frozen == null ? null : frozen.find(high, low, time);
        if (prediction == null && older == OlderPredictions.NONE) {
            return null;
        }
        long first = Math.max(firstOpen, time == DecodedBatch.NO_TIME ? firstOpen : buckets.of(time)) - 1;
        OlderPredictions.Held held = older.find(first, newest, high, low);
        long since = frozen == null ? 0 : frozen.position();
        if (prediction == null) {
            PredictionBytes bytes = newest(held, first, place.position());
            if (bytes == null && first >= firstOpen) {
                return find(high, low, DecodedBatch.NO_TIME, place, firstOpen, newest); // not of the time that was said
            }
            if (bytes != null) {
                prediction = bytes.read(plan, names);
                since = bytes.position();
            }
        }
        if (prediction == null || buckets.of(prediction.time) < firstOpen) {
            return null;
        }
        addNotes(prediction, held, since, place);
        return prediction;
    }

    /** What was spilled after that position is not there yet: it comes when the journal is read on after a crash. */
    private @Nullable PredictionBytes newest(OlderPredictions.Held held, long first, long position) {
        for (int i = held.predictions().length - 1; i >= 0; i--) {
            byte[] value = held.predictions()[i];
            if (value != null) {
                PredictionBytes bytes = new PredictionBytes(value, buckets.start(first + i));
                if (bytes.position() < position) {
                    return bytes;
                }
            }
        }
        return null;
    }

    /**
     * Adds what came for a prediction after it was frozen, by the rules of its arrival. Notes lie in the bucket of the
     * clock when they came, which was never much before the prediction's own time.
     */
    private void addNotes(
            OpenPrediction prediction, OlderPredictions.Held held, long since, OpenPredictions.Place place) {
        LabelNotes notes = new LabelNotes();
        for (byte[] bytes : held.notes()) {
            if (bytes != null) {
                notes.add(bytes);
            }
        }
        notes.between(since, place, note -> {
            if (note.label() == null) {
                prediction.convert(note.time(), conversionWithin);
            } else {
                prediction.label(names.classes.number(note.label()), note.number(), note.time());
            }
        });
    }
}
