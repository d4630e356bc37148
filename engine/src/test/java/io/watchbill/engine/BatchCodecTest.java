package io.watchbill.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchbill.engine.decode.DecodeLimits;
import io.watchbill.engine.decode.DecodedBatch;
import io.watchbill.engine.decode.Decoder;
import io.watchbill.engine.decode.IdHash;
import io.watchbill.spec.Segment;
import io.watchbill.spec.Task;
import io.watchbill.statistics.state.StateFormatException;
import io.watchbill.statistics.state.StateReader;
import io.watchbill.statistics.state.StateWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A batch that was written is read as the same batch, or refused; under another plan, only what still means the same. */
class BatchCodecTest {
    private static final int EVENTS = 100;

    private static BinnedBatch batch(RichPlan rich) {
        List<String> lines = new RichEvents(rich, 7).lines(Models.START, Duration.ofHours(1), EVENTS);
        return binned(rich.plan(), lines);
    }

    private static BinnedBatch binned(ModelPlan plan, List<String> lines) {
        byte[] body = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        Decoder decoder = new Decoder(List.of(plan.layout()), DecodeLimits.DEFAULT, new IdHash(1, 2));
        var decoded = decoder.decode(body, body.length, Decoder.Format.LINES);
        DecodedBatch batch = decoded.batches().get(0);
        ModelState state =
                new ModelState(plan, new StateSettings(Duration.ofMinutes(5), OlderPredictions.NONE, 1_000, 1_000));
        long wall = Models.START.plus(Duration.ofHours(2)).toEpochMilli();
        Admission admission = state.admit(batch, wall, 0, decoded.rejections());
        assertThat(decoded.rejections().inOrder()).isEmpty();
        return new Binner(plan).bin(batch, admission);
    }

    private static byte[] bytes(BinnedBatch batch) {
        StateWriter writer = new StateWriter();
        BatchCodec.write(batch, writer);
        return writer.toBytes();
    }

    private static StoredBatch read(ModelPlan plan, byte[] bytes) {
        StateReader reader = new StateReader("journal/1", bytes);
        StoredBatch batch = BatchCodec.read(plan, reader);
        reader.end();
        return batch;
    }

    @ParameterizedTest
    @EnumSource(Task.class)
    void whatWasWrittenIsReadBitForBit(Task task) {
        RichPlan rich = new RichPlan(task);
        rich.batch = true;
        BinnedBatch batch = batch(rich);

        StoredBatch read = read(batch.plan, bytes(batch));

        assertThat(new Sameness(Set.of()).differences(batch, read.batch())).isEmpty();
        assertThat(read.batch().outcomes.rows).isPositive();
        assertThat(read.batch().labels.rows).isPositive();
        assertThat(read.batch().clock().clockMillis()).isGreaterThan(Models.START.toEpochMilli());
        assertThat(read)
                .extracting(StoredBatch::rowsWithoutBins, StoredBatch::columnsWithoutBins)
                .containsExactly(0, 0);
        assertThat(read.answersKept() && read.scoresKept()).isTrue();
    }

    @Test
    void aColumnWithOtherBinsHasNoSlotsAndAllElseIsKept() {
        BinnedBatch batch = batch(new RichPlan(Task.BINARY_CLASSIFICATION));
        RichPlan changed = new RichPlan(Task.BINARY_CLASSIFICATION);
        changed.longest = 2_000;

        StoredBatch read = read(changed.plan(), bytes(batch));

        assertThat(read.columnsWithoutBins()).isEqualTo(1);
        assertThat(read.rowsWithoutBins()).isEqualTo(batch.predictions.rows);
        assertThat(read.batch().predictions.slots[0]).containsOnly(BinnedBatch.NO_SLOT);
        assertThat(read.batch().predictions.slots[1]).isEqualTo(batch.predictions.slots[1]);
        assertThat(read.batch().predictions.scores).isEqualTo(batch.predictions.scores);
    }

    @Test
    void columnsAndSegmentsAreFoundByNameWhereverTheyStandNow() {
        RichPlan rich = new RichPlan(Task.BINARY_CLASSIFICATION);
        BinnedBatch batch = batch(rich);
        RichPlan changed = new RichPlan(Task.BINARY_CLASSIFICATION);
        changed.features = List.of(rich.features.get(1), rich.features.get(0));
        changed.segments = List.of(new Segment("new", 5), new Segment("region", 3));

        StoredBatch read = read(changed.plan(), bytes(batch));

        assertThat(read.batch().predictions.slots).isEqualTo(new char[][] {
            batch.predictions.slots[1],
            batch.predictions.slots[0],
            batch.predictions.slots[3],
            batch.predictions.slots[4]
        });
        assertThat(read.columnsWithoutBins()).isEqualTo(1);
        assertThat(read.batch().predictions.segments[0]).containsOnly(BinnedBatch.NO_TEXT);
        assertThat(read.batch().predictions.segments[1]).isEqualTo(batch.predictions.segments[0]);
    }

