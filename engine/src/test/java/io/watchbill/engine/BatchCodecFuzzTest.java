package io.watchbill.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.watchbill.engine.decode.DecodeLimits;
import io.watchbill.engine.decode.DecodedBatch;
import io.watchbill.engine.decode.Decoder;
import io.watchbill.engine.decode.IdHash;
import io.watchbill.spec.Task;
import io.watchbill.statistics.state.StateFormatException;
import io.watchbill.statistics.state.StateParts;
import io.watchbill.statistics.state.StateReader;
import io.watchbill.statistics.state.StateWriter;
import io.watchbill.testing.Damage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Whatever a journal's batch looks like, it is refused, or a batch that can be applied and is kept as it was read. */
class BatchCodecFuzzTest {
    private static final StateSettings SETTINGS =
            new StateSettings(Duration.ofMinutes(5), OlderPredictions.NONE, 1_000, 1_000);
    private static final long NOW = Models.START.plus(Duration.ofHours(2)).toEpochMilli();
    private static final List<ModelPlan> PLANS = new ArrayList<>();
    private static final List<byte[]> BATCHES = new ArrayList<>();

    static {
        for (Task task : Task.values()) {
            RichPlan rich = new RichPlan(task);
            rich.batch = true;
            PLANS.add(rich.plan());
            BATCHES.add(written(batch(rich)));
        }
    }

    private static BinnedBatch batch(RichPlan rich) {
        ModelPlan plan = rich.plan();
        List<String> lines = new RichEvents(rich, 7).lines(Models.START, Duration.ofHours(1), 20);
        byte[] body = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        Decoder decoder = new Decoder(List.of(plan.layout()), DecodeLimits.DEFAULT, new IdHash(1, 2));
        var decoded = decoder.decode(body, body.length, Decoder.Format.LINES);
        DecodedBatch batch = decoded.batches().get(0);
        Admission admission = empty(plan).admit(batch, NOW, 0, decoded.rejections());
        return new Binner(plan).bin(batch, admission);
    }

    private static ModelState empty(ModelPlan plan) {
        return new ModelState(plan, SETTINGS);
    }

    private static byte[] written(BinnedBatch batch) {
        StateWriter to = new StateWriter();
        BatchCodec.write(batch, to);
        return to.toBytes();
    }

    private static BinnedBatch read(ModelPlan plan, byte[] bytes) {
        return BatchCodec.read(plan, new StateReader("a batch", bytes)).batch();
    }

    /** The first byte says which model, the rest what happens to its batch. */
    @FuzzTest
    void aDamagedBatchIsRefusedOrOneThatCanBeAppliedAndKept(byte[] input) {
        int model = input.length == 0 ? 0 : (input[0] & 0xFF) % PLANS.size();
        ModelPlan plan = PLANS.get(model);
        byte[] bytes = BATCHES.get(model);
        for (Damage damage = new Damage(input, 1); damage.hasNext(); ) {
            damage.target(1);
            bytes = damage.apply(bytes);
        }
        BinnedBatch batch;
        try {
            batch = read(plan, bytes);
        } catch (StateFormatException refused) {
            return;
        }

        assertThat(new Sameness(Set.of()).differences(batch, read(plan, written(batch))))
                .isEmpty();
        ModelState state = empty(plan);
        state.replay(batch, 1, NOW, 0);
        assertThat(Scores.of(state.totals(0)).versions()).hasSizeLessThanOrEqualTo(batch.texts.size() + 1);
        StateParts parts = new StateParts();
        state.save(parts, true);
        assertThat(ModelState.restored(plan, SETTINGS, parts, NOW, 0).lost()).isEmpty();
    }
}
