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

/**
 * What Prometheus' API returned of every recorded series at one moment.
 *
 * @param time in milliseconds
 */
record RecordedVectors(long time, JsonNode elements) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    static RecordedVectors at(PrometheusServer prometheus, long time) {
        return new RecordedVectors(time, query(prometheus, "{__name__=~\"fleet:.*\"}", time));
    }

    /** The elements of a query's answer. */
    static JsonNode query(PrometheusServer prometheus, String promql, long time) {
        String path =
                "/api/v1/query?query=" + URLEncoder.encode(promql, StandardCharsets.UTF_8) + "&time=" + time / 1000.0;
        try {
            return MAPPER.readTree(prometheus.get(path)).path("data").path("result");
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON", e);
        }
    }

    /** The values of the elements of a series that have these labels. */
    List<Double> values(String name, Map<String, String> labels) {
        List<Double> values = new ArrayList<>();
        for (JsonNode element : elements) {
            JsonNode metric = element.path("metric");
            boolean chosen = labels.entrySet().stream()
                    .allMatch(label -> metric.path(label.getKey()).asText().equals(label.getValue()));
            if (chosen && metric.path("__name__").asText().equals(name)) {
                values.add(Double.valueOf(element.path("value").get(1).asText()));
            }
        }
        return values;
    }

    /** The value of the one element of a series that has these labels; empty where there is none. */
    OptionalDouble value(String name, Map<String, String> labels) {
        List<Double> values = values(name, labels);
        if (values.size() > 1) {
            throw new AssertionError(name + labels + " is not one element but has " + values);
        }
        return values.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(values.get(0));
    }

    /** The names of all series that are there. */
    List<String> names() {
        return elements.findValuesAsText("__name__").stream().distinct().toList();
    }

    /** Every value, as Prometheus writes it. */
    List<String> texts() {
        return elements.findValues("value").stream()
                .map(value -> value.get(1).asText())
                .toList();
    }
}
