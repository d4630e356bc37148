package io.watchbill.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.watchbill.dashboards.grafana.Variable;
import io.watchbill.testing.BackfilledSeries;
import io.watchbill.testing.PrometheusServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a Prometheus answers to the questions of variables: dashboards open with the first value. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VariablesIT {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");
    private static final int MINUTES = 120;
    private static final Map<String, String> CHOSEN =
            Map.of("model", "flight_delay", "version", "1.10.0", "window", "24h");

    private PrometheusServer prometheus;

    @BeforeAll
    void back(@TempDir Path folder) {
        BackfilledSeries series = new BackfilledSeries();
        for (int minute = 0; minute <= MINUTES; minute++) {
            Instant at = NOW.minus(Duration.ofMinutes(MINUTES - minute));
            requests(series, "1.9.0", at, 1000 * Math.min(minute, 90));
            if (minute < 60) {
                requests(series, "2025-12-01", at, 400 * minute);
            }
            requests(series, "c0ffee7", at, 0);
            if (minute > 90) {
                requests(series, "1.10.0", at, 90 * (minute - 90));
                requests(series, "1.11.0-rc1", at, 10 * (minute - 90));
            }
        }
        column(series, "carrier", "1", "0.1");
        column(series, "distance", "2", "0.3");
        column(series, "origin", "0", "0.9");
        column(series, "month", "1", "0.2");
        scored(series, "ml_drift_psi", "\"quoted\" one", "0.05");
        series.add(reference("aircraft"), NOW, "10");
        series.write(PrometheusServer.data(folder));
        prometheus = PrometheusServer.onBlocks(folder);
    }

    @AfterAll
    void stop() {
        prometheus.close();
    }

    private static void requests(BackfilledSeries series, String version, Instant at, int count) {
        for (String outcome : List.of("ok", "error")) {
            series.add(
                    "ml_requests_total{model=\"flight_delay\",version=\"%s\",outcome=\"%s\"}"
                            .formatted(version, outcome),
                    at,
                    Integer.toString(outcome.equals("ok") ? count : count / 100));
        }
    }

    private static void column(BackfilledSeries series, String column, String verdict, String psi) {
        series.add(reference(column), NOW, "10");
        scored(series, "ml_drift_verdict", column, verdict);
        scored(series, "ml_drift_psi", column, psi);
    }

    private static void scored(BackfilledSeries series, String family, String column, String value) {
        String labels = "{model=\"flight_delay\",version=\"1.10.0\",column=\"%s\",kind=\"feature\",window=\"24h\"}";
        series.add(family + labels.formatted(column.replace("\"", "\\\"")), NOW, value);
    }

    private static String reference(String column) {
        return "ml_column_reference_samples{model=\"flight_delay\",version=\"1.10.0\",column=\"%s\",bin=\"1 a\"}"
                .formatted(column);
    }

    @Test
    void theVersionThatIsAskedMostNowComesFirstWhateverItsName() {
        assertThat(values("version")).startsWith("1.10.0", "1.11.0-rc1");
    }

    @Test
    void versionsThatAreNoLongerAskedStandBehindByWhatTheyWereAskedInTheTimeRange() {
        assertThat(values("version")).endsWith("1.9.0", "2025-12-01", "c0ffee7");
    }

    @Test
    void theColumnThatDriftsMostComesFirst() {
        assertThat(values("column"))
                .containsExactly("distance", "month", "carrier", "origin", "\"quoted\" one", "aircraft");
    }

    private List<String> values(String name) {
        Variable variable = Dashboards.of(ExamplePlans.flightDelay()).stream()
                .flatMap(dashboard -> dashboard.templating().list().stream())
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        String question = Substitution.of(
                        CHOSEN, QueryTimes.of(Duration.ofHours(2), Duration.ofSeconds(15), Optional.empty()))
                .in(((Variable.Question) variable.query()).query());
        String promql = question.replaceAll("^query_result\\((.*)\\)$", "$1");
        return QueryResult.values(
                JSON.valueToTree(new GrafanaAnswers(prometheus).at(promql, NOW)), String.valueOf(variable.regex()));
    }
}
