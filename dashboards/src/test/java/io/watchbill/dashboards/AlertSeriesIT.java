package io.watchbill.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.watchbill.testing.BackfilledSeries;
import io.watchbill.testing.PrometheusServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** How urgent a Prometheus says that alerts are. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AlertSeriesIT {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");

    private PrometheusServer prometheus;

    @BeforeAll
    void back(@TempDir Path folder) {
        BackfilledSeries series = new BackfilledSeries();
        fires(series, "ShopDown", "shop", "P1", "critical");
        fires(series, "ShopSlow", "shop", "P3", "warning");
        fires(series, "SearchStale", "search", "P4", "info");
        fires(series, "SearchDrifts", "search", "P4", "info");
        for (String system : new String[] {"shop", "search", "idle"}) {
            fires(series, "Watchdog", system, "P4", "none");
        }
        series.write(PrometheusServer.data(folder));
        prometheus = PrometheusServer.onBlocks(folder);
    }

    @AfterAll
    void stop() {
        prometheus.close();
    }

    private static void fires(BackfilledSeries series, String name, String system, String priority, String severity) {
        String labels = "alertname=\"%s\",alertstate=\"firing\",system=\"%s\",priority=\"%s\",severity=\"%s\"";
        series.add("ALERTS{" + labels.formatted(name, system, priority, severity) + "}", NOW, "1");
    }

    @Test
    void theMostUrgentAlertCounts() throws Exception {
        assertThat(answer(AlertSeries.urgency(alerts()), "system")).isEqualTo(Map.of("", "4"));
        assertThat(answer(AlertSeries.urgency(alerts().where("system", "search")), "system"))
                .isEqualTo(Map.of("", "1"));
    }

    @Test
    void whatAlwaysFiresIsNoTrouble() throws Exception {
        assertThat(answer(AlertSeries.urgency(alerts().where("system", "idle")), "system"))
                .isEqualTo(Map.of("", "0"));
    }

    @Test
    void bySystemEachHasTheMostUrgentOfItsOwn() throws Exception {
        assertThat(answer(AlertSeries.urgencyBy("system", alerts()), "system"))
                .isEqualTo(Map.of("shop", "4", "search", "1"));
    }

    private static Series alerts() {
        return AlertSeries.trouble("ALERTS").where("alertstate", "firing");
    }

    /** The values, by what the label says. */
    private Map<String, String> answer(String query, String label) throws Exception {
        Map<String, String> values = new TreeMap<>();
        String answer = prometheus.get("/api/v1/query?time=" + NOW.getEpochSecond() + "&query="
                + URLEncoder.encode(query, StandardCharsets.UTF_8));
        for (JsonNode result : JSON.readTree(answer).path("data").path("result")) {
            values.put(
                    result.path("metric").path(label).asText(),
                    result.path("value").path(1).asText());
        }
        return values;
    }
}
