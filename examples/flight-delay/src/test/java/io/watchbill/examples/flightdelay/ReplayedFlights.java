package io.watchbill.examples.flightdelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.engine.Admission;
import io.watchbill.engine.Binner;
import io.watchbill.engine.ModelPlan;
import io.watchbill.engine.ModelState;
import io.watchbill.engine.OlderPredictions;
import io.watchbill.engine.ScoreSnapshot;
import io.watchbill.engine.Scores;
import io.watchbill.engine.StateSettings;
import io.watchbill.engine.decode.DecodeLimits;
import io.watchbill.engine.decode.Decoded;
import io.watchbill.engine.decode.DecodedBatch;
import io.watchbill.engine.decode.Decoder;
import io.watchbill.engine.decode.IdHash;
import io.watchbill.spec.Model;
import io.watchbill.spec.OperationsSpecification;
import io.watchbill.spec.reader.ReadResult;
import io.watchbill.spec.reader.SpecificationReader;
import io.watchbill.spec.reader.TextFiles;
import io.watchbill.statistics.ProfileJson;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The replay's lines through the exporter's core without servers, as if each event arrived at its own time, judged by
 * the example's own specification and profile.
 *
 * @param from when the replay begins
 * @param to when it ends
 */
record ReplayedFlights(Bug bug, Instant from, Instant to) {

    private static final long SEED = 2001;

    /** Sees what the page shows at a moment. */
    interface Reader {
        void page(Instant at, ScoreSnapshot.Version version);
    }

    /** The example's model, as it is specified. */
    static Model model() {
        return specification().models().get(0);
    }

    private static OperationsSpecification specification() {
        ReadResult read = new SpecificationReader(TextFiles.ofFileSystem()).read(Path.of("ops.yaml"));
        assertThat(read.findings()).isEmpty();
        return read.loaded().orElseThrow().specification();
    }

    /** What the service would send of flights behind the bug. */
    static Observations observations(Flights flights, Bug bug) throws Exception {
        return new Observations(DelayModel.learn(Samples.january(flights)), bug, SEED);
    }

    /** Shows the page at the end of every step. */
    void read(Duration step, Reader reader) throws Exception {
        ModelPlan plan = new ModelPlan(
                model(),
                specification().business(),
                Map.of(
                        Model.DEFAULT_REFERENCE,
                        ProfileJson.read(Files.readAllBytes(Path.of("flight-delay.profile.json")))),
                List.of());
        ModelState state = new ModelState(
                plan, new StateSettings(Duration.ofMinutes(5), OlderPredictions.NONE, 1_000_000, 100_000));
        Binner binner = new Binner(plan);
        Decoder decoder = new Decoder(List.of(plan.layout()), DecodeLimits.DEFAULT, new IdHash(1, 2));
        try (Flights flights = Flights.open(Samples.FLIGHTS)) {
            Replay replay = new Replay(flights, observations(flights, bug), from, step);
            for (Replay.Step sent = replay.next(); !sent.until().isAfter(to); sent = replay.next()) {
                if (!sent.observations().isEmpty()) {
                    byte[] body = sent.body().getBytes(StandardCharsets.UTF_8);
                    Decoded decoded = decoder.decode(body, body.length, Decoder.Format.LINES);
                    Instant newest = sent.observations()
                            .get(sent.observations().size() - 1)
                            .time();
                    for (DecodedBatch batch : decoded.batches()) {
                        Admission admission =
                                state.admit(batch, newest.toEpochMilli(), nanos(newest), decoded.rejections());
                        state.apply(binner.bin(batch, admission), state.appliedRows() + 1);
                    }
                    assertThat(decoded.rejections().total()).isZero();
                }
                for (ScoreSnapshot.Version version :
                        Scores.of(state.totals(nanos(sent.until()))).versions()) {
                    reader.page(sent.until(), version);
                }
            }
        }
    }

    /** The monotonic clock of a process that lives as fast as the flights. */
    private long nanos(Instant time) {
        return Duration.between(from, time).toNanos();
    }
}
