package io.watchbill.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.watchbill.bench.objectives.PrometheusProcess;
import io.watchbill.dashboards.QueryTimes;
import io.watchbill.dashboards.Substitution;
import io.watchbill.dashboards.Substitution.Choice;
import io.watchbill.dashboards.lint.LintedDashboard;
import io.watchbill.spec.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** What the queries of dashboards take, over the time range with which each dashboard opens. */
final class DashboardQueries {

    private static final int RUNS = 5;
    private static final int SLOWEST = 10;

    private final PrometheusProcess prometheus;
    private final Instant end;
    private final List<Timed> timed = new ArrayList<>();

    private record Timed(String name, String promql, double median, double most, boolean answered) {}

    DashboardQueries(PrometheusProcess prometheus, Instant end) {
        this.prometheus = prometheus;
        this.end = end;
    }

    /** Asks every query of the dashboard's panels and annotations. */
    void ask(LintedDashboard dashboard) throws Exception {
        JsonNode json = dashboard.json();
        String from = json.at("/time/from").asText();
        Duration range = Duration.parse(
                from.replace("now-", "").matches("\\d+d")
                        ? "P" + from.replace("now-", "").toUpperCase(Locale.ROOT)
                        : "PT" + from.replace("now-", "").toUpperCase(Locale.ROOT));
        Map<String, Choice> choices = choices(json);
        List<JsonNode> targets = new ArrayList<>(json.path("panels").findParents("expr"));
        targets.addAll(json.at("/annotations/list").findParents("expr"));
        for (JsonNode target : targets) {
            QueryTimes times = QueryTimes.of(
                    range,
                    DashboardSeries.SCRAPE,
                    Durations.parse(target.path("interval").asText()));
            String promql = new Substitution(choices, times.builtIn())
                    .in(target.path("expr").asText());
            double[] took = new double[RUNS];
            JsonNode answer = json;
            for (int i = 0; i < RUNS; i++) {
                long begun = System.nanoTime();
                answer = target.path("instant").asBoolean()
                        ? prometheus.query(promql, end)
                        : prometheus.queryRange(promql, end.minus(range), end, times.step());
                took[i] = (System.nanoTime() - begun) / (double) TimeUnit.MILLISECONDS.toNanos(1);
            }
            Arrays.sort(took);
            timed.add(new Timed(
                    json.path("title").asText() + " " + target.path("refId").asText(),
                    promql,
                    took[RUNS / 2],
                    took[RUNS - 1],
                    !answer.path("result").isEmpty()));
        }
    }

    /** The first value of each variable that is written out, and for the others what the series have. */
    private static Map<String, Choice> choices(JsonNode dashboard) {
        Map<String, Choice> choices = new LinkedHashMap<>();
        dashboard.at("/templating/list").forEach(variable -> {
            String name = variable.path("name").asText();
            String first = variable.path("query").asText().split(",", 2)[0];
            choices.put(name, Choice.of(first.isEmpty() ? DashboardSeries.value(name) : first));
        });
        return choices;
    }

    /** How many there were, how many had an answer, and what they took: of each query the middle one of its runs. */
    Map<String, Double> values() {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("queries", (double) timed.size());
        values.put("queriesAnswered", (double)
                timed.stream().filter(Timed::answered).count());
        values.put(
                "slowestQueryMilliseconds",
                timed.stream().mapToDouble(Timed::median).max().orElse(0));
        values.put(
                "slowestRunMilliseconds",
                timed.stream().mapToDouble(Timed::most).max().orElse(0));
        values.put(
                "meanQueryMilliseconds",
                timed.stream().mapToDouble(Timed::median).average().orElse(0));
        return values;
    }

    /** A line for each that had no answer, so that its time says nothing: where it stands, and the query. */
    String unanswered() {
        return timed.stream()
                .filter(each -> !each.answered())
                .map(each -> "no answer: " + each.name() + ": " + each.promql() + "\n")
                .collect(Collectors.joining());
    }

    /** A line for each of the slowest ones: the middle run, the longest, where it stands, and the query. */
    String slowest() {
        StringBuilder text = new StringBuilder();
        timed.stream()
                .sorted(Comparator.comparingDouble(Timed::median).reversed())
                .limit(SLOWEST)
                .forEach(each -> text.append(String.format(
                        Locale.ROOT,
                        "%6.0f ms, at most %6.0f  %s: %s%n",
                        each.median(),
                        each.most(),
                        each.name(),
                        each.promql())));
        return text.toString();
    }
}
