package io.watchbill.cli;

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
import java.util.OptionalDouble;
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

    private static final Path EXAMPLE =
            Path.of("..").toAbsolutePath().normalize().resolve("examples/flight-delay");
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

    private final ReplayedFlights flights = new ReplayedFlights(EXAMPLE, FROM, TO);
    private List<ScoreSnapshot> pages = List.of();

    /** By step: whether the accuracy alert must be firing, by its condition on what the page showed. */
    private boolean[] firing = {};

    @TempDir
    private Path folder;

    @BeforeAll
    void replay() throws Exception {
        pages = flights.pages(STEP);
        // `for: 1m` at an evaluation every five minutes: firing from the second evaluation on.
        firing = new boolean[pages.size()];
        for (int i = 1; i < firing.length; i++) {
            firing[i] = tooLow(pages.get(i - 1)) && tooLow(pages.get(i));
        }
    }

    private static boolean tooLow(ScoreSnapshot page) {
        OptionalDouble accuracy = accuracy(page);
        return accuracy.isPresent() && accuracy.getAsDouble() < CRITICAL;
    }

    private static OptionalDouble accuracy(ScoreSnapshot page) {
        return page.versions().stream()
                .flatMap(version -> version.performance().stream())
                .filter(window -> window.window().equals("24h"))
                .flatMap(window -> window.metrics().stream())
                .filter(score -> score.metric().equals("accuracy"))
                .mapToDouble(PerformanceScore::value)
                .findFirst();
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
        ReplayedFlights.Truth truth = flights.truth();
        long delay = flights.model().performance().labelDelay().toMillis();
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
        Duration delay = flights.model().performance().labelDelay();
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
        double largest = 0;
        for (int i = 0; i < pages.size() && at(i).isBefore(MARCH); i++) {
            for (ScoreSnapshot.Version version : pages.get(i).versions()) {
                for (ScoreSnapshot.DriftWindow window : version.drift()) {
                    for (DriftScores scores : window.scores()) {
                        assertThat(scores.verdict())
                                .as(scores.column() + " over " + window.window() + " at " + at(i))
                                .isIn(null, Verdict.NONE);
                        DriftScores.Psi psi = scores.psi();
                        largest = scores.verdict() == null || psi == null ? largest : Math.max(largest, psi.value());
                    }
                }
            }
        }
        assertThat(largest).isBetween(0.001, 0.10);
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
        for (ScoreSnapshot page : pages) {
            OptionalDouble accuracy = accuracy(page);
            values.append(accuracy.isPresent() ? " " + accuracy.getAsDouble() : " _");
        }
        Map<String, Object> test = new LinkedHashMap<>();
        test.put("interval", STEP.toMinutes() + "m");
        test.put(
                "input_series",
                List.of(Map.of(
                        "series",
                        "ml_performance_accuracy{model=\"flight_delay\",version=\"2001-01\",window=\"24h\"}",
                        "values",
                        values.toString())));
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
        JsonNode generated = yaml.readTree(
                EXAMPLE.resolve("generated/rules/flight-delay.yaml").toFile());
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