    @Test
    void scoresOfAnotherClassAreLeftOut() {
        BinnedBatch batch = batch(new RichPlan(Task.BINARY_CLASSIFICATION));
        RichPlan changed = new RichPlan(Task.BINARY_CLASSIFICATION);
        changed.positive = "on_time";

        StoredBatch read = read(changed.plan(), bytes(batch));

        assertThat(read.answersKept()).isTrue();
        assertThat(read.scoresKept()).isFalse();
        assertThat(read.batch().predictions.scores).containsOnly(Double.NaN);
        assertThat(read.batch().labels.rows).isEqualTo(batch.labels.rows);
    }

    @ParameterizedTest
    @EnumSource(Task.class)
    void aModelThatAnswersInAnotherWayKeepsTheRequests(Task task) {
        BinnedBatch batch = batch(new RichPlan(task == Task.REGRESSION ? Task.BINARY_CLASSIFICATION : Task.REGRESSION));
        ModelPlan plan = new RichPlan(task).plan();

        StoredBatch read = read(plan, bytes(batch));

        assertThat(read.answersKept()).isFalse();
        ModelState state =
                new ModelState(plan, new StateSettings(Duration.ofMinutes(5), OlderPredictions.NONE, 1_000, 1_000));
        state.replay(read.batch(), state.appliedRows() + 1, batch.clock().clockMillis(), 0);
        assertThat(Scores.of(state.totals(0)).versions())
                .extracting(ScoreSnapshot.Version::requests)
                .satisfies(
                        all -> assertThat(all.stream().mapToLong(n -> n).sum()).isEqualTo(EVENTS));
    }

    @Test
    void anotherFormatIsRefused() {
        byte[] bytes = bytes(batch(new RichPlan(Task.REGRESSION)));
        bytes[0] = BatchCodec.FORMAT + 1;

        assertThatThrownBy(() -> read(new RichPlan(Task.REGRESSION).plan(), bytes))
                .isInstanceOf(StateFormatException.class)
                .hasMessage(
                        "the part 'journal/1' of the kept state cannot be read: expected a batch of format 1 instead"
                                + " of 2 (before byte 1 of " + bytes.length + ")");
    }

    @ParameterizedTest
    @EnumSource(Task.class)
    void damagedBytesAreABatchThatCanBeAppliedOrAreRefused(Task task) {
        RichPlan rich = new RichPlan(task);
        rich.batch = true;
        ModelPlan plan = rich.plan();
        byte[] bytes = bytes(batch(rich));
        Random random = new Random(1);
        int refused = 0;
        for (int round = 0; round < 300; round++) {
            byte[] damaged = Arrays.copyOf(bytes, random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length);
            for (int flip = random.nextInt(4); flip >= 0 && damaged.length > 0; flip--) {
                // Half of the damage is in the head, where the sizes are.
                int at = random.nextInt(random.nextBoolean() ? damaged.length : Math.min(300, damaged.length));
                damaged[at] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                StoredBatch read = read(plan, damaged);
                ModelState state = new ModelState(
                        plan, new StateSettings(Duration.ofMinutes(5), OlderPredictions.NONE, 1_000, 1_000));
                state.replay(read.batch(), state.appliedRows() + 1, Models.START.toEpochMilli(), 0);
                state.totals(0);
            } catch (StateFormatException e) {
                refused++;
            }
        }
        assertThat(refused).isBetween(100, 299);
    }

    @Test
    void anEventOfTwentyColumnsTakesLittleMoreThanItsSlotsTimeAndId() {
        RichPlan rich = new RichPlan(Task.REGRESSION);
        rich.features = List.of();
        rich.segments = List.of();
        rich.wideFeatures = 20;
        Random random = new Random(1);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            StringBuilder features = new StringBuilder();
            for (int feature = 0; feature < rich.wideFeatures; feature++) {
                features.append(feature == 0 ? "" : ",")
                        .append("\"wide")
                        .append(feature)
                        .append("\":")
                        .append(random.nextInt(10_000));
            }
            lines.add("{\"kind\":\"prediction\",\"model\":\"flight\",\"time\":\"" + Models.START.plusMillis(i)
                    + "\",\"id\":\"id" + i + "\",\"prediction\":" + random.nextInt(100) + ",\"features\":{" + features
                    + "}}");
        }

        int bytes = bytes(binned(rich.plan(), lines)).length;

        // 20 slots of 2 bytes and one of 1, the id's 16, 1 of the time, 4 of the answer; 22 fingerprints for all.
        assertThat(bytes / EVENTS).isBetween(20 * 2 + 1 + 16 + 1 + 4, 68);
    }
}
