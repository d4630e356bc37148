package io.watchbill.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.watchbill.dashboards.grafana.Annotation;
import io.watchbill.dashboards.grafana.Panel;
import io.watchbill.dashboards.grafana.Target;
import io.watchbill.plan.Plan;
import io.watchbill.spec.Durations;
import io.watchbill.testing.BackfilledSeries;
import io.watchbill.testing.PrometheusServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a Prometheus answers to panels whose queries choose or compare, over six hours in which some things change. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PanelAnswersIT {

    private static final Duration SCRAPE = Duration.ofMinutes(3);
    private static final Plan PLAN = ExamplePlans.flightDelay(new io.watchbill.plan.Target(SCRAPE, SCRAPE, 1));
    private static final Duration RANGE = Duration.ofHours(6);
    private static final Instant START = Instant.parse("2026-01-05T02:00:00Z");
    private static final Instant END = START.plus(RANGE);

    /** The scrape at which things change. */
    private static final int CHANGE = 60;

    private static final int CATEGORIES = 100;
    private static final int COLUMNS = 12;
    private static final int SHOWN = 20;
    private static final String MODEL = "model=\"flight_delay\",version=\"1\"";

    private PrometheusServer prometheus;
    private GrafanaAnswers answers;

    @BeforeAll
    void back(@TempDir Path folder) {
        BackfilledSeries series = new BackfilledSeries();
        for (int scrape = 0; !at(scrape).isAfter(END); scrape++) {
            Instant at = at(scrape);
            boolean late = scrape > CHANGE;
            conversion(series, at, "a", "0.03");
            conversion(series, at, "b", late ? "0.06" : "0.03");
            for (int column = 0; column < COLUMNS; column++) {
                // Ever other columns are the worst ones, for half an hour each.
                double psi = 0.01 * column + (scrape / 10 % COLUMNS == column ? 0.5 : 0);
                psi(series, at, "column_" + column, "24h", psi);
                psi(series, at, "column_" + column, "7d", psi);
            }
            psi(series, at, "distance", "24h", 0.3);
            psi(series, at, "distance", "7d", 0.2);
            for (int bin = 0; bin < CATEGORIES; bin++) {
                int more = bin == 7 && late ? 40 * (scrape - CHANGE) : 0;
                bin(series, at, "origin", "%03d airport".formatted(bin + 1), 20 * scrape + more);
            }
            for (int bin = 0; bin < 10; bin++) {
                // Of ten values in half an hour, now the even bins have four more, now the odd ones.
                bin(series, at, "distance", "%02d miles".formatted(bin + 1), scrape + (scrape / 10 + bin) / 2 * 4);
            }
            requests(series, at, "1");
            if (late) {
                requests(series, at, "2");
            }
        }
        series.write(PrometheusServer.data(folder));
        prometheus = PrometheusServer.onBlocks(folder);
        answers = new GrafanaAnswers(prometheus);
    }

    @AfterAll
    void stop() {
        prometheus.close();
    }

    private static Instant at(int scrape) {
        return START.plus(SCRAPE.multipliedBy(scrape));
    }

    private static void conversion(BackfilledSeries series, Instant at, String instance, String value) {
        String labels = "{" + MODEL + ",arm=\"champion\",window=\"7d\",instance=\"" + instance + "\"}";
        series.add("ml_conversion_ratio" + labels, at, value);
    }

    private static void psi(BackfilledSeries series, Instant at, String column, String window, double value) {
        String labels = "{" + MODEL + ",column=\"" + column + "\",kind=\"feature\",window=\"" + window + "\"}";
        series.add("ml_drift_psi" + labels, at, Double.toString(value));
    }

    private static void bin(BackfilledSeries series, Instant at, String column, String bin, int count) {
        String labels = "{" + MODEL + ",column=\"" + column + "\",kind=\"feature\",bin=\"" + bin + "\"}";
        series.add("ml_column_bin_total" + labels, at, Integer.toString(count));
        series.add("ml_column_reference_samples" + labels, at, "1000");
    }

    private static void requests(BackfilledSeries series, Instant at, String version) {
        series.add("ml_requests_total{model=\"flight_delay\",version=\"" + version + "\",outcome=\"ok\"}", at, "100");
    }

    @Test
    void replicasThatAgreeAreOneLineAndThoseThatDifferAreTwo() {
        Panel conversion = panel("Conversion, by window");

        assertThat(answer(conversion, 0, Map.of(), at(50), Duration.ofHours(1))).hasSize(1);
        assertThat(answer(conversion, 1, Map.of(), at(50), Duration.ofHours(1))).isEmpty();
        assertThat(answer(conversion, 1, Map.of(), END, Duration.ofHours(1)))
                .singleElement()
                .satisfies(line -> assertThat(values(line).values()).containsOnly(0.06));
        assertThat(conversion.targets())
                .extracting(Target::legendFormat)
                .contains("{{version}} {{arm}} over 7d", "{{version}} {{arm}} over 7d, another replica");
    }

    @Test
    void aColumnThatAnAlertDrawsIsNotDrawnTwice() {
        Panel psi = panel("PSI, all columns");

        assertThat(labels(answer(psi, 0, Map.of(), END, RANGE), "column")).containsExactly("distance");
        assertThat(labels(answer(psi, 1, Map.of("window", "24h"), END, RANGE), "column"))
                .hasSize(COLUMNS)
                .doesNotContain("distance");
        assertThat(labels(answer(psi, 1, Map.of("window", "7d"), END, RANGE), "column"))
                .hasSize(COLUMNS + 1)
                .contains("distance");
    }

    @Test
    void theWorstColumnsAreTheSameAtEveryMoment() {
        List<JsonNode> lines = answer(panel("Drift beside it: the worst columns' PSI"), 0, Map.of(), END, RANGE);

        assertThat(lines)
                .hasSize(5)
                .allSatisfy(
                        line -> assertThat(values(line)).hasSize((int) (RANGE.toMinutes() / SCRAPE.toMinutes()) + 1));
    }

    @Test
    void ofManyCategoriesThoseThatMovedMostAreShownAndTheRestAsOne() {
        Panel bars = panel("$column: training against production");

        for (int query : new int[] {0, 1}) {
            List<JsonNode> shares = answer(bars, query, Map.of("column", "origin"), END, RANGE);
            assertThat(labels(shares, "shown")).hasSize(SHOWN + 1).contains("008 airport", "the rest");
            assertThat(shares.stream()
                            .mapToDouble(row -> row.path("value").path(1).asDouble())
                            .sum())
                    .isBetween(0.999, 1.001);
        }
    }

    @Test
    void whereTheMassMovedIsRedFromWhenItDidAndHasTheSameRowsThroughout() {
        List<JsonNode> rows = answer(panel("$column: where the mass moved"), 0, Map.of("column", "origin"), END, RANGE);

        assertThat(labels(rows, "shown")).hasSize(SHOWN + 1).contains("008 airport", "the rest");
        Map<Instant, Double> airport = rows.stream()
                .filter(row -> row.at("/metric/shown").asText().equals("008 airport"))
                .findFirst()
                .map(PanelAnswersIT::values)
                .orElseThrow();
        assertThat(airport.get(at(50))).isBetween(-0.1, 0.1);
        assertThat(airport.get(END)).isGreaterThan(1.0);
        assertThat(rows).allSatisfy(row -> assertThat(values(row)).hasSameSizeAs(airport));
    }

    @Test
    void fewValuesLeaveTheMapPale() {
        List<JsonNode> rows =
                answer(panel("$column: where the mass moved"), 0, Map.of("column", "distance"), END, RANGE);

        assertThat(labels(rows, "shown")).hasSize(10).doesNotContain("the rest");
        assertThat(rows)
                .allSatisfy(row -> assertThat(values(row).values())
                        .allSatisfy(value -> assertThat(value).isBetween(-0.5, 0.5)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1m", "15m", "2h"})
    void aNewVersionIsMarkedOnceHoweverFarApartTheMarksAre(String step) {
        Annotation marks = Dashboards.of(PLAN).get(0).annotations().list().stream()
                .filter(annotation -> annotation.name().equals("New model versions"))
                .findFirst()
                .orElseThrow();
        Duration apart = Durations.parse(step).orElseThrow();
        // From behind the first scrape on, at which every version is new.
        long from = (START.getEpochSecond() / apart.toSeconds() + 2) * apart.toSeconds();

        List<JsonNode> marked = answers.over(marks.target().expr(), from, END.getEpochSecond(), apart);

        assertThat(marked).singleElement().satisfies(mark -> {
            assertThat(mark.at("/metric/version").asText()).isEqualTo("2");
            assertThat(values(mark)).hasSize(1);
        });
    }

    private static Panel panel(String title) {
        return Dashboards.of(PLAN).stream()
                .flatMap(dashboard -> dashboard.allPanels().stream())
                .filter(panel -> panel.title().equals(title))
                .findFirst()
                .orElseThrow();
    }

    private List<JsonNode> answer(Panel panel, int query, Map<String, String> chosen, Instant end, Duration range) {
        Map<String, String> choices =
                new TreeMap<>(Map.of("model", "flight_delay", "version", "1", "window", "24h", "column", "distance"));
        choices.putAll(chosen);
        return answers.to(panel.targets().get(query), choices, end, range);
    }

    private static SortedSet<String> labels(List<JsonNode> series, String label) {
        SortedSet<String> labels = new TreeSet<>();
        series.forEach(one -> labels.add(one.path("metric").path(label).asText()));
        return labels;
    }

    private static Map<Instant, Double> values(JsonNode series) {
        Map<Instant, Double> values = new TreeMap<>();
        series.path("values")
                .forEach(value -> values.put(
                        Instant.ofEpochSecond(value.path(0).asLong()),
                        value.path(1).asDouble()));
        return values;
    }
}
