package io.watchbill.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.watchbill.plan.Artifact;
import io.watchbill.plan.Plan;
import io.watchbill.plan.Planner;
import io.watchbill.plan.Target;
import io.watchbill.spec.finding.MisfitException;
import io.watchbill.spec.promql.Query;
import io.watchbill.spec.reader.ReadResult;
import io.watchbill.spec.reader.SpecificationReader;
import io.watchbill.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever text stands in a specification outside promql and summary, the rules ask the same and say it as text. */
class HostileTextsTest {

    /** %s is every text that a specification may hold freely. */
    private static final String SPECIFICATION = """
            apiVersion: watchbill/v1
            kind: OperationsSpecification
            metadata: {name: s, title: %1$s, owner: %1$s, description: %1$s}
            models:
              m:
                task: binary-classification
                positiveClass: %1$s
                references: {default: %1$s}
                columns: {id: %1$s, prediction: %1$s}
                features: {%1$s: {type: categorical, unit: %1$s}, number: {type: numeric}}
                performance: {holdout: {arm: %1$s, share: 5%%}}
            business:
              conversion: {event: %1$s, within: 1h}
              value: {event: %1$s, unit: %1$s}
              feedback: {positive: [%1$s], negative: [good]}
              downstream: {failed: [%1$s, other]}
            sources:
              infrastructure: [{preset: node-exporter, selector: %2$s}]
              application: [{preset: watchbill, selector: %2$s, capacity: 400rps}]
            monitoring:
              keyMetrics:
                - {metric: error_rate, warning: "> 1%%", critical: "> 5%%"}
                - {metric: cpu_usage, warning: "> 80%%"}
                - {metric: throughput_usage, warning: "> 80%%"}
                - {metric: downstream_failure_rate, warning: "> 80%%"}
                - {metric: %3$s, over: 24h, warning: "> 0.1"}
              dashboards: [{name: %1$s, purpose: %1$s, link: https://example.com/}]
            alerting:
              severities:
                P2: {title: %1$s, labels: {note: %1$s}}
              receivers:
                page: {webhook_configs: [{url: "http://127.0.0.1:9/"}]}
                chat: {webhook_configs: [{url: "http://127.0.0.1:9/"}]}
                mail: {webhook_configs: [{url: "http://127.0.0.1:9/"}]}
              alerts:
                - {name: SDrift, condition: %4$s, severity: P2, impact: %1$s, runbook: r}
            slos:
              - {name: availability, target: 99.9%%, measurement: error_rate}
              - {name: latency, target: "< 100ms", measurement: latency_p99}
            onCall:
              rotations: [{role: %1$s, schedule: weekly from 2026-11-23 09:00, members: [ana]}]
              people: {ana: {name: %1$s, slack: %1$s}}
            maintenance: [{name: %1$s, frequency: every day 02:00, duration: 1h, activities: %1$s}]
            runbooks:
              architecture: {description: %1$s, diagram: %1$s}
              operations: [{name: %1$s, when: %1$s, steps: [%1$s], verification: %1$s}]
              troubleshooting: [{id: r, symptom: %1$s, causes: [%1$s], investigation: [%1$s], resolution: %1$s}]
            """;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quote\"s and 'single'",
                "back\\slash\\",
                "b{r}aces",
                "{{ .template }}",
                "{{ $value",
                "{{{{",
                "}} {{",
                "{{/*",
                "{{ `",
                "\u00fcber \u96ea \uD83D\uDE80",
                "two\nlines\ttab",
                "a: b # c",
                "[5m]) or vector(1)",
                "` or 1",
                "\"} or vector(1) or x{a=\"",
                "$selector $rate $capacity $failed",
                "a|b.*+?(c)",
                "%s %d %1$s",
                "- item",
                "*alias &anchor !tag",
            })
    void theRulesAskTheSameWhateverTheTextsSay(String text) throws IOException {
        Plan plan = plan(text);
        List<Object> check = new ArrayList<>(List.of("check", "rules", "--lint=all", "--lint-fatal"));
        RuleFiles.render(plan).forEach(rules -> check.add(ExamplePlan.write(directory, rules)));

        Tool.Result result = Tool.named("promtool").run(check.toArray());

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(shapes(plan)).isEqualTo(shapes(plan("harmless")));
    }

    /** The names, kinds and numbers of the parts of each expression: all but the texts in it. */
    private static List<List<String>> shapes(Plan plan) throws IOException {
        List<JsonNode> groups = new ArrayList<>();
        for (Artifact rules : RuleFiles.render(plan)) {
            new YAMLMapper().readTree(rules.content()).path("groups").forEach(groups::add);
        }
        return groups.stream()
                .flatMap(group -> StreamSupport.stream(group.path("rules").spliterator(), false))
                .map(rule -> shape(rule.path("expr").asText()))
                .toList();
    }

    private static List<String> shape(String expression) {
        try {
            return Query.parse(expression).all().stream()
                    .map(HostileTextsTest::word)
                    .toList();
        } catch (MisfitException misfit) {
            throw new AssertionError("no PromQL: " + expression, misfit);
        }
    }

    private static String word(Query part) {
        if (part instanceof Query.Series series) {
            return series.name() + " " + series.reach().range() + " "
                    + series.reach().offset();
        } else if (part instanceof Query.Scalar scalar) {
            return String.valueOf(scalar.value());
        } else if (part instanceof Query.Call call) {
            return call.function();
        } else if (part instanceof Query.Aggregate aggregate) {
            return aggregate.operator();
        }
        return part instanceof Query.Binary binary
                ? binary.operator() + binary.bool()
                : part.getClass().getSimpleName();
    }

    private Plan plan(String text) throws IOException {
        ObjectMapper json = new ObjectMapper();
        String matcher = "{column=" + quoted(text) + "}";
        String yaml = SPECIFICATION.formatted(
                json.writeValueAsString(text),
                json.writeValueAsString("job=" + quoted(text)),
                json.writeValueAsString("feature_drift.psi" + matcher),
                json.writeValueAsString("feature_drift.psi" + matcher + " > 0.25 over 24h"));
        Path file = Files.writeString(directory.resolve("ops.yaml"), yaml);
        ReadResult result = new SpecificationReader(Files::readString).read(file);
        assertThat(result.loaded()).as("%s", result.findings()).isPresent();
        return Planner.plan(result.loaded().get(), Target.DEFAULT);
    }

    private static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
