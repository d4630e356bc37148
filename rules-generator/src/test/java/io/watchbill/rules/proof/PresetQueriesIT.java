package io.watchbill.rules.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.plan.Artifact;
import io.watchbill.plan.Plan;
import io.watchbill.plan.Target;
import io.watchbill.rules.ExamplePlan;
import io.watchbill.rules.GeneratedTests;
import io.watchbill.rules.RuleFiles;
import io.watchbill.spec.Unit;
import io.watchbill.spec.Worse;
import io.watchbill.spec.catalogue.CatalogueMetric;
import io.watchbill.spec.catalogue.Layer;
import io.watchbill.spec.catalogue.MetricCatalogue;
import io.watchbill.spec.catalogue.Preset;
import io.watchbill.spec.catalogue.Requests;
import io.watchbill.testing.Tool;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The queries of every preset, on promtool: each alert fires and resolves at the value that the program's series give. */
@Execution(ExecutionMode.CONCURRENT)
class PresetQueriesIT {

    private static final String SPECIFICATION = """
            apiVersion: watchbill/v1
            kind: OperationsSpecification
            metadata: {name: answers, title: Answers, owner: team-answers}
            models: {rag: {task: generation, features: {length: {type: numeric}}}}
            sources:
              %s: [{preset: %s, selector: '%s'%s}]
            monitoring:
              keyMetrics:
            %s
            slos: [%s]
            alerting:
              receivers:
                page: {webhook_configs: [{url: "http://127.0.0.1:9/"}]}
                chat: {webhook_configs: [{url: "http://127.0.0.1:9/"}]}
                mail: {webhook_configs: [{url: "http://127.0.0.1:9/"}]}
            """;

    /** Tests that depend on a preset's queries; the others are the same with every preset, and run in {@code RuleTestsIT}. */
    private static final List<String> OF_QUERIES =
            List.of(" is quiet on the good side", " fires and resolves", " fires at ", " vanish");

    @TempDir
    Path directory;

    static List<Preset> presets() {
        return MetricCatalogue.presets();
    }

    @ParameterizedTest
    @MethodSource("presets")
    void everyMetricOfThePresetPassesItsThresholdAtTheValueThatTheSeriesGive(Preset preset) throws IOException {
        // The namespace is another one than the stimuli suggest.
        Plan plan = plan(preset, "namespace=\"answers\",cluster=~\"eu|us\"");

        String tests = assertPasses(plan);

        preset.queries()
                .keySet()
                .forEach(metric -> assertThat(tests)
                        .contains(alert(metric) + " is quiet on the good side", alert(metric) + " fires and resolves"));
    }

    private static String alert(String metric) {
        StringBuilder name = new StringBuilder("Answers");
        for (String word : metric.split("_", -1)) {
            name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
        }
        boolean low = MetricCatalogue.standard().find(metric).orElseThrow().worse() == Worse.LOWER;
        return name + (low ? "Low" : "High") + "Warning";
    }

    private Plan plan(Preset preset, String selector) throws IOException {
        StringBuilder metrics = new StringBuilder();
        for (String name : preset.queries().keySet()) {
            CatalogueMetric metric = MetricCatalogue.standard().find(name).orElseThrow();
            metrics.append("    - {metric: ")
                    .append(name)
                    .append(", warning: \"")
                    .append(metric.worse() == Worse.HIGHER ? "> " : "< ")
                    .append(threshold(metric.unit()))
                    .append("\"}\n");
        }
        String specification = String.format(
                Locale.ROOT,
                SPECIFICATION,
                preset.layer().text(),
                preset.name(),
                selector,
                preset.layer() == Layer.APPLICATION ? ", capacity: 400rps" : "",
                metrics.toString().stripTrailing(),
                preset.requests().map(PresetQueriesIT::objectives).orElse(""));
        return ExamplePlan.of(Files.writeString(directory.resolve("ops.yaml"), specification), Target.DEFAULT);
    }

    private static String objectives(Requests requests) {
        List<String> objectives = new ArrayList<>();
        requests.failed()
                .ifPresent(failed -> objectives.add("{name: answered, target: 99.9%, measurement: error_rate}"));
        requests.duration()
                .ifPresent(duration -> objectives.add("{name: fast, target: '< 100ms', measurement: latency_p99}"));
        return String.join(", ", objectives);
    }

    @ParameterizedTest
    @MethodSource("presets")
    void objectivesCountTheRequestsOfThePreset(Preset preset) throws IOException {
        List<Artifact> rules = RuleFiles.render(plan(preset, "namespace=\"answers\""));

        List<Object> check = new ArrayList<>(List.of("check", "rules", "--lint=all", "--lint-fatal"));
        rules.forEach(artifact -> check.add(ExamplePlan.write(directory, artifact)));
        Tool.Result result = Tool.named("promtool").run(check.toArray());

        assertThat(result.exitCode()).as(result.output()).isZero();
        // Spaces and lines are the layout's.
        String text = rules.stream()
                .map(Artifact::content)
                .collect(Collectors.joining())
                .replaceAll("\\s", "");
        preset.requests().ifPresent(requests -> {
            String bound = requests.duration()
                    .map(duration ->
                            duration.perSecond().compareTo(BigDecimal.ONE) == 0 ? "le=\"0.1\"" : "le=~\"100(\\\\.0)?\"")
                    .orElse("");
            Stream.of(
                            requests.failed(),
                            requests.failed().map(failed -> requests.total()),
                            requests.duration().map(duration -> duration.bucket(bound)),
                            requests.duration().map(Requests.Durations::count))
                    .flatMap(Optional::stream)
                    .map(selector -> selector.replace("$selector}", "namespace=\"answers\""))
                    .forEach(selector -> assertThat(text).contains(selector));
        });
    }

    private static String threshold(Unit unit) {
        return switch (unit) {
            case RATIO -> "60%";
            case SECONDS -> "250ms";
            case BYTES_PER_SECOND -> "10MB/s";
            case PER_SECOND -> "20";
            case BYTES, COUNT, NUMBER -> throw new IllegalArgumentException("no threshold in " + unit);
        };
    }

    private String assertPasses(Plan plan) {
        Tool.Result result = GeneratedTests.runShort(directory, plan, OF_QUERIES);

        assertThat(result.exitCode()).as(result.output()).isZero();
        return GeneratedTests.text(plan);
    }
}
