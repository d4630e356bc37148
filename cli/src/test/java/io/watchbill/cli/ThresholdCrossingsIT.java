package io.watchbill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.watchbill.dashboards.Substitution;
import io.watchbill.dashboards.Substitution.Choice;
import io.watchbill.spec.Durations;
import io.watchbill.testing.BackfilledSeries;
import io.watchbill.testing.PrometheusServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a panel draws is in the colour of an alert exactly while the alert's condition holds: for the series with which the
 * generated tests make each alert of the example fire, and for those that stay on the good side. Alerts of objectives are
 * held by {@link ObjectiveCrossingsIT}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ThresholdCrossingsIT {

    private static final Path GENERATED = FlightEvents.EXAMPLE.resolve("generated");
    private static final Instant FIRST = Instant.parse("2020-01-01T00:00:00Z");
    /** No range of a rule reaches from one scene into the one before. */
    private static final Duration APART = Duration.ofDays(45);

    private static final Duration EVALUATION = Duration.ofSeconds(30);
    private static final Pattern PANEL = Pattern.compile("/d/([^/?]+)[^?]*\\?viewPanel=(?:panel-)?(\\d+)");
    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, JsonNode> dashboards = new HashMap<>();
    private final Map<String, JsonNode> rules = new HashMap<>();
    private List<Scene> scenes = List.of();
    private PrometheusServer prometheus;

    /**
     * A generated test of one alert.
     *
     * @param start when its series begin
     * @param length until its last expectation
     * @param labels those of the alert that some test of it expects
     */
    private record Scene(
            String name, JsonNode test, String alert, Instant start, Duration length, Map<String, String> labels) {

        boolean fires() {
            return name.contains(" fires");
        }

        /** Whether both are about the same bound of the same alert. */
        boolean isOfTheSame(Scene other) {
            return alert.equals(other.alert) && bound().equals(other.bound());
        }

        private String bound() {
            return name.substring(name.lastIndexOf(", ") + 1);
        }

        Instant end() {
            return start.plus(length);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    void lay(@TempDir Path folder) throws IOException {
        for (Path file : files("dashboards", ".json")) {
            JsonNode dashboard = JSON.readTree(Files.readString(file));
            dashboards.put(dashboard.path("uid").asText(), dashboard);
        }
        for (Path file : files("rules", ".yaml")) {
            for (JsonNode group :
                    new YAMLMapper().readTree(Files.readString(file)).path("groups")) {
                group.path("rules").forEach(rule -> rules.put(rule.path("alert").asText(), rule));
            }
        }
        scenes = read(new YAMLMapper().readTree(Files.readString(GENERATED.resolve("tests/flight-delay.yaml"))));
        for (Scene scene : scenes) {
            BackfilledSeries backfilled = new BackfilledSeries();
            Duration interval = duration(scene.test().path("interval").asText());
            for (JsonNode input : scene.test().path("input_series")) {
                // OpenMetrics has no space behind the comma.
                String series = input.path("series").asText().replaceAll("\", (?=\\w+=\")", "\",");
                List<Optional<Double>> samples =
                        PromtoolSamples.of(input.path("values").asText());
                for (int i = 0; i < samples.size(); i++) {
                    Instant at = scene.start().plus(interval.multipliedBy(i));
                    samples.get(i).ifPresent(value -> backfilled.add(series, at, Double.toString(value)));
                }
            }
            backfilled.write(PrometheusServer.data(folder));
        }
        prometheus = PrometheusServer.onBlocks(folder);
    }

    @AfterAll
    void end() {
        prometheus.close();
    }

    Stream<Scene> firing() {
        return scenes.stream().filter(Scene::fires);
    }

    @Test
    void everyAlertOfTheExampleButThoseOfItsObjectivesHasAScene() {
        assertThat(firing().map(Scene::alert).distinct()).hasSizeGreaterThan(20);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("firing")
    void aQueryThatIsDrawnIsInTheAlertsColourExactlyWhileItsConditionHolds(Scene scene) {
        JsonNode rule = rules.get(scene.alert());
        Matcher home = PANEL.matcher(rule.at("/annotations/dashboard_url").asText());
        assertThat(home.find()).isTrue();
        assertThat(holds(rule, scene)).as("when the condition holds").isNotEmpty();
        List<Scene> both =
                scenes.stream().filter(other -> other.isOfTheSame(scene)).toList();
        List<JsonNode> panels = GrafanaQuery.panels(dashboards.get(home.group(1)));

        // The panel that the alert links to and those that name it; else the one beside it, with the p-values.
        assertThat(panels.stream()
                                .anyMatch(panel ->
                                        names(panel, scene.alert(), home.group(2)) && agrees(panel, rule, both))
                        || panels.stream().anyMatch(panel -> agrees(panel, rule, both)))
                .as("a panel that crosses its line exactly when the alert becomes pending")
                .isTrue();
    }

    private static boolean names(JsonNode panel, String alert, String home) {
        return panel.path("id").asText().equals(home)
                || panel.path("description").asText().contains(alert)
                || panel.path("targets").findValuesAsText("legendFormat").contains(alert);
    }

    /** Whether one query of the panel, or all together, are in the alert's colour exactly while it holds, in all scenes. */
    private boolean agrees(JsonNode panel, JsonNode rule, List<Scene> scenes) {
        List<List<JsonNode>> candidates = new ArrayList<>();
        List<JsonNode> all = new ArrayList<>();
        panel.path("targets").forEach(all::add);
        all.forEach(target -> candidates.add(List.of(target)));
        candidates.add(all);
        return candidates.stream()
                .anyMatch(targets -> scenes.stream().allMatch(scene -> crosses(panel, targets, rule, scene)));
    }

    /** A value on the line itself may count as over it or as under it: Grafana colours it as over, alerts ask for either. */
    private boolean crosses(JsonNode panel, List<JsonNode> targets, JsonNode rule, Scene scene) {
        Set<Long> holds = holds(rule, scene);
        return coloured(panel, targets, rule, scene, 0).equals(holds)
                || coloured(panel, targets, rule, scene, Math.ulp(1e3)).equals(holds);
    }

    private Set<Long> holds(JsonNode rule, Scene scene) {
        return times(rule.path("expr").asText(), scene, value -> true);
    }

    /** When some series is in the colour of the alert's priority, or in a worse one. */
    private Set<Long> coloured(JsonNode panel, List<JsonNode> targets, JsonNode rule, Scene scene, double onTheLine) {
        boolean critical = rule.at("/labels/priority").asText().matches("P[12]");
        JsonNode steps = panel.at("/fieldConfig/defaults/thresholds/steps");
        Set<Long> times = new TreeSet<>();
        for (JsonNode target : targets) {
            String promql =
                    substitution(panel, target, scene).in(target.path("expr").asText());
            times.addAll(times(promql, scene, value -> {
                String color = "";
                for (JsonNode step : steps) {
                    if (step.path("value").isNull()
                            || value >= step.path("value").asDouble() + onTheLine) {
                        color = step.path("color").asText();
                    }
                }
                return color.equals("red") || (!critical && color.equals("orange"));
            }));
        }
        return times;
    }

    /** The alert's own labels where the link passes them on or a variable has their name; nothing else matters here. */
    private Substitution substitution(JsonNode panel, JsonNode target, Scene scene) {
        Map<String, Choice> choices = new HashMap<>();
        dashboards.values().stream()
                .filter(dashboard -> GrafanaQuery.panels(dashboard).contains(panel))
                .flatMap(dashboard -> {
                    List<JsonNode> variables = new ArrayList<>();
                    dashboard.at("/templating/list").forEach(variables::add);
                    return variables.stream();
                })
                .forEach(variable -> {
                    String name = variable.path("name").asText();
                    String first = variable.path("query").asText().replaceAll(",.*", "");
                    choices.put(name, Choice.of(scene.labels().getOrDefault(name, first.isEmpty() ? "none" : first)));
                });
        return new Substitution(
                choices, GrafanaQuery.times(target, scene.length()).builtIn());
    }

    private interface Seen {
        boolean of(double value);
    }

    /** The times of evaluation at which some series has a value that is seen. */
    private Set<Long> times(String promql, Scene scene, Seen seen) {
        String answer = prometheus.get("/api/v1/query_range?query=" + URLEncoder.encode(promql, StandardCharsets.UTF_8)
                + "&start=" + scene.start().getEpochSecond() + "&end="
                + scene.end().getEpochSecond() + "&step="
                + EVALUATION.toSeconds());
        Set<Long> times = new TreeSet<>();
        try {
            for (JsonNode series : JSON.readTree(answer).at("/data/result")) {
                for (JsonNode sample : series.path("values")) {
                    double value = Double.parseDouble(sample.get(1).asText().replace("Inf", "Infinity"));
                    if (seen.of(value)) {
                        times.add(sample.get(0).asLong() - scene.start().getEpochSecond());
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return times;
    }

    private static List<Scene> read(JsonNode file) {
        Map<String, Map<String, String>> labels = new HashMap<>();
        for (JsonNode test : file.path("tests")) {
            for (JsonNode expected : test.path("alert_rule_test")) {
                Map<String, String> own = new HashMap<>();
                expected.at("/exp_alerts/0/exp_labels")
                        .properties()
                        .forEach(label ->
                                own.put(label.getKey(), label.getValue().asText()));
                if (!own.isEmpty()) {
                    labels.putIfAbsent(expected.path("alertname").asText(), own);
                }
            }
        }
        List<Scene> scenes = new ArrayList<>();
        for (JsonNode test : file.path("tests")) {
            String name = test.path("name").asText();
            if (name.contains(" fires") || name.contains(" is quiet on the good side")) {
                JsonNode last = test.path("alert_rule_test")
                        .get(test.path("alert_rule_test").size() - 1);
                String alert = last.path("alertname").asText();
                scenes.add(new Scene(
                        name,
                        test,
                        alert,
                        FIRST.plus(APART.multipliedBy(scenes.size())),
                        duration(last.path("eval_time").asText()),
                        labels.getOrDefault(alert, Map.of())));
            }
        }
        return List.copyOf(scenes);
    }

    private static Duration duration(String text) {
        return Durations.parse(text).orElseThrow();
    }

    private static List<Path> files(String folder, String end) throws IOException {
        try (Stream<Path> files = Files.list(GENERATED.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
        }
    }
}
