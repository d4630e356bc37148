package io.watchbill.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.engine.decode.DecodeLimits;
import io.watchbill.engine.decode.Decoded;
import io.watchbill.engine.decode.DecodedBatch;
import io.watchbill.engine.decode.Decoder;
import io.watchbill.engine.decode.IdHash;
import io.watchbill.spec.Drift;
import io.watchbill.spec.EventClock;
import io.watchbill.spec.Model;
import io.watchbill.spec.RunWindow;
import io.watchbill.spec.Serving;
import io.watchbill.spec.calendar.Frequency;
import io.watchbill.spec.finding.MisfitException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs are a fold over events, too: whether a row comes before or after its run is complete changes no window. */
class RunFoldTest {
    private static final Instant END = Models.START.plus(Duration.ofDays(4));

    private final ModelPlan plan = plan();

    static ModelPlan plan() {
        Model online = Models.flight(EventClock.LIVE);
        try {
            Model batch = new Model(
                    online.name(),
                    online.task(),
                    online.positiveClass(),
                    online.references(),
                    online.columns(),
                    online.features(),
                    online.segments(),
                    online.clock(),
                    new Serving.Batch(Frequency.parse("every day 02:00"), Optional.empty(), Optional.empty()),
                    new Drift(
                            List.of(new RunWindow(1), new RunWindow(3)),
                            50,
                            Drift.DEFAULT.numeric(),
                            Drift.DEFAULT.categorical(),
                            Drift.DEFAULT.warning(),
                            Drift.DEFAULT.critical()),
                    online.performance(),
                    online.quality());
            return new ModelPlan(batch, Models.REBOOKING, Map.of("default", Models.profile()), List.of());
        } catch (MisfitException e) {
            throw new AssertionError(e);
        }
    }

    private ModelState fed(List<String> lines, Random batching) {
        ModelState state =
                new ModelState(plan, new StateSettings(Duration.ofMinutes(5), OlderPredictions.NONE, 1_000, 1_000));
        Decoder decoder = new Decoder(List.of(plan.layout()), DecodeLimits.DEFAULT, new IdHash(1, 2));
        for (int from = 0; from < lines.size(); ) {
            int to = Math.min(lines.size(), from + 1 + batching.nextInt(80));
            byte[] body = String.join("\n", lines.subList(from, to)).getBytes(StandardCharsets.UTF_8);
            Decoded decoded = decoder.decode(body, body.length, Decoder.Format.LINES);
            for (DecodedBatch batch : decoded.batches()) {
                Admission admission = state.admit(batch, END.toEpochMilli(), 0, decoded.rejections());
                state.apply(new Binner(plan).bin(batch, admission), state.appliedRows() + 1);
            }
            assertThat(decoded.rejections().inOrder()).isEmpty();
            from = to;
        }
        return state;
    }

    private static String row(int run, Random random, String arm) {
        return "{\"kind\":\"prediction\",\"model\":\"flight\",\"version\":\"v" + run / 2 + "\",\"time\":\""
                + Models.START.plus(Duration.ofDays(run)) + "\",\"run\":\"r" + run + "\",\"arm\":\"" + arm
                + "\",\"prediction\":\"late\",\"features\":{\"distance\":" + random.nextInt(1_000) + ",\"origin\":\""
                + "AB".charAt(random.nextInt(2)) + "\"}}";
    }

    private static String complete(int run) {
        return "{\"kind\":\"run\",\"model\":\"flight\",\"run\":\"r" + run + "\",\"status\":\"complete\",\"time\":\""
                + Models.START.plus(Duration.ofDays(run)).plusSeconds(60) + "\"}";
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void orderAndBatchingChangeNoRun(long seed) {
        Random random = new Random(seed);
        List<String> lines = new ArrayList<>();
        // The newest event stays first: it sets the clock.
        lines.add(Models.prediction(END.minusSeconds(1)));
        for (int run = 0; run < 3; run++) {
            for (int i = 0; i < 120; i++) {
                lines.add(row(run, random, i % 10 == 0 ? "holdout" : "champion"));
            }
            lines.add(complete(run));
        }
        List<String> shuffled = new ArrayList<>(lines.subList(1, lines.size()));
        Collections.shuffle(shuffled, random);
        shuffled.add(0, lines.get(0));

        List<String> first = Described.of(Scores.of(fed(lines, random).totals(0)));
        List<String> second = Described.of(Scores.of(fed(shuffled, random).totals(0)));

        assertThat(second).containsExactlyInAnyOrderElementsOf(first);
    }

    @Test
    void memoryIsBoundedHoweverManyRunsNeverEnd() {
        Random random = new Random(1);
        List<String> few = new ArrayList<>();
        for (int run = 0; run < ModelLimits.DEFAULT.openRuns(); run++) {
            few.add(row(0, random, "champion").replace("\"r0\"", "\"open" + run + "\""));
        }
        List<String> many = new ArrayList<>(few);
        for (int run = ModelLimits.DEFAULT.openRuns(); run < 500; run++) {
            many.add(row(0, random, "champion").replace("\"r0\"", "\"open" + run + "\""));
        }

        ModelState state = fed(many, random);

        assertThat(state.bytesHeld()).isEqualTo(fed(few, random).bytesHeld());
        assertThat(Scores.of(state.totals(0)).versions().get(0).runs().ended())
                .containsEntry(RunStatus.ABANDONED, 500L - ModelLimits.DEFAULT.openRuns());
    }
}
