package io.watchbill.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.watchbill.dashboards.Substitution.Choice;
import io.watchbill.dashboards.grafana.Target;
import io.watchbill.spec.Durations;
import io.watchbill.testing.PrometheusServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The series that a Prometheus answers with, asked as Grafana asks it. */
record GrafanaAnswers(PrometheusServer prometheus) {

    private static final JsonMapper JSON = new JsonMapper();

    /** What a data source says that nobody has told how often is scraped. */
    private static final Duration UNTOLD = Duration.ofSeconds(15);

    /** To a query of a panel with these values of the variables. */
    List<JsonNode> to(Target target, Map<String, String> chosen, Instant end, Duration range) {
        QueryTimes times = QueryTimes.of(
                range, UNTOLD, Optional.ofNullable(target.interval()).flatMap(Durations::parse));
        String promql = Substitution.of(chosen, times).in(target.expr());
        long step = times.step().toSeconds();
        return target.instant()
                ? at(promql, end)
                : over(
                        promql,
                        end.minus(range).getEpochSecond() / step * step,
                        end.getEpochSecond() / step * step,
                        times.step());
    }

    List<JsonNode> at(String promql, Instant time) {
        return series("/api/v1/query?query=" + encoded(promql) + "&time=" + time.getEpochSecond());
    }

    /** With points so far apart, and so much for {@code $__interval}, from one Unix time to another. */
    List<JsonNode> over(String promql, long from, long until, Duration step) {
        String query =
                new Substitution(Map.<String, Choice>of(), Map.of("__interval", Durations.format(step))).in(promql);
        return series("/api/v1/query_range?query=" + encoded(query) + "&start=" + from + "&end=" + until + "&step="
                + step.toSeconds());
    }

    private List<JsonNode> series(String asked) {
        List<JsonNode> series = new ArrayList<>();
        try {
            JSON.readTree(prometheus.get(asked)).at("/data/result").forEach(series::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return series;
    }

    private static String encoded(String promql) {
        return URLEncoder.encode(promql, StandardCharsets.UTF_8);
    }
}
