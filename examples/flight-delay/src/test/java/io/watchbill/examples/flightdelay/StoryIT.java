package io.watchbill.examples.flightdelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.engine.Admission;
import io.watchbill.engine.Binner;
import io.watchbill.engine.ModelPlan;
import io.watchbill.engine.ModelState;
import io.watchbill.engine.ScoreSnapshot;
import io.watchbill.engine.Scores;
import io.watchbill.engine.decode.DecodeLimits;
import io.watchbill.engine.decode.Decoded;
import io.watchbill.engine.decode.DecodedBatch;
import io.watchbill.engine.decode.Decoder;
import io.watchbill.engine.decode.IdHash;
import io.watchbill.spec.OperationsSpecification;
import io.watchbill.spec.reader.ReadResult;
import io.watchbill.spec.reader.SpecificationReader;
import io.watchbill.spec.reader.TextFiles;
import io.watchbill.statistics.DriftScores;
import io.watchbill.statistics.ProfileJson;
import io.watchbill.statistics.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What Watchbill says of the replay, computed without servers: each step's lines through the engine, as the demo sends
 * them, judged by the example's own specification and profile.
 */
class StoryIT {
    private static final long SEED = 2001;
    /** The demo looks no further; on 6 March a snowstorm closes airports in the east, and `origin` says so for a day. */
    private static final Instant END = Instant.parse("2001-03-06T00:00:00Z");

    /** Early enough for a whole week before the faults. */
    private static final Instant LATE_BEGIN = Instant.parse("2001-02-20T00:00:00Z");

    private static final Duration STEP = Duration.ofHours(3);

    /** A column that has drifted in a window at the end of a step. */
    private record Drifted(Instant at, String window, String column, Verdict verdict, double psi) {}

    @Test
    void withoutAFaultNothingDriftsUntilTheSnowOfTheSixthOfMarch() throws Exception {
        List<Drifted> drifted = replay(Bug.NONE, Flights.FEBRUARY, END.plus(Duration.ofDays(2)));

        assertThat(drifted).noneMatch(drift -> !drift.at().isAfter(END));
        assertThat(drifted).isNotEmpty().allSatisfy(drift -> {
            assertThat(drift.column()).isEqualTo("origin");
            assertThat(drift.window()).isEqualTo("24h");
            assertThat(drift.verdict()).isEqualTo(Verdict.WARNING);
        });
    }

    @Test
    void kilometresForMilesAreCriticalDriftOfTheDistanceOnTheSameDayAndOfNothingElse() throws Exception {
        List<Drifted> drifted = replay(Bug.UNIT, LATE_BEGIN, END);

        assertThat(drifted).noneMatch(drift -> drift.at().isBefore(Bug.SINCE));
        assertThat(drifted).allSatisfy(drift -> assertThat(drift.column()).isEqualTo("distance"));
        Drifted critical = first(drifted, "24h", "distance", Verdict.CRITICAL);
        assertThat(critical.at()).isEqualTo("2001-03-01T21:00:00Z");
        assertThat(critical.psi()).isBetween(0.25, 0.35);
        assertThat(first(drifted, "7d", "distance", Verdict.WARNING).at()).isBefore(END);
    }

    @Test
    void hoursOfAnotherZoneAreDriftOfTheHourWithinADay() throws Exception {
        List<Drifted> drifted = replay(Bug.HOURS, LATE_BEGIN, Bug.SINCE.plus(Duration.ofDays(1)));

        assertThat(drifted).noneMatch(drift -> drift.at().isBefore(Bug.SINCE));
        assertThat(first(drifted, "24h", "departure_hour", Verdict.CRITICAL).at())
                .isBeforeOrEqualTo("2001-03-01T12:00:00Z");
        // The model is asked about the wrong hour, so that it is less sure, too.
        assertThat(drifted).extracting(Drifted::column).doesNotContain("distance", "origin");
    }

    private static Drifted first(List<Drifted> drifted, String window, String column, Verdict verdict) {
        return drifted.stream()
                .filter(drift ->
                        drift.window().equals(window) && drift.column().equals(column) && drift.verdict() == verdict)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + verdict + " of " + column + " in " + drifted));
    }

    private static List<Drifted> replay(Bug bug, Instant begin, Instant end) throws Exception {
        ModelPlan plan = plan();
        ModelState state = new ModelState(plan, Duration.ofMinutes(5), 100_000, 100_000);
        Decoder decoder = new Decoder(List.of(plan.layout()), DecodeLimits.DEFAULT, new IdHash(1, 2));
        List<Drifted> drifted = new ArrayList<>();
        try (Flights flights = Flights.open(Samples.FLIGHTS)) {
            DelayModel model = DelayModel.learn(Samples.january(flights));
            Replay replay = new Replay(flights, new Observations(model, bug, SEED), begin, STEP);
            for (Replay.Step step = replay.next(); !step.until().isAfter(end); step = replay.next()) {
                byte[] body = step.body().getBytes(StandardCharsets.UTF_8);
                Decoded decoded = decoder.decode(body, body.length, Decoder.Format.LINES);
                for (DecodedBatch batch : decoded.batches()) {
                    Admission admission = state.admit(batch, step.until().toEpochMilli(), 0, decoded.rejections());
                    state.apply(new Binner(plan).bin(batch, admission));
                }
                assertThat(decoded.rejections().total()).isZero();
                Instant at = step.until();
                ScoreSnapshot.Version version =
                        Scores.of(state.totals(0)).versions().get(0);
                version.drift().stream()
                        .flatMap(window ->
                                window.scores().stream().flatMap(score -> drifted(at, window.window(), score)))
                        .forEach(drifted::add);
            }
        }
        return drifted;
    }

    private static Stream<Drifted> drifted(Instant at, String window, DriftScores score) {
        Verdict verdict = score.verdict();
        DriftScores.Psi psi = score.psi();
        return verdict == null || verdict == Verdict.NONE || psi == null
                ? Stream.empty()
                : Stream.of(new Drifted(at, window, score.column(), verdict, psi.value()));
    }

    private static ModelPlan plan() throws Exception {
        ReadResult read = new SpecificationReader(TextFiles.ofFileSystem()).read(Path.of("ops.yaml"));
        assertThat(read.findings()).isEmpty();
        OperationsSpecification specification = read.loaded().orElseThrow().specification();
        return new ModelPlan(
                specification.models().get(0),
                specification.business(),
                Map.of("default", ProfileJson.read(Files.readAllBytes(Path.of("flight-delay.profile.json")))),
                List.of());
    }
}
