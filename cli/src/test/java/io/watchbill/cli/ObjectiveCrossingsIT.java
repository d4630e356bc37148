package io.watchbill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.watchbill.spec.Durations;
import io.watchbill.testing.Tool;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the panels of objectives draw is over an alert's own line at exactly those evaluations at which the alert's
 * condition holds, and crosses it at the evaluation at which the alert becomes pending (or fires, where it waits for
 * nothing): for all series of the generated tests but those that vanish while an alert fires. There the alert remembers,
 * and the panel shows nothing.
 *
 * <p>These alerts read what rules record from what rules record, so that promtool evaluates the rules of the objective in
 * their order over the series of the test, and is asked after each evaluation whether panel and alert part.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ObjectiveCrossingsIT {

    private static final Path GENERATED = FlightEvents.EXAMPLE.resolve("generated");
    private static final Pattern PANEL = Pattern.compile("/d/([^/?]+)[^?]*\\?viewPanel=(?:panel-)?(\\d+)");
    private static final Pattern COMPARED = Pattern.compile("(>|<=)\\s+(\\d+(?:\\.\\d+)?)");
    private static final Pattern WINDOWS = Pattern.compile("over (\\w+)(?: and \\w+, line at [0-9.]+)?$");
    private static final String SILENT = "without data, silence";
    private static final String REMEMBERS = "is not resolved by missing data";
    private static final YAMLMapper YAML = new YAMLMapper();

    private final Map<String, JsonNode> dashboards = new HashMap<>();
    private final Map<String, JsonNode> alerts = new HashMap<>();
    private final List<Scene> scenes = new ArrayList<>();
    private Path folder = Path.of("");

    /**
     * A generated test of one alert.
     *
     * @param every between two evaluations of the rules
     * @param length until its last expectation
     */
    private record Scene(JsonNode test, String alert, Duration every, Duration length) {

        boolean fires() {
            return name().contains(" fires ");
        }

        String name() {
            return test.path("name").asText();
        }

        @Override
        public String toString() {
            return name();
        }
    }

    @BeforeAll
    void read(@TempDir Path directory) throws IOException {
        folder = directory;
        for (Path file : files("dashboards", ".json")) {
            JsonNode dashboard = new JsonMapper().readTree(Files.readString(file));
            dashboards.put(dashboard.path("uid").asText(), dashboard);
        }
        JsonNode group = YAML.readTree(Files.readString(GENERATED.resolve("rules/flight-delay.slo.yaml")))
                .at("/groups/0");
        for (JsonNode rule : group.path("rules")) {
            if (rule.has("alert")) {
                alerts.put(rule.path("alert").asText(), rule);
            }
        }
        for (String objective : objectives()) {
            writeRules(group, objective);
        }
        for (Path file : files("tests", ".slo.yaml")) {
            JsonNode tests = YAML.readTree(Files.readString(file));
            Duration every = duration(tests.path("evaluation_interval"));
            for (JsonNode test : tests.path("tests")) {
                String name = test.path("name").asText();
                if (!name.equals(SILENT) && !name.contains(REMEMBERS)) {
                    JsonNode last = test.path("alert_rule_test")
                            .get(test.path("alert_rule_test").size() - 1);
                    scenes.add(
                            new Scene(test, last.path("alertname").asText(), every, duration(last.path("eval_time"))));
                }
            }
        }
    }

    Stream<Scene> scenes() {
        return scenes.stream();
    }

    @Test
    void everyAlertOfEveryObjectiveHasASceneInWhichItFires() {
        assertThat(scenes().filter(Scene::fires).map(Scene::alert).collect(Collectors.toSet()))
                .isEqualTo(alerts.keySet())
                .hasSizeGreaterThan(20);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenes")
    void whatIsDrawnIsOverTheAlertsOwnLineExactlyWhileItsConditionHolds(Scene scene) throws IOException {
        JsonNode rule = alerts.get(scene.alert());
        ObjectNode file = YAML.createObjectNode();
        file.putArray("rule_files").add(rules(objective(rule)).toString());
        file.put("evaluation_interval", seconds(scene.every()));
        ObjectNode test = file.putArray("tests").addObject();
        test.put("name", scene.name());
        test.set("interval", scene.test().path("interval"));
        test.set("input_series", scene.test().path("input_series"));
        ArrayNode asked = test.putArray("promql_expr_test");
        String parted = parted(rule, scene);
        for (Duration at = Duration.ZERO; at.compareTo(scene.length()) <= 0; at = at.plus(scene.every())) {
            ask(asked, parted, at).putArray("exp_samples");
        }
        for (JsonNode expected : scene.test().path("alert_rule_test")) {
            if (!expected.path("exp_alerts").isEmpty()) {
                ask(asked, "clamp_max(count(" + condition(rule) + "), 1)", duration(expected.path("eval_time")))
                        .putArray("exp_samples")
                        .addObject()
                        .put("labels", "{}")
                        .put("value", 1);
            }
        }
        Path path = folder.resolve("asked.yaml");
        Files.writeString(path, YAML.writeValueAsString(file));

        Tool.Result result = Tool.named("promtool").run("test", "rules", path);

        assertThat(result.output()).contains("SUCCESS");
        assertThat(result.exitCode()).isZero();
    }

    private static ObjectNode ask(ArrayNode asked, String promql, Duration at) {
        return asked.addObject().put("expr", promql).put("eval_time", seconds(at));
    }

    /** Empty while the panel and the alert say the same. */
    private String parted(JsonNode rule, Scene scene) {
        String drawn = "(" + beyond(rule) + ")";
        String holds = "(" + condition(rule) + ")";
        String alert = "ALERTS{alertname=\"" + scene.alert() + "\"}";
        String begins = "(count(" + alert + ") unless on () " + alert + " offset " + seconds(scene.every()) + ")";
        // A band says for all series of an alert together whether it holds.
        String on = isBand(rule) ? " unless on () " : " unless ";
        return String.join(
                " or ",
                drawn + on + holds,
                holds + on + drawn,
                drawn + " unless on () " + alert,
                begins + " unless on () " + drawn);
    }

    /** What the alert's home panel draws for it, where it is in the colours of trouble. */
    private String beyond(JsonNode rule) {
        Matcher home = PANEL.matcher(rule.at("/annotations/dashboard_url").asText());
        assertThat(home.find()).isTrue();
        JsonNode panel = GrafanaQuery.panels(dashboards.get(home.group(1))).stream()
                .filter(candidate -> candidate.path("id").asText().equals(home.group(2)))
                .findFirst()
                .orElseThrow();
        String query = "(" + query(panel, rule.path("alert").asText()) + ")";
        assertThat(query).doesNotContain("$");
        Matcher compared = COMPARED.matcher(condition(rule));
        boolean isCompared = compared.find();
        // A band shows trouble as 1, and what nobody knows as more.
        String operator = isCompared ? compared.group(1) : "==";
        BigDecimal limit = isCompared ? new BigDecimal(compared.group(2)) : BigDecimal.ONE;
        assertThat(colorsBeyond(panel, limit, !operator.equals("<=")))
                .as("the colour of the panel's step at " + limit)
                .containsAnyOf("red", colorOf(rule.at("/labels/priority").asText()));
        return query + " " + operator + " " + limit.toPlainString();
    }

    /** The one query of a panel, or that of several which is the alert's: by its name, or by its long window. */
    private static String query(JsonNode panel, String alert) {
        List<String> queries = new ArrayList<>();
        for (JsonNode target : panel.path("targets")) {
            String legend = target.path("legendFormat").asText();
            Matcher windows = WINDOWS.matcher(legend);
            if (panel.path("targets").size() == 1
                    || legend.equals(alert)
                    || (windows.find() && alert.endsWith("Burn" + windows.group(1)))) {
                queries.add(target.path("expr").asText());
            }
        }
        assertThat(queries).hasSize(1);
        return queries.get(0);
    }

    private static String colorOf(String priority) {
        return Map.of("P1", "dark-red", "P2", "red", "P3", "orange", "P4", "blue")
                .getOrDefault(priority, "none");
    }

    /** The colour that begins at the limit, or the one that ends there; none where the panel has no step there. */
    private static List<String> colorsBeyond(JsonNode panel, BigDecimal limit, boolean over) {
        List<String> colors = new ArrayList<>();
        String below = "";
        for (JsonNode step : panel.at("/fieldConfig/defaults/thresholds/steps")) {
            if (step.path("value").isNumber()
                    && step.path("value").decimalValue().compareTo(limit) == 0) {
                colors.add(over ? step.path("color").asText() : below);
            }
            below = step.path("color").asText();
        }
        return colors;
    }

    private static String condition(JsonNode rule) {
        return rule.path("expr").asText();
    }

    private static boolean isBand(JsonNode rule) {
        return rule.path("alert").asText().endsWith("Unmeasured");
    }

    private Set<String> objectives() {
        return alerts.values().stream()
                .map(ObjectiveCrossingsIT::objective)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String objective(JsonNode rule) {
        return rule.at("/labels/slo").asText();
    }

    /** No rule of one objective reads those of another, which would only take time. */
    private void writeRules(JsonNode group, String objective) throws IOException {
        ObjectNode own = group.deepCopy();
        ArrayNode rules = own.putArray("rules");
        group.path("rules").forEach(rule -> {
            if (objective(rule).equals(objective)) {
                rules.add(rule);
            }
        });
        ObjectNode file = YAML.createObjectNode();
        file.putArray("groups").add(own);
        Files.writeString(rules(objective), YAML.writeValueAsString(file));
    }

    private Path rules(String objective) {
        return folder.resolve(objective + ".rules.yaml");
    }

    private static Duration duration(JsonNode text) {
        return Durations.parse(text.asText()).orElseThrow();
    }

    private static String seconds(Duration duration) {
        return duration.toSeconds() + "s";
    }

    private static List<Path> files(String folder, String end) throws IOException {
        try (Stream<Path> files = Files.walk(GENERATED.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
        }
    }
}
