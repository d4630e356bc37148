package io.watchbill.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.watchbill.plan.AlertKind;
import io.watchbill.plan.Plan;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.plan.Target;
import io.watchbill.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of the example, and of a batch model, as Prometheus judges them. */
class ExampleRulesIT {

    /** Where the tests under {@code src/test/resources/promtool} look for the rules. */
    private static final Path OUT = Path.of("target/promtool");

    private static final Path BY_HAND = Path.of("src/test/resources/promtool");

    private static List<Plan> plans;
    private static List<Path> rules;

    @BeforeAll
    static void render() throws IOException {
        plans = List.of(ExamplePlan.flightDelay(), ExamplePlan.of(BY_HAND.resolve("stock.ops.yaml"), Target.DEFAULT));
        rules = plans.stream()
                .flatMap(plan -> RuleFiles.render(plan).stream())
                .map(artifact -> ExamplePlan.write(OUT, artifact))
                .toList();
        for (Path file : rules) {
            writeGroups(file);
        }
    }

    /** A file of its own for each group of rules, by its name: promtool evaluates all that a test's files hold at every step. */
    private static void writeGroups(Path rules) throws IOException {
        Path folder = Files.createDirectories(OUT.resolve("groups"));
        YAMLMapper yaml = new YAMLMapper();
        for (JsonNode group : yaml.readTree(rules.toFile()).path("groups")) {
            yaml.writeValue(
                    folder.resolve(group.path("name").asText() + ".yaml").toFile(), Map.of("groups", List.of(group)));
        }
    }

    @Test
    void promtoolFindsNothingWrong() {
        List<Object> check = new ArrayList<>(List.of("check", "rules", "--lint=all", "--lint-fatal"));
        check.addAll(rules);
        Tool.Result result = Tool.named("promtool").run(check.toArray());

        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"drift", "performance", "service", "monitoring", "ingestion", "slo", "runs", "held"})
    void alertsFireAndResolveAsWrittenByHand(String subject) {
        Path tests = BY_HAND.resolve(subject + ".yaml");
        Tool.Result result = Tool.named("promtool").run("test", "rules", tests);

        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    @Test
    void everyKindOfAlertFiresInATestWrittenByHand() throws IOException {
        Set<String> firing = new HashSet<>();
        try (Stream<Path> files = Files.list(BY_HAND)) {
            for (Path file :
                    files.filter(path -> !path.endsWith("stock.ops.yaml")).toList()) {
                firing.addAll(firing(file));
            }
        }

        assertThat(plans.stream().flatMap(plan -> plan.alerts().stream()))
                .filteredOn(alert -> firing.contains(alert.name()))
                .extracting(PlannedAlert::kind)
                .contains(AlertKind.values());
    }

    /** The alerts that a file of tests expects to fire at some time. */
    private static Set<String> firing(Path file) throws IOException {
        JsonNode tests = new YAMLMapper().readTree(file.toFile()).path("tests");
        return StreamSupport.stream(tests.spliterator(), false)
                .flatMap(test ->
                        StreamSupport.stream(test.path("alert_rule_test").spliterator(), false))
                .filter(expected -> !expected.path("exp_alerts").isEmpty())
                .map(expected -> expected.path("alertname").asText())
                .collect(Collectors.toSet());
    }
}
