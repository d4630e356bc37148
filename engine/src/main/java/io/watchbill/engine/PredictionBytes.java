package io.watchbill.engine;

import io.watchbill.engine.decode.EventLayout;
import io.watchbill.spec.Model;
import io.watchbill.statistics.state.StateReader;
import io.watchbill.statistics.state.StateWriter;
import org.jspecify.annotations.Nullable;

/**
 * A spilled prediction as bytes, some 20 of them: what a label needs of it, and what had come for it when it was
 * spilled. Scores are exact. Read under a plan with other segments, it belongs to none of them; of a model that answers
 * in another way by now, it is no prediction any more. What many predictions have alike comes first, in one piece, which
 * takes next to nothing once a block of them is compressed.
 */
final class PredictionBytes {
    private static final int LABELLED = 1;
    private static final int CONVERTED = 2;
    private static final int SHARES = 4;
    private static final int OPPONENT = 8;
    /** The confidence is the greater of the score and what it leaves. */
    private static final int USUAL_CONFIDENCE = 16;

    /** Two bytes each. */
    private static final int FINGERPRINTS = 1 << 14;

    private final StateReader from;
    private final long position;
    private final long bucketStart;

    /** @param bucketStart where the bucket starts that the value is from */
    PredictionBytes(byte[] value, long bucketStart) {
        this.from = new StateReader("a spilled prediction", value);
        this.position = from.counted();
        this.bucketStart = bucketStart;
    }

    /** The position of the newest record that the value is the result of. */
    long position() {
        return position;
    }

    static byte[] of(OpenPrediction prediction, ModelPlan plan, long position, long bucketStart) {
        StateWriter to = new StateWriter();
        write(prediction, plan, position, bucketStart, to);
        return to.toBytes();
    }

    static void write(OpenPrediction prediction, ModelPlan plan, long position, long bucketStart, StateWriter to) {
        ClassShares shares = prediction.shares;
        boolean usual = Double.doubleToRawLongBits(prediction.confidence)
                == Double.doubleToRawLongBits(usualConfidence(prediction.number));
        int flags = (prediction.labelled() ? LABELLED : 0)
                | (prediction.converted() ? CONVERTED : 0)
                | (shares != null ? SHARES : 0)
                | (prediction.opponent != 0 ? OPPONENT : 0)
                | (usual ? USUAL_CONFIDENCE : 0);
        to.varint(position);
        to.varint(flags);
        to.varint(prediction.version);
        to.varint(prediction.answer);
        to.varint(prediction.arm);
        to.varint(plan.answersFingerprint());
        to.varint(plan.segmentsFingerprint());
        to.varint(prediction.segments.length);
        for (int value : prediction.segments) {
            to.varint(value);
        }
        if (prediction.opponent != 0) {
            to.varint(prediction.opponent);
        }
        to.varint(prediction.time - bucketStart);
        ShortNumber.write(prediction.number, to);
        if (!usual) {
            ShortNumber.write(prediction.confidence, to);
        }
        if (shares != null) {
            to.varint(shares.count());
            for (int i = 0; i < shares.count(); i++) {
                to.varint(shares.classes[i]);
                ShortNumber.write(shares.values[i], to);
            }
        }
        if (prediction.labelled()) {
            to.varint(prediction.label());
            ShortNumber.write(prediction.labelNumber(), to);
            to.signed(prediction.labelTime() - prediction.time);
        }
    }

    /** Reads the prediction, once; null if the model answers in another way, or about another class, by now. */
    @Nullable
    OpenPrediction read(ModelPlan plan, ModelNames names) {
        int flags = from.below(Integer.MAX_VALUE);
        int version = from.below(Integer.MAX_VALUE);
        int answer = from.below(Integer.MAX_VALUE);
        int arm = from.below(Integer.MAX_VALUE);
        boolean sameAnswers = from.below(FINGERPRINTS) == plan.answersFingerprint();
        boolean sameSegments = from.below(FINGERPRINTS) == plan.segmentsFingerprint();
        int[] segments = new int[from.count(1)];
        for (int segment = 0; segment < segments.length; segment++) {
            segments[segment] = from.below(Integer.MAX_VALUE);
        }
        if (!sameAnswers) {
            return null;
        }
        if (!sameSegments) {
            segments = names.segments.stream()
                    .mapToInt(values -> values.number(""))
                    .toArray();
        }
        int opponent = (flags & OPPONENT) != 0 ? from.below(Integer.MAX_VALUE) : 0;
        long time = bucketStart + from.counted();
        double number = ShortNumber.read(from);
        double confidence = (flags & USUAL_CONFIDENCE) != 0 ? usualConfidence(number) : ShortNumber.read(from);
        OpenPrediction prediction = new OpenPrediction(
                time,
                version,
                answer,
                arm,
                opponent,
                segments,
                number,
                plan.layout().answer() == EventLayout.Answer.NUMBER ? Double.NaN : confidence,
                (flags & SHARES) != 0 ? shares() : null);
        if ((flags & LABELLED) != 0) {
            prediction.restoreLabel(from.below(Integer.MAX_VALUE), ShortNumber.read(from), time + from.signed());
        }
        if ((flags & CONVERTED) != 0) {
            prediction.restoreConverted();
        }
        return prediction;
    }

    /** What the answer and the scores of a prediction mean. */
    static int answers(EventLayout layout, Model model) {
        return fingerprint(layout.answer() + "\n" + model.positiveClass().orElse(""));
    }

    static int segments(EventLayout layout) {
        return fingerprint(String.join("\n", layout.segments()));
    }

    private static int fingerprint(String text) {
        return Math.floorMod(text.hashCode(), FINGERPRINTS);
    }

    private ClassShares shares() {
        int count = from.count(2);
        int[] classes = new int[count];
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            classes[i] = from.below(Integer.MAX_VALUE);
            values[i] = ShortNumber.read(from);
        }
        return new ClassShares(classes, values);
    }

    private static double usualConfidence(double score) {
        return Math.max(score, 1 - score);
    }
}
