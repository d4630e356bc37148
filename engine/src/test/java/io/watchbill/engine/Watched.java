package io.watchbill.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.engine.decode.DecodeLimits;
import io.watchbill.engine.decode.DecodedBatch;
import io.watchbill.engine.decode.Decoder;
import io.watchbill.engine.decode.IdHash;
import io.watchbill.statistics.state.StateParts;
import io.watchbill.statistics.state.StateReader;
import io.watchbill.statistics.state.StateWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A state that takes lines as they happen, can stop and go on, and keeps its journal. */
final class Watched {
    /** Not kept: scratch, notes of what is saved, what is made anew, and predictions, which may lie elsewhere. */
    static final Set<String> NOT_KEPT = Set.of(
            "ModelState.plan",
            "ModelState.settings",
            "ModelState.open",
            "ModelState.unclaimed",
            "ModelClock.mark",
            "ModelClock.elapsedAtMark",
            "ModelClock.jumps",
            "ModelClock.jumpTo",
            "Versions.plan",
            "Versions.forgotten",
            "VersionState.model",
            "VersionState.changed",
            "HoldoutState.changed",
            "Traffic.model",
            "Traffic.version",
            "Traffic.changed",
            "Traffic.panes",
            "SegmentStates.model",
            "SegmentStates.version",
            "Part.plan",
            "Run.changed",
            "RunState.plan",
            "RunState.changed",
            "RunState.dropped",
            "RunState.windows",
            "Expectations.places",
            "PaneRing.empty",
            "PaneRing.unsaved",
            "ColumnWindow.reference",
            "CountRing.changed",
            "SlotCounts.compacted",
            "SlotCounts.unsaved",
            "SumRing.unsaved",
            "RegressionWindow.event",
            // Beyond the buckets in use they hold what was there before; the rest is compared by what it detects.
            "Adwin.sums",
            "Adwin.deviations",
            "Adwin.buckets");

    ModelPlan plan;
    ModelState state;
    List<String> lost = List.of();
    final List<byte[]> journal = new ArrayList<>();
    private final KeptPredictions kept = new KeptPredictions();
    private Instant now = Models.START;

    Watched(ModelPlan plan) {
        this(plan, 100_000);
    }

    /** @param maximumJoins predictions that wait for their labels */
    Watched(ModelPlan plan, int maximumJoins) {
        this.plan = plan;
        this.state = new ModelState(plan, new StateSettings(Duration.ofMinutes(5), kept, maximumJoins, 100_000));
    }

    private long wall() {
        return now.toEpochMilli();
    }

    private long nanos() {
        return Duration.between(Models.START, now).toNanos();
    }

    /** Takes lines at a moment. */
    void send(List<String> lines, Instant at) {
        now = at;
        byte[] body = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        Decoder decoder = new Decoder(List.of(plan.layout()), DecodeLimits.DEFAULT, new IdHash(1, 2));
        var decoded = decoder.decode(body, body.length, Decoder.Format.LINES);
        for (DecodedBatch batch : decoded.batches()) {
            Admission admission = state.admit(batch, wall(), nanos(), decoded.rejections());
            BinnedBatch binned = new Binner(plan).bin(batch, admission);
            StateWriter writer = new StateWriter();
            BatchCodec.write(binned, writer);
            journal.add(writer.toBytes());
            kept.note(plan, binned, journal.size());
            state.apply(binned, journal.size());
        }
        assertThat(decoded.rejections().inOrder()).isEmpty();
    }

    ScoreSnapshot scores() {
        return Scores.of(state.totals(nanos()));
    }

    void save(StateParts parts, boolean everything) {
        state.save(parts, everything);
        SpilledPredictions predictions = state.freeze(journal.size());
        if (predictions != null) {
            kept.spill(predictions);
            state.spilled();
        }
    }

    /** Goes on from what was saved, with a plan. */
    void restart(StateParts parts, ModelPlan next) {
        plan = next;
        RestoredModel restored = ModelState.restored(
                next, new StateSettings(Duration.ofMinutes(5), kept, 100_000, 100_000), parts, wall(), nanos());
        state = restored.state();
        lost = restored.lost();
    }

    /** Goes on from what was saved, and takes the journal from a position on. */
    void restartAndReplay(StateParts parts, int position) {
        restart(parts, plan);
        for (int at = position; at < journal.size(); at++) {
            StateReader record = new StateReader("journal", journal.get(at));
            state.replay(BatchCodec.read(plan, record).batch(), at + 1, wall(), nanos());
        }
    }

    /** Where this state or its page differ from another's at the same moment. */
    List<String> differences(Watched other) {
        List<String> differences =
                new ArrayList<>(new Sameness(Set.of("ScoreSnapshot.plan")).differences(scores(), other.scores()));
        differences.addAll(new Sameness(NOT_KEPT).differences(state, other.state));
        return differences;
    }
}
