package io.watchbill.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a running Prometheus knows, by its HTTP API. */
final class PrometheusApi {

    private final JsonHttp http;
    private final URI address;

    PrometheusApi(JsonHttp http, URI address) {
        this.http = http;
        this.address = address;
    }

    /** One element of an instant vector. */
    record Sample(Map<String, String> labels, double value) {
        String label(String name) {
            return labels.getOrDefault(name, "");
        }
    }

    /**
     * An alert as Prometheus holds it.
     *
     * @param state {@code pending} or {@code firing}
     */
    record Alert(Map<String, String> labels, Map<String, String> annotations, String state, Instant activeAt) {}

    /** The answer to an instant query that gives a vector. */
    List<Sample> query(String promql) {
        List<Sample> samples = new ArrayList<>();
        for (JsonNode element : ask("/api/v1/query?query=" + encoded(promql)).path("result")) {
            samples.add(new Sample(
                    strings(element.path("metric")),
                    number(element.path("value").path(1))));
        }
        return samples;
    }

    /** The one value of an instant query, if it gives one. */
    Optional<Double> value(String promql) {
        return query(promql).stream().map(Sample::value).findFirst();
    }

    /**
     * When Prometheus first scraped a value of at least {@code threshold}, within the last seconds.
     *
     * @param selector of one series
     */
    Optional<Instant> firstScrapedAtLeast(String selector, double threshold) {
        Optional<Instant> first = Optional.empty();
        for (JsonNode series :
                ask("/api/v1/query?query=" + encoded(selector + "[5s]")).path("result")) {
            for (JsonNode point : series.path("values")) {
                Instant scraped = Instant.ofEpochMilli(Math.round(point.path(0).asDouble() * 1000));
                if (number(point.path(1)) >= threshold && (first.isEmpty() || scraped.isBefore(first.get()))) {
                    first = Optional.of(scraped);
                }
            }
        }
        return first;
    }

    /** When the least recently evaluated rule group was evaluated; empty before the first time. */
    Optional<Instant> allGroupsEvaluatedAt() {
        Optional<Instant> oldest = Optional.empty();
        for (JsonNode group : ask("/api/v1/rules").path("groups")) {
            Instant evaluated =
                    OffsetDateTime.parse(group.path("lastEvaluation").asText()).toInstant();
            if (oldest.isEmpty() || evaluated.isBefore(oldest.get())) {
                oldest = Optional.of(evaluated);
            }
        }
        return oldest;
    }

    /** Every alert that is pending or firing. */
    List<Alert> alerts() {
        List<Alert> alerts = new ArrayList<>();
        for (JsonNode alert : ask("/api/v1/alerts").path("alerts")) {
            alerts.add(new Alert(
                    strings(alert.path("labels")),
                    strings(alert.path("annotations")),
                    alert.path("state").asText(),
                    OffsetDateTime.parse(alert.path("activeAt").asText()).toInstant()));
        }
        return alerts;
    }

    private JsonNode ask(String pathAndQuery) {
        return http.get(address.resolve(pathAndQuery)).path("data");
    }

    private static double number(JsonNode text) {
        return switch (text.asText()) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text.asText());
        };
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static Map<String, String> strings(JsonNode object) {
        Map<String, String> strings = new LinkedHashMap<>();
        object.properties()
                .forEach(field -> strings.put(field.getKey(), field.getValue().asText()));
        return strings;
    }
}
