package io.watchbill.examples.flightdelay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.watchbill.engine.ScoreSnapshot;
import io.watchbill.statistics.DriftScores;
import io.watchbill.statistics.PerformanceScore;
import io.watchbill.statistics.Verdict;
import io.watchbill.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The story that the flights of 2001 tell: no input moves in February, and yet on the days of storms the model is wrong
 * too often. Labels come late, as flights land. The alert is the example's generated rule, evaluated by promtool.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StormsIT {

    private static final Path RULES = Path.of("generated/rules/flight-delay.yaml");
    private static final Instant FROM = Instant.parse("2001-02-01T00:00:00Z");
    private static final Instant MARCH = Instant.parse("2001-03-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2001-04-10T00:00:00Z");
    private static final Duration STEP = Duration.ofMinutes(5);
    private static final Duration WINDOW = Duration.ofHours(24);
    private static final Duration PANE = Duration.ofMinutes(30);
    private static final double CRITICAL = 0.64;
    private static final String ALERT = "FlightDelayAccuracyLow";

    private static final List<LocalDate> STORMS = List.of(
            LocalDate.of(2001, 2, 16),
            LocalDate.of(2001, 2, 17),
            LocalDate.of(2001, 2, 24),
            LocalDate.of(2001, 2, 25),
            LocalDate.of(2001, 2, 26),
            LocalDate.of(2001, 4, 6),
            LocalDate.of(2001, 4, 7));

    /** The last days of the three storms. */
    private static final List<LocalDate> ENDS =
            List.of(LocalDate.of(2001, 2, 17), LocalDate.of(2001, 2, 26), LocalDate.of(2001, 4, 7));

    /** By step: what the page shows; NaN before there is an accuracy. */
    private final List<Double> accuracies = new ArrayList<>();

    /** By step: whether the accuracy alert must be firing, by its condition on what the page shows. */
    private boolean[] firing = {};

    private final List<String> driftedInFebruary = new ArrayList<>();
    private double largestPsiInFebruary;

    @TempDir
    private Path folder;

    @BeforeAll
    void replay() throws Exception {
        new ReplayedFlights(Bug.NONE, FROM, TO).read(STEP, this::read);
        // `for: 1m` at an evaluation every five minutes: firing from the second evaluation on.
        firing = new boolean[accuracies.size()];
        for (int i = 1; i < firing.length; i++) {
            firing[i] = accuracies.get(i - 1) < CRITICAL && accuracies.get(i) < CRITICAL;
        }
    }

    private void read(Instant at, ScoreSnapshot.Version version) {
        while (at(accuracies.size()).isBefore(at)) {
            accuracies.add(Double.NaN); // no version is known before the first event
        }
        accuracies.add(version.performance().stream()
                .filter(window -> window.window().equals("24h"))
                .flatMap(window -> window.metrics().stream())
                .filter(score -> score.metric().equals("accuracy"))
                .mapToDouble(PerformanceScore::value)
                .findFirst()
                .orElse(Double.NaN));
        if (at.isBefore(MARCH)) {
            version.drift().forEach(window -> window.scores().forEach(scores -> drift(at, window.window(), scores)));
        }
    }

    private void drift(Instant at, String window, DriftScores scores) {
        Verdict verdict = scores.verdict();
        DriftScores.Psi psi = scores.psi();
        if (verdict != null && psi != null) {
            largestPsiInFebruary = Math.max(largestPsiInFebruary, psi.value());
            if (verdict != Verdict.NONE) {
                driftedInFebruary.add(scores.column() + " over " + window + " at " + at + ": " + verdict);
            }
        }
    }

    private static Instant at(int step) {
        return FROM.plus(STEP.multipliedBy(step + 1L));
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }

    @Test
    void theAccuracyAlertFiresOnEveryDayOfTheStorms() {
        TreeSet<LocalDate> days = new TreeSet<>();
        for (int i = 0; i < firing.length; i++) {
            if (firing[i]) {
                days.add(day(at(i)));
            }
        }

        assertThat(days).containsAll(STORMS);
        // Beside them only the 23rd, of which the same is true for an hour; no day of March.
        assertThat(days).hasSize(STORMS.size() + 1).contains(LocalDate.of(2001, 2, 23));
    }

    /** At a boundary one flight decides, and a flight that is still in the air may be that one. */
    @Test
    void itFiresAtNoMomentAtWhichTheModelWasRightOftenEnough() throws Exception {
        TrueAccuracy truth = TrueAccuracy.between(FROM, TO);
        long delay = ReplayedFlights.model().performance().labelDelay().toMillis();
        List<String> wrong = new ArrayList<>();
        int fired = 0;
        for (int i = 0; i < firing.length; i++) {
            if (firing[i]) {
                fired++;
                long pane = Math.floorDiv(at(i).toEpochMilli() - delay, PANE.toMillis());
                long from = pane * PANE.toMillis() - WINDOW.toMillis();
                long until = (pane + 1) * PANE.toMillis();
                double beyond = truth.rightBeyond(CRITICAL, from, until);
                if (beyond >= 1) {
                    wrong.add(at(i) + ": " + beyond + " right predictions beyond the threshold");
                }
            }
        }

        assertThat(fired).isGreaterThan(500);
        assertThat(wrong).isEmpty();
    }

    @Test
    void itResolvesADayAndTheLabelDelayAfterTheStormAtTheLatest() {
        Duration delay = ReplayedFlights.model().performance().labelDelay();
        for (LocalDate last : ENDS) {
            Instant resolved = last.plusDays(1)
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant()
                    .plus(WINDOW)
                    .plus(delay)
                    .plus(Duration.ofMinutes(1))
                    .plus(STEP);
            int step = (int) Duration.between(FROM, resolved).dividedBy(STEP) - 1;
            assertThat(firing[step]).as("firing at " + resolved).isFalse();
        }
        assertThat(firing[firing.length - 1]).isFalse();
    }

    @Test
    void noInputDriftsInFebruary() {
        assertThat(driftedInFebruary).isEmpty();
        assertThat(largestPsiInFebruary).isBetween(0.001, 0.10);
    }

    /** The page's values as a test of the generated rules: promtool says when each alert fires. */
    @Test
    void promtoolSeesTheGeneratedRuleFireAtThoseMoments() throws Exception {
        List<Map<String, Object>> expectations = new ArrayList<>();
        for (int i = 1; i < firing.length; i++) {
            if (firing[i] != firing[i - 1]) {
                expectations.add(expectation(i - 1));
                expectations.add(expectation(i));
            }
        }
        assertThat(expectations).hasSizeGreaterThan(6);
        StringBuilder values = new StringBuilder("_");
        for (double accuracy : accuracies) {
            values.append(Double.isNaN(accuracy) ? " _" : " " + accuracy);
        }
        Map<String, Object> test = new LinkedHashMap<>();
        test.put("interval", STEP.toMinutes() + "m");
        test.put(
                "input_series",
                List.of(
                        Map.of(
                                "series",
                                "ml_performance_accuracy{model=\"flight_delay\",version=\"2001-01\",window=\"24h\"}",
                                "values",
                                values.toString()),
                        // The exporter runs all the time: an accuracy that it does not give is none.
                        Map.of(
                                "series",
                                "watchbill_spec_info{name=\"flight-delay\",hash=\"any\"}",
                                "values",
                                "1x" + (accuracies.size() + 1))));
        test.put("promql_expr_test", expectations);
        Path file = folder.resolve("storms.yaml");
        new YAMLMapper()
                .writeValue(
                        file.toFile(),
                        Map.of(
                                "rule_files",
                                List.of(ruleAlone().toString()),
                                "evaluation_interval",
                                STEP.toMinutes() + "m",
                                "tests",
                                List.of(test)));

        Tool.Result result = Tool.named("promtool").run("test", "rules", file);

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(Files.size(file)).isGreaterThan(100_000);
    }

    /** The generated rule in a file of its own: the other alerts' series would cost minutes and say nothing here. */
    private Path ruleAlone() throws IOException {
        YAMLMapper yaml = new YAMLMapper();
        JsonNode generated = yaml.readTree(RULES.toFile());
        ArrayNode rules = yaml.createArrayNode();
        for (JsonNode group : generated.path("groups")) {
            for (JsonNode rule : group.path("rules")) {
                if (rule.path("alert").asText().equals(ALERT)) {
                    rules.add(rule);
                }
            }
        }
        assertThat(rules).hasSize(1);
        Path file = folder.resolve("rule.yaml");
        yaml.writeValue(file.toFile(), Map.of("groups", List.of(Map.of("name", "storms", "rules", rules))));
        return file;
    }

    private Map<String, Object> expectation(int step) {
        return Map.of(
                "expr",
                "count(ALERTS{alertname=\"" + ALERT + "\",alertstate=\"firing\"})",
                "eval_time",
                STEP.toMinutes() * (step + 1L) + "m",
                "exp_samples",
                firing[step] ? List.of(Map.of("labels", "{}", "value", 1)) : List.of());
    }
}
