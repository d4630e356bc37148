package io.watchbill.rules.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.watchbill.testing.PrometheusServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** What Prometheus' API returned of every recorded series at one moment. */
final class RecordedVectors {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final JsonNode elements;

    private RecordedVectors(JsonNode elements) {
        this.elements = elements;
    }

    /** The recorded series at a time in milliseconds. */
    static RecordedVectors at(PrometheusServer prometheus, long time) {
        return new RecordedVectors(query(prometheus, "{__name__=~\"fleet:.*\"}", time));
    }

    /** The elements of a query's answer. */
    static JsonNode query(PrometheusServer prometheus, String promql, long time) {
        try {
            return MAPPER.readTree(prometheus.get("/api/v1/query?query="
                            + URLEncoder.encode(promql, StandardCharsets.UTF_8) + "&time=" + time / 1000.0))
                    .path("data")
                    .path("result");
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON", e);
        }
    }

    /** The value of the one element of a series with these labels, or empty where there is none. */
    OptionalDouble value(String name, Map<String, String> labels) {
        List<Double> values = new ArrayList<>();
        for (JsonNode element : elements) {
            JsonNode metric = element.path("metric");
            if (metric.path("__name__").asText().equals(name)
                    && labels.entrySet().stream()
                            .allMatch(label ->
                                    metric.path(label.getKey()).asText().equals(label.getValue()))) {
                values.add(Double.valueOf(element.path("value").get(1).asText()));
            }
        }
        if (values.size() > 1) {
            throw new AssertionError(name + labels + " is not one element but " + values);
        }
        return values.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(values.get(0));
    }

    /** Every value as text. */
    List<String> values() {
        return elements.findValues("value").stream()
                .map(value -> value.get(1).asText())
                .toList();
    }
}
