package io.watchbill.engine;

import io.watchbill.engine.decode.EventKind;
import io.watchbill.statistics.state.StateReader;
import io.watchbill.statistics.state.StateWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Notes of the labels and conversions that came for an id. They are stored together with the record that brought them,
 * so that a prediction on disk never has to be written again, and a label that was counted is known after a crash.
 */
public final class LabelNotes {
    private static final int CONVERSION = 0;
    private static final int LABEL = 1;
    private static final int NUMBER = 2;

    private final List<Note> notes = new ArrayList<>();

    LabelNotes() {}

    /** Takes a note. */
    public interface Visitor {
        /**
         * Takes one.
         *
         * @param note to be put behind those that are there of that bucket and id
         */
        void note(long bucket, long high, long low, byte[] note);
    }

    /**
     * One note.
     *
     * @param label the true class, the empty text for a regression's; null for a conversion
     * @param number the true number of a regression; else NaN
     */
    record Note(long position, int row, long time, @Nullable String label, double number) {}

    /** Shows the notes that a batch makes. */
    public static void of(ModelPlan plan, BinnedBatch batch, long position, Visitor visitor) {
        long bucket = plan.labelBuckets().of(batch.clock.clockMillis());
        BinnedBatch.Labels labels = batch.labels;
        for (int row = 0; row < labels.rows; row++) {
            StateWriter to = begin(plan.regression() ? NUMBER : LABEL, position, row, labels.times[row]);
            if (plan.regression()) {
                to.number(labels.answerNumbers[row]);
            } else {
                String label = BinnedBatch.text(batch, labels.answers[row]);
                to.text(label == null ? "" : label);
            }
            visitor.note(bucket, labels.idHighs[row], labels.idLows[row], to.toBytes());
        }
        String conversion =
                plan.business().conversion().map(planned -> planned.event()).orElse(null);
        BinnedBatch.Outcomes outcomes = batch.outcomes;
        for (int row = 0; conversion != null && row < outcomes.rows; row++) {
            if (outcomes.kinds[row] == EventKind.BUSINESS
                    && outcomes.withIds[row]
                    && conversion.equals(BinnedBatch.text(batch, outcomes.subjects[row]))) {
                StateWriter to = begin(CONVERSION, position, labels.rows + row, outcomes.times[row]);
                visitor.note(bucket, outcomes.idHighs[row], outcomes.idLows[row], to.toBytes());
            }
        }
    }

    private static StateWriter begin(int kind, long position, int row, long time) {
        StateWriter to = new StateWriter();
        to.varint(kind);
        to.varint(position);
        to.varint(row);
        to.signed(time);
        return to;
    }

    /** Adds what is stored of one bucket. */
    void add(byte[] stored) {
        StateReader from = new StateReader("the notes of a prediction", stored);
        while (from.remaining() > 0) {
            int kind = from.below(Integer.MAX_VALUE);
            long position = from.counted();
            int row = from.below(Integer.MAX_VALUE);
            long time = from.signed();
            notes.add(
                    switch (kind) {
                        case CONVERSION -> new Note(position, row, time, null, Double.NaN);
                        case LABEL -> new Note(position, row, time, from.text(), Double.NaN);
                        case NUMBER -> new Note(position, row, time, "", from.number());
                        default -> throw from.damaged("a note of kind " + kind);
                    });
        }
    }

    /** Shows the notes that were made after the record at {@code since} and before {@code place}, in their order. */
    void between(long since, OpenPredictions.Place place, Consumer<Note> visitor) {
        notes.sort(Comparator.comparingLong(Note::position).thenComparingInt(Note::row));
        for (Note note : notes) {
            boolean before = note.position() < place.position()
                    || (note.position() == place.position() && note.row() < place.row());
            if (note.position() > since && before) {
                visitor.accept(note);
            }
        }
    }
}
