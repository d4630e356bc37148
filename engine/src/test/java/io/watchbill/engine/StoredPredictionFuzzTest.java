package io.watchbill.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.watchbill.spec.Task;
import io.watchbill.statistics.state.StateFormatException;
import io.watchbill.testing.Damage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whatever the store gives back for a prediction or its notes, it is refused, or read as something that is written so again. */
class StoredPredictionFuzzTest {
    private static final long START = Models.START.toEpochMilli();
    private static final ModelPlan PLAN = new ModelPlan(
            Models.byRegion(Task.BINARY_CLASSIFICATION, 10),
            Models.REBOOKING,
            Map.of("default", Models.profile()),
            List.of());
    private static final ModelNames NAMES = new ModelNames(PLAN, ModelLimits.DEFAULT);
    private static final byte[] PREDICTION = prediction();
    private static final byte[] NOTES = notes();

    private static byte[] prediction() {
        OpenPrediction prediction = new OpenPrediction(START + 60_000, 1, 1, 2, 1, new int[] {1}, 0.7, 0.8, null);
        prediction.restoreLabel(1, 0, START + 120_000);
        return PredictionBytes.of(prediction, PLAN, 17, START);
    }

    private static byte[] notes() {
        KeptPredictions kept = new KeptPredictions();
        Models.Fed fed = new Models.Fed(PLAN, kept, 100, 100);
        List<byte[]> notes = new ArrayList<>();
        fed.stored =
                (batch, position) -> LabelNotes.of(PLAN, batch, position, (bucket, high, low, note) -> notes.add(note));
        fed.send(Models.label(Models.START, "one", "late"), Models.rebooked(Models.START, "one", 64));
        return KeptPredictions.joined(notes.get(0), notes.get(1));
    }

    private static byte[] damaged(byte[] good, byte[] input) {
        byte[] bytes = good;
        for (Damage damage = new Damage(input, 0); damage.hasNext(); ) {
            damage.target(1);
            bytes = damage.apply(bytes);
        }
        return bytes;
    }

    @FuzzTest
    void aDamagedPredictionIsRefusedOrKeptAsItWasRead(byte[] input) {
        for (byte[] form : List.of(damaged(PREDICTION, input), input)) {
            byte[] kept;
            try {
                PredictionBytes bytes = new PredictionBytes(form, START);
                OpenPrediction prediction = bytes.read(PLAN, NAMES);
                if (prediction == null) {
                    continue;
                }
                kept = PredictionBytes.of(prediction, PLAN, bytes.position(), START);
            } catch (StateFormatException refused) {
                continue;
            }
            PredictionBytes again = new PredictionBytes(kept, START);
            OpenPrediction prediction = again.read(PLAN, NAMES);
            assertThat(prediction).isNotNull();
            assertThat(PredictionBytes.of(prediction, PLAN, again.position(), START))
                    .isEqualTo(kept);
        }
    }

    @FuzzTest
    void damagedNotesAreRefusedOrShownInTheirOrder(byte[] input) {
        for (byte[] form : List.of(damaged(NOTES, input), input)) {
            LabelNotes notes = new LabelNotes();
            try {
                notes.add(form);
            } catch (StateFormatException refused) {
                continue;
            }
            List<LabelNotes.Note> shown = new ArrayList<>();
            notes.between(-1, new OpenPredictions.Place(Long.MAX_VALUE, 0), shown::add);
            assertThat(shown.size()).isLessThanOrEqualTo(form.length);
            assertThat(shown).isSortedAccordingTo((one, other) -> Long.compare(one.position(), other.position()));
        }
    }
}
