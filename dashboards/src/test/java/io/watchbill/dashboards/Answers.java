package io.watchbill.dashboards;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.watchbill.dashboards.grafana.Dashboard;
import io.watchbill.testing.PrometheusServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a Prometheus answers at an instant. */
record Answers(PrometheusServer prometheus, Instant at) {

    private static final JsonMapper JSON = new JsonMapper();

    /** The value of the one answer without labels, or {@code nothing}. */
    String of(String query) {
        return by("", query).getOrDefault("", "nothing");
    }

    /** The values, by what the label says. */
    Map<String, String> by(String label, String query) {
        Map<String, String> values = new TreeMap<>();
        for (JsonNode result : rows(query)) {
            values.put(
                    result.path("metric").path(label).asText(),
                    result.path("value").path(1).asText());
        }
        return values;
    }

    /** Each answer with its labels and its value. */
    JsonNode rows(String query) {
        String answer = prometheus.get("/api/v1/query?time=" + at.getEpochSecond() + "&query="
                + URLEncoder.encode(query, StandardCharsets.UTF_8));
        try {
            return JSON.readTree(answer).path("data").path("result");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The values of a label over the minutes before, a minute apart. */
    Set<String> over(int minutes, String label, String query) {
        String answer = prometheus.get("/api/v1/query_range?step=60&start="
                + at.minus(Duration.ofMinutes(minutes)).getEpochSecond() + "&end=" + at.getEpochSecond() + "&query="
                + URLEncoder.encode(query, StandardCharsets.UTF_8));
        Set<String> values = new TreeSet<>();
        try {
            JSON.readTree(answer)
                    .path("data")
                    .path("result")
                    .forEach(series ->
                            values.add(series.path("metric").path(label).asText()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
        return values;
    }

    /** A query of the panel of that title. */
    static String query(Collection<Dashboard> dashboards, String title, int number) {
        return dashboards.stream()
                .flatMap(dashboard -> dashboard.allPanels().stream())
                .filter(panel -> panel.title().equals(title))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no panel is called " + title))
                .targets()
                .get(number)
                .expr();
    }
}
