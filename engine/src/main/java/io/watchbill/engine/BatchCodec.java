package io.watchbill.engine;

import io.watchbill.engine.decode.EventKind;
import io.watchbill.engine.decode.EventLayout;
import io.watchbill.statistics.state.StateFormatException;
import io.watchbill.statistics.state.StateReader;
import io.watchbill.statistics.state.StateWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * A binned batch as bytes: the journal's record. Column by column, each in as few bytes as its entries lie apart; no
 * feature value is in it.
 *
 * <p>It says what its slots mean by the fingerprint of each column: name, kind and bins. Read under a plan that has no
 * such column any more, the slots come back as {@link BinnedBatch#NO_SLOT}: such events count as requests and are in no
 * window of that column. Answers are kept if the model still answers in the same way, scores if they speak for the same
 * class.
 *
 * <p>Another format than {@value #FORMAT} is refused. Whoever changes the form gives it the next number and reads the
 * older one beside it, until no journal can hold it: a journal reaches back to the last saved state only.
 */
public final class BatchCodec {
    static final int FORMAT = 1;

    /** What models answer, by number. */
    static final List<EventLayout.Answer> ANSWERS =
            List.of(EventLayout.Answer.BINARY, EventLayout.Answer.CLASS, EventLayout.Answer.NUMBER);

    /** The kinds of outcomes, by number. */
    static final List<EventKind> KINDS =
            List.of(EventKind.SCORE, EventKind.BUSINESS, EventKind.FEEDBACK, EventKind.DOWNSTREAM, EventKind.RUN);

    private BatchCodec() {}

    /** Appends the batch. */
    public static void write(BinnedBatch batch, StateWriter to) {
        to.varint(FORMAT);
        to.varint(ANSWERS.indexOf(batch.plan.layout().answer()));
        to.whole(batch.plan.scoreFingerprint());
        ClockReading clock = batch.clock;
        to.flag(clock.isUnset());
        if (!clock.isUnset()) {
            to.signed(clock.newestMillis());
            to.signed(clock.clockMillis() - clock.newestMillis());
            to.signed(clock.arrivalMillis() - clock.newestMillis());
        }
        to.varint(batch.unknownFeatures);
        to.varint(batch.texts.size());
        batch.texts.forEach(to::text);
        to.varint(batch.predictions.rows);
        to.varint(batch.labels.rows);
        to.varint(batch.outcomes.rows);
        if (batch.predictions.rows > 0) {
            predictions(batch, to);
        }
        labels(batch.labels, to);
        outcomes(batch.outcomes, to);
    }

    private static void predictions(BinnedBatch batch, StateWriter to) {
        BinnedBatch.Predictions from = batch.predictions;
        to.ints(from.versions);
        shapes(batch, to);
        to.longs(from.times);
        to.flags(from.withIds);
        to.longs(from.idHighs);
        to.longs(from.idLows);
        to.flags(from.failures);
        to.ints(from.arms);
        to.ints(from.runs);
        to.ints(from.answers);
        to.doubles(from.answerNumbers);
        to.doubles(from.scores);
        to.doubles(from.confidences);
        to.doubles(from.latencies);
        for (char[] slots : from.slots) {
            to.chars(slots);
        }
        List<String> segments = batch.plan.layout().segments();
        to.varint(segments.size());
        for (int segment = 0; segment < segments.size(); segment++) {
            to.text(segments.get(segment));
            to.ints(from.segments[segment]);
        }
        BinnedBatch.Shares shares = from.shares;
        to.flag(shares.values.length > 0);
        if (shares.values.length > 0) {
            to.ints(shares.ends);
            to.ints(shares.classes);
            to.doubles(shares.values);
        }
    }

    /** What the slots of each version's columns mean: the shapes once each, then the versions with theirs. */
    private static void shapes(BinnedBatch batch, StateWriter to) {
        BinnedBatch.Predictions from = batch.predictions;
        List<VersionPlan> shapes = new ArrayList<>();
        int[] shapeOf = new int[batch.texts.size()];
        int versions = 0;
        for (int version : from.versions) {
            if (shapeOf[version] == 0) {
                VersionPlan plan = batch.plan.version(batch.texts.get(version));
                int known = shapes.indexOf(plan);
                if (known < 0) {
                    known = shapes.size();
                    shapes.add(plan);
                }
                shapeOf[version] = known + 1;
                versions++;
            }
        }
        to.varint(from.slots.length);
        to.varint(shapes.size());
        for (VersionPlan shape : shapes) {
            for (long fingerprint : shape.fingerprints()) {
                to.whole(fingerprint);
            }
        }
        to.varint(versions);
        for (int version = 0; version < shapeOf.length; version++) {
            if (shapeOf[version] > 0) {
                to.varint(version);
                to.varint(shapeOf[version] - 1L);
            }
        }
    }

    private static void labels(BinnedBatch.Labels from, StateWriter to) {
        to.longs(from.times);
        to.longs(from.predictionTimes);
        to.ints(from.versions);
        to.longs(from.idHighs);
        to.longs(from.idLows);
        to.ints(from.answers);
        to.doubles(from.answerNumbers);
    }

    private static void outcomes(BinnedBatch.Outcomes from, StateWriter to) {
        int[] kinds = new int[from.rows];
        for (int row = 0; row < from.rows; row++) {
            kinds[row] = KINDS.indexOf(from.kinds[row]);
        }
        to.ints(kinds);
        to.longs(from.times);
        to.ints(from.versions);
        to.flags(from.withIds);
        to.longs(from.idHighs);
        to.longs(from.idLows);
        to.ints(from.arms);
        to.ints(from.subjects);
        to.ints(from.details);
        to.doubles(from.values);
    }

    /** The batch under another plan of its model, as far as that still knows what it means. */
    static BinnedBatch under(ModelPlan plan, BinnedBatch batch) {
        StateWriter bytes = new StateWriter();
        write(batch, bytes);
        return read(plan, new StateReader("a batch", bytes.toBytes())).batch();
    }

    /**
     * Reads a batch that {@link #write} appended, as far as the plan still knows what it means.
     *
     * @throws StateFormatException if the bytes are no such batch, or one of another format
     */
    public static StoredBatch read(ModelPlan plan, StateReader from) {
        long format = from.varint();
        from.require(format == FORMAT, "a batch of format " + FORMAT + " instead of " + format);
        return new StoredBatchReader(plan, from).read();
    }
}
