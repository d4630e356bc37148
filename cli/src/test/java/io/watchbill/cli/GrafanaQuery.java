package io.watchbill.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.watchbill.dashboards.QueryResult;
import io.watchbill.dashboards.QueryTimes;
import io.watchbill.dashboards.Substitution;
import io.watchbill.spec.Durations;
import io.watchbill.testing.PrometheusServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One query of a panel as Grafana sends it.
 *
 * @param dashboard as its file holds it
 * @param panel that draws the answer
 * @param target the query as the file holds it
 * @param promql the query with every variable filled in
 * @param times range and step
 */
record GrafanaQuery(JsonNode dashboard, JsonNode panel, JsonNode target, String promql, QueryTimes times) {

    private static final JsonMapper MAPPER = new JsonMapper();

    private static final Duration UNTOLD = Duration.ofSeconds(15);

    /**
     * Every query of a dashboard: with the first value of each variable, and with every other value of every variable
     * that it names.
     *
     * @param end of the time range
     */
    static List<GrafanaQuery> of(JsonNode dashboard, PrometheusServer prometheus, Instant end, Duration range) {
        List<Map<String, Substitution.Choice>> choices = choices(dashboard, prometheus, end, range);
        Map<String, GrafanaQuery> queries = new LinkedHashMap<>();
        for (JsonNode panel : panels(dashboard)) {
            for (JsonNode target : panel.path("targets")) {
                if (target.path("hide").asBoolean()) {
                    continue;
                }
                QueryTimes times = times(target, range);
                for (Map<String, Substitution.Choice> choice : choices) {
                    String promql = new Substitution(choice, times.builtIn())
                            .in(target.path("expr").asText());
                    GrafanaQuery query = new GrafanaQuery(dashboard, panel, target, promql, times);
                    queries.putIfAbsent(query.name() + promql, query);
                }
            }
        }
        return List.copyOf(queries.values());
    }

    /** What Grafana makes of a time range for a query, with a data source that nobody has told how often is scraped. */
    static QueryTimes times(JsonNode target, Duration range) {
        return QueryTimes.of(
                range, UNTOLD, Durations.parse(target.path("interval").asText()));
    }

    /** Every panel that draws something, those in collapsed rows too. */
    static List<JsonNode> panels(JsonNode dashboard) {
        List<JsonNode> panels = new ArrayList<>();
        for (JsonNode item : dashboard.path("panels")) {
            if (item.path("type").asText().equals("row")) {
                item.path("panels").forEach(panels::add);
            } else {
                panels.add(item);
            }
        }
        return panels;
    }

    /** The dashboard, the panel and the query's letter. */
    String name() {
        return dashboard.path("title").asText() + ": " + panel.path("title").asText() + " "
                + target.path("refId").asText();
    }

    boolean isInstant() {
        return target.path("instant").asBoolean();
    }

    /** The series of the answer; an answer other than 200 fails with what Prometheus says. */
    JsonNode ask(PrometheusServer prometheus, Instant end) {
        String query = "query=" + URLEncoder.encode(promql, StandardCharsets.UTF_8);
        if (isInstant()) {
            return result(prometheus.get("/api/v1/query?" + query + "&time=" + end.getEpochSecond()));
        }
        long step = times.step().toSeconds();
        long start = end.minus(times.range()).getEpochSecond() / step * step;
        long until = end.getEpochSecond() / step * step;
        return result(
                prometheus.get("/api/v1/query_range?" + query + "&start=" + start + "&end=" + until + "&step=" + step));
    }

    private static JsonNode result(String answer) {
        return json(answer).path("data").path("result");
    }

    private static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Map<String, Substitution.Choice>> choices(
            JsonNode dashboard, PrometheusServer prometheus, Instant end, Duration range) {
        Map<String, Substitution.Choice> first = new LinkedHashMap<>();
        Map<String, List<Substitution.Choice>> others = new LinkedHashMap<>();
        for (JsonNode variable : dashboard.path("templating").path("list")) {
            String name = variable.path("name").asText();
            List<String> values = values(variable, first, prometheus, end, range);
            if (values.isEmpty()) {
                throw new AssertionError(dashboard.path("title").asText() + ": the variable " + name + " has no value");
            }
            boolean several = variable.path("multi").asBoolean()
                    || variable.path("includeAll").asBoolean();
            List<Substitution.Choice> all = new ArrayList<>();
            for (String value : values) {
                all.add(new Substitution.Choice(List.of(value), several, Optional.empty()));
            }
            if (variable.path("includeAll").asBoolean()) {
                all.add(
                        0,
                        new Substitution.Choice(
                                values,
                                true,
                                Optional.ofNullable(variable.path("allValue").textValue())));
            }
            first.put(name, all.get(0));
            others.put(name, all.subList(1, all.size()));
        }
        List<Map<String, Substitution.Choice>> choices = new ArrayList<>();
        choices.add(first);
        others.forEach((name, list) -> list.forEach(other -> {
            Map<String, Substitution.Choice> choice = new LinkedHashMap<>(first);
            choice.put(name, other);
            choices.add(choice);
        }));
        return choices;
    }

    private static List<String> values(
            JsonNode variable,
            Map<String, Substitution.Choice> before,
            PrometheusServer prometheus,
            Instant end,
            Duration range) {
        String type = variable.path("type").asText();
        JsonNode query = variable.path("query");
        return switch (type) {
            case "datasource" -> List.of("prometheus");
            case "custom", "interval" -> List.of(query.asText().split("\\s*,\\s*"));
            case "textbox", "constant" -> List.of(query.asText());
            case "query" -> {
                String question = new Substitution(
                                before,
                                QueryTimes.of(range, UNTOLD, Optional.empty()).builtIn())
                        .in(query.isObject() ? query.path("query").asText() : query.asText());
                yield queryResult(question, variable.path("regex").asText(), prometheus, end);
            }
            default -> throw new AssertionError("a variable of type " + type);
        };
    }

    private static List<String> queryResult(String question, String regex, PrometheusServer prometheus, Instant end) {
        String promql = question.substring("query_result(".length(), question.length() - 1);
        return QueryResult.values(
                result(prometheus.get("/api/v1/query?query=" + URLEncoder.encode(promql, StandardCharsets.UTF_8)
                        + "&time=" + end.getEpochSecond())),
                regex);
    }
}
