package io.watchbill.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.watchbill.plan.Plan;
import io.watchbill.plan.Planner;
import io.watchbill.plan.Target;
import io.watchbill.plan.yaml.YamlText;
import io.watchbill.rules.format.AlertExpectation;
import io.watchbill.rules.format.ExpectedAlert;
import io.watchbill.rules.format.InputSeries;
import io.watchbill.rules.format.TestCase;
import io.watchbill.rules.format.TestFile;
import io.watchbill.spec.reader.ReadResult;
import io.watchbill.spec.reader.SpecificationReader;
import io.watchbill.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts of a specification that look like PromQL, YAML or templates come out of Prometheus as they were written. */
class HostileNamesTest {

    private static final String SPECIFICATION = """
            apiVersion: watchbill/v1
            kind: OperationsSpecification
            metadata: {name: s, title: %1$s, owner: %1$s}
            models:
              m:
                task: binary-classification
                positiveClass: p
                references: {default: m.profile.json}
                features: {%1$s: {type: numeric}}
            alerting:
              severities:
                P2: {labels: {note: %1$s}}
              receivers:
                page: {webhook_configs: [{url: "http://127.0.0.1:9/"}]}
                chat: {webhook_configs: [{url: "http://127.0.0.1:9/"}]}
                mail: {webhook_configs: [{url: "http://127.0.0.1:9/"}]}
              alerts:
                - {name: SWritten, promql: vector(1), for: 0s, severity: P2, impact: %1$s, runbook: "https://example.com/"}
                - {name: SDrift, condition: %2$s, severity: P2, runbook: "https://example.com/"}
            """;

    @TempDir
    Path directory;

    static Stream<String> names() {
        return Stream.of(
                "quote\"s and 'single'",
                "back\\slash",
                "b{r}aces",
                "{{ .template }}",
                "{{ $value }}",
                "{{{{",
                "}} {{",
                "{{- trim -}}",
                "\u00fcber \u96ea \uD83D\uDE80",
                "a: b # c",
                "[5m]) or vector(1)",
                "` or 1",
                "\"} or vector(1) or x{a=\"",
                "on",
                "0x10",
                "$labels.column",
                "%s %d",
                "- item",
                "*alias");
    }

    @ParameterizedTest
    @MethodSource("names")
    void theyAreTextWhereverTheyStand(String text) throws IOException {
        Plan plan = plan(text);
        ExamplePlan.write(directory, RuleFiles.render(plan));
        Map<String, String> drift = new LinkedHashMap<>(Map.of("model", "m", "version", "1", "kind", "feature"));
        drift.put("window", "24h");
        drift.put("column", text);
        TestFile tests = new TestFile(
                List.of("rules/s.yaml"),
                "1m",
                List.of(new TestCase(
                        "hostile",
                        "1m",
                        List.of(
                                new InputSeries("ml_drift_psi" + selector(drift), "9x10"),
                                new InputSeries("ml_drift_verdict" + selector(drift), "2x10")),
                        List.of(
                                new AlertExpectation("1m", "SWritten", List.of(written(text))),
                                new AlertExpectation("6m", "SDrift", List.of(drifted(text, drift)))))));
        Path file = Files.writeString(directory.resolve("tests.yaml"), YamlText.of(tests, List.of()));

        Tool.Result result = Tool.named("promtool").run("test", "rules", file);

        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    @Test
    void aLineBreakInAMatcherStaysInItsString() throws IOException {
        Plan plan = plan("two\nlines");

        Path rules = ExamplePlan.write(directory, RuleFiles.render(plan));

        Tool.Result result = Tool.named("promtool").run("check", "rules", "--lint=all", "--lint-fatal", rules);
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(RuleFiles.render(plan).get(0).content()).contains("column=\"two\\nlines\"");
    }

    @Test
    void theyAreTextInRulesOverReplicasToo() throws IOException {
        StringBuilder features = new StringBuilder();
        for (String name : names().toList()) {
            String json = new ObjectMapper().writeValueAsString(name);
            features.append(json).append(": {type: numeric}, ");
            features.append(new ObjectMapper().writeValueAsString(name + "!")).append(": {type: categorical}, ");
        }
        Path file = Files.writeString(
                directory.resolve("ops.yaml"),
                SPECIFICATION
                                .formatted("t", "feature_drift.psi > 0.25 over 24h")
                                .replace("t: {type: numeric}", features.toString())
                        + "monitoring: {replicas: several}\n");

        Path rules = ExamplePlan.write(directory, RuleFiles.render(ExamplePlan.of(file, Target.DEFAULT)));

        Tool.Result result = Tool.named("promtool").run("check", "rules", "--lint=all", "--lint-fatal", rules);
        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    private ExpectedAlert written(String text) {
        Map<String, String> labels = labels(text);
        labels.put("layer", "application");
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put("summary", "SWritten fires for " + text + ".");
        annotations.put("description", "The query's value is 1.");
        annotations.put("impact", text);
        annotations.put("runbook_url", "https://example.com/");
        return new ExpectedAlert(labels, annotations);
    }

    private ExpectedAlert drifted(String text, Map<String, String> identity) {
        Map<String, String> labels = labels(text);
        labels.put("layer", "model");
        labels.putAll(identity);
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put("summary", "Feature drift PSI of " + text + " needs attention.");
        annotations.put(
                "description",
                "Feature drift PSI of column " + text + " of model m version 1 is 9: " + condition(text)
                        + " over 24h.");
        annotations.put("runbook_url", "https://example.com/");
        return new ExpectedAlert(labels, annotations);
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels =
                new LinkedHashMap<>(Map.of("system", "s", "priority", "P2", "severity", "critical"));
        labels.put("team", text);
        labels.put("note", text);
        return labels;
    }

    private Plan plan(String text) throws IOException {
        String json = new ObjectMapper().writeValueAsString(text);
        String condition = new ObjectMapper().writeValueAsString(condition(text) + " over 24h");
        Path file = Files.writeString(directory.resolve("ops.yaml"), SPECIFICATION.formatted(json, condition));
        ReadResult result = new SpecificationReader(Files::readString).read(file);
        assertThat(result.loaded()).as("%s", result.findings()).isPresent();
        return Planner.plan(result.loaded().get(), Target.DEFAULT);
    }

    private static String condition(String text) {
        return "feature_drift.psi{column=" + quoted(text) + "} > 0.25";
    }

    private static String selector(Map<String, String> labels) {
        StringBuilder selector = new StringBuilder();
        labels.forEach((name, value) -> selector.append(selector.isEmpty() ? "{" : ", ")
                .append(name)
                .append('=')
                .append(quoted(value)));
        return selector.append('}').toString();
    }

    private static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
