package io.watchbill.rules.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.plan.Plan;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.plan.Target;
import io.watchbill.plan.yaml.YamlText;
import io.watchbill.rules.ExamplePlan;
import io.watchbill.rules.GeneratedTests;
import io.watchbill.rules.RuleFiles;
import io.watchbill.rules.format.AlertExpectation;
import io.watchbill.rules.format.ExpectedAlert;
import io.watchbill.rules.format.InputSeries;
import io.watchbill.rules.format.TestCase;
import io.watchbill.rules.format.TestFile;
import io.watchbill.spec.catalogue.Layer;
import io.watchbill.spec.catalogue.MetricCatalogue;
import io.watchbill.spec.catalogue.Preset;
import io.watchbill.spec.catalogue.Stimulus;
import io.watchbill.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** When presets of other programs say that the system is down; the exporter's own has tests of its own. */
@Execution(ExecutionMode.CONCURRENT)
class PresetDownIT {

    private static final String ALERT = "AnswersDown";

    @TempDir
    Path directory;

    static List<Preset> presets() {
        return MetricCatalogue.presets().stream()
                .filter(preset -> preset.layer() == Layer.APPLICATION)
                .filter(preset -> !List.of("watchbill", "micrometer").contains(preset.name()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("presets")
    void theSystemIsDownWhenRequestsNoLongerSucceedAndNotWhenThereWereFew(Preset preset) throws IOException {
        assertPasses(preset, cases(preset, plan(preset).alert(ALERT).orElseThrow()));
    }

    @Test
    void theSystemIsNotDownAtATimeThatWasQuietYesterdayToo() throws IOException {
        Preset preset = MetricCatalogue.preset("opentelemetry").orElseThrow();
        AlertExpectation silent = expect("1520m", Optional.empty());
        assertPasses(
                preset,
                List.of(
                        test("quiet yesterday", List.of(ok(preset, "0x2880 0+30x140 4200x60")), silent),
                        test(
                                "busy yesterday",
                                List.of(ok(preset, "0+30x3020 90600x60")),
                                expect("1520m", plan(preset).alert(ALERT)))));
    }

    private Plan plan(Preset preset) throws IOException {
        String specification = """
                apiVersion: watchbill/v1
                kind: OperationsSpecification
                metadata: {name: answers, title: Answers, owner: team-answers}
                models: {rag: {task: generation, features: {length: {type: numeric}}}}
                sources: {application: [{preset: %s}]}
                alerting:
                  receivers:
                    page: {webhook_configs: [{url: "http://127.0.0.1:9/"}]}
                    chat: {webhook_configs: [{url: "http://127.0.0.1:9/"}]}
                    mail: {webhook_configs: [{url: "http://127.0.0.1:9/"}]}
                """;
        return ExamplePlan.of(
                Files.writeString(directory.resolve("ops.yaml"), specification.formatted(preset.name())),
                Target.DEFAULT);
    }

    private void assertPasses(Preset preset, List<TestCase> cases) throws IOException {
        Plan plan = plan(preset);
        Plan down = GeneratedTests.part(plan, plan.alert(ALERT).orElseThrow());
        ExamplePlan.write(directory, RuleFiles.render(down));
        TestFile file = new TestFile(List.of(plan.links().rulesPath()), "30s", cases);
        Path tests = Files.writeString(directory.resolve("down.yaml"), YamlText.of(file, List.of()));

        Tool.Result result = Tool.named("promtool").run("test", "rules", tests);

        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    /** One request a second up to 70m, and what comes then. */
    private static List<TestCase> cases(Preset preset, PlannedAlert down) {
        AlertExpectation early = expect("73m", Optional.empty());
        AlertExpectation silent = expect("80m", Optional.empty());
        AlertExpectation firing = expect("80m", Optional.of(down));
        List<TestCase> cases = new ArrayList<>(List.of(
                test("requests go on", List.of(ok(preset, "0+30x200")), silent),
                test("the instances are gone", List.of(ok(preset, "0+30x140 stale")), early, firing),
                test("no request comes any more", List.of(ok(preset, "0+30x140 4200x60")), early, firing),
                test("few requests came before", List.of(ok(preset, "0+1x140 140x60")), silent),
                test(
                        "no instance can be scraped",
                        List.of(
                                new InputSeries("up{instance=\"a\"}", "1x140 0x60"),
                                new InputSeries("up{instance=\"b\"}", "1x140 0x60")),
                        expect("70m", Optional.empty()),
                        firing),
                test(
                        "one instance can be scraped",
                        List.of(
                                new InputSeries("up{instance=\"a\"}", "1x140 0x60"),
                                new InputSeries("up{instance=\"b\"}", "1x200")),
                        silent)));
        failed(preset, "0x140 0+30x60")
                .ifPresent(failing -> cases.add(
                        test("every request fails", List.of(ok(preset, "0+30x140 4200x60"), failing), early, firing)));
        return cases;
    }

    private static InputSeries ok(Preset preset, String values) {
        return series(preset.queries().get("request_rate").stimuli().get(0), values);
    }

    private static Optional<InputSeries> failed(Preset preset, String values) {
        return Optional.ofNullable(preset.queries().get("error_rate"))
                .map(query -> series(query.stimuli().get(1), values));
    }

    private static InputSeries series(Stimulus stimulus, String values) {
        String labels = stimulus.labels().entrySet().stream()
                .map(label -> label.getKey() + "=\"" + label.getValue() + "\"")
                .collect(Collectors.joining(","));
        return new InputSeries(stimulus.series() + "{" + labels + "}", values);
    }

    private static TestCase test(String name, List<InputSeries> series, AlertExpectation... expected) {
        return new TestCase(name, "30s", series, List.of(expected));
    }

    private static AlertExpectation expect(String time, Optional<PlannedAlert> alert) {
        TemplateReading templates = new TemplateReading(Map.of(), 0);
        return new AlertExpectation(
                time,
                ALERT,
                alert
                        .map(down -> new ExpectedAlert(
                                templates.readAll(down.labels()).orElseThrow(),
                                templates.readAll(down.annotations()).orElseThrow()))
                        .stream()
                        .toList());
    }
}
