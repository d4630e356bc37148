package io.watchbill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import io.watchbill.examples.flightdelay.Bug;
import io.watchbill.examples.flightdelay.Observation;
import io.watchbill.profiler.ColumnEvaluation;
import io.watchbill.profiler.Evaluation;
import io.watchbill.profiler.Evaluator;
import io.watchbill.profiler.PerformanceEvaluation;
import io.watchbill.profiler.Progress;
import io.watchbill.spec.OperationsSpecification;
import io.watchbill.spec.reader.SpecificationReader;
import io.watchbill.spec.reader.TextFiles;
import io.watchbill.statistics.DriftScores;
import io.watchbill.statistics.Panes;
import io.watchbill.statistics.PerformanceScore;
import io.watchbill.statistics.ProfileJson;
import io.watchbill.statistics.ReferenceProfile;
import io.watchbill.statistics.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rows that the exporter's 24-hour window holds on the evening of 1 March, in a file, have the exporter's numbers. */
class EvaluationAgreesWithExporterTest {
    private static final Instant UNTIL = Instant.parse("2001-03-02T00:00:00Z");
    private static final Panes DAY = Panes.sizeFor(Duration.ofHours(24));

    @TempDir
    private static Path folder;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static List<Observation> lines;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static OperationsSpecification specification;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static ReferenceProfile profile;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static ScoreSnapshot.Version exporter;

    private static long clock;

    @BeforeAll
    static void sendToTheExporter() throws Exception {
        specification = new SpecificationReader(TextFiles.ofFileSystem())
                .read(FlightLines.EXAMPLE.resolve("ops.yaml"))
                .loaded()
                .orElseThrow()
                .specification();
        profile = ProfileJson.read(Files.readAllBytes(FlightLines.EXAMPLE.resolve("flight-delay.profile.json")));
        lines = FlightLines.between(Bug.UNIT, Instant.parse("2001-02-28T00:00:00Z"), UNTIL);
        ModelPlan plan = new ModelPlan(
                specification.models().get(0), specification.business(), Map.of("default", profile), List.of());
        ModelState state =
                new ModelState(plan, new StateSettings(Duration.ofMinutes(5), OlderPredictions.NONE, 100_000, 100_000));
        Decoder decoder = new Decoder(List.of(plan.layout()), DecodeLimits.DEFAULT, new IdHash(1, 2));
        for (int from = 0; from < lines.size(); from += 1_000) {
            byte[] body = body(lines.subList(from, Math.min(lines.size(), from + 1_000)), line -> true)
                    .getBytes(StandardCharsets.UTF_8);
            Decoded decoded = decoder.decode(body, body.length, Decoder.Format.LINES);
            for (DecodedBatch batch : decoded.batches()) {
                Admission admission = state.admit(batch, UNTIL.toEpochMilli(), 0, decoded.rejections());
                state.apply(new Binner(plan).bin(batch, admission), state.appliedRows() + 1);
            }
        }
        clock = state.clockMillis(0);
        exporter = Scores.of(state.totals(0)).versions().get(0);
    }

    private static String body(List<Observation> lines, Predicate<Observation> which) {
        return lines.stream().filter(which).map(line -> line.json() + "\n").collect(Collectors.joining());
    }

    /** The file of the predictions that the exporter's window holds when it ends at that time; all labels beside it. */
    private static Evaluation evaluate(long end) throws Exception {
        long last = DAY.paneOf(end);
        Path data = Files.writeString(
                folder.resolve("window-" + end + ".ndjson"),
                body(
                        lines,
                        line -> line.kind() == Observation.Kind.PREDICTION
                                && DAY.paneOf(line.time().toEpochMilli()) >= last - DAY.perWindow()
                                && DAY.paneOf(line.time().toEpochMilli()) <= last));
        Path labels = Files.writeString(
                folder.resolve("labels.ndjson"), body(lines, line -> line.kind() == Observation.Kind.LABEL));
        return Evaluator.evaluate(
                specification.models().get(0), profile, List.of(data), Optional.of(labels), Progress.NONE);
    }

    @Test
    void everyScoreOfEveryColumnIsTheExportersBitForBit() throws Exception {
        Evaluation evaluation = evaluate(clock);

        ScoreSnapshot.DriftWindow window = exporter.drift().get(0);
        assertThat(window.window()).isEqualTo("24h");
        assertThat(evaluation.columns())
                .extracting(ColumnEvaluation::scores)
                .containsExactlyInAnyOrderElementsOf(window.scores());
        DriftScores distance = evaluation.columns().get(0).scores();
        assertThat(distance.column()).isEqualTo("distance");
        assertThat(distance.verdict()).isEqualTo(Verdict.CRITICAL);
        assertThat(evaluation.holdout()).isPositive();
    }

    @Test
    void performanceIsTheExportersOfTheWindowThatEndsTheLabelDelayAgo() throws Exception {
        Duration delay = specification.models().get(0).performance().labelDelay();

        PerformanceEvaluation performance =
                Objects.requireNonNull(evaluate(clock - delay.toMillis()).performance());

        ScoreSnapshot.PerformanceWindow window = exporter.performance().get(0);
        assertThat(window.window()).isEqualTo("24h");
        assertThat(window.metrics()).extracting(PerformanceScore::metric).contains("accuracy", "f1");
        for (PerformanceScore score : window.metrics()) {
            // The area under the curve is the exporter's only within the bound of its bins.
            if (!score.metric().equals("roc_auc")) {
                PerformanceScore evaluated =
                        performance.metric(score.metric()).orElseThrow().score();
                assertThat(evaluated.value()).as(score.metric()).isCloseTo(score.value(), within(1e-12));
                assertThat(evaluated.samples()).as(score.metric()).isEqualTo(score.samples());
                assertThat(evaluated.lnPValue()).as(score.metric()).isCloseTo(score.lnPValue(), within(1e-9));
            }
        }
        assertThat((double) performance.labelled() / performance.predictions())
                .isEqualTo(window.coverage().orElseThrow());
    }

    @Test
    void theMeanConfidenceIsTheExporters() throws Exception {
        PerformanceScore expected =
                Objects.requireNonNull(exporter.performance().get(0).confidence());

        PerformanceScore confidence = Objects.requireNonNull(evaluate(clock).performance())
                .metric("confidence")
                .orElseThrow()
                .score();

        assertThat(confidence.value()).isCloseTo(expected.value(), within(1e-12));
        assertThat(confidence.lnPValue()).isCloseTo(expected.lnPValue(), within(1e-9));
    }
}
