package io.watchbill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadingCommandsTest {

    private static final Path EXAMPLE = Path.of("../examples/flight-delay/ops.yaml");

    @TempDir
    private Path folder;

    @Test
    void explainSaysForEachValueWhoWroteItOrThatItIsADefault() {
        Run run = Run.of("explain", EXAMPLE);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines().map(line -> line.replaceAll(" +", " ")))
                .anyMatch(line -> line.startsWith(" name: flight-delay # " + EXAMPLE + ":5"))
                .anyMatch(line -> line.startsWith(" task: binary-classification # " + EXAMPLE + ":18"))
                .contains(" numeric: [ks, psi] # default");
    }

    @Test
    void explainIsYamlThatReadsAsTheSameSpecification() throws IOException {
        Path explained = Files.writeString(
                folder.resolve("ops.yaml"), Run.of("explain", EXAMPLE).out());

        assertThat(new YAMLMapper()
                        .readTree(explained.toFile())
                        .path("metadata")
                        .path("name")
                        .asText())
                .isEqualTo("flight-delay");
        Run original = Run.of("compile", EXAMPLE, "-o", folder.resolve("original"));
        Run again = Run.of("compile", explained, "-o", folder.resolve("explained"));
        assertThat(again.err()).isEmpty();
        assertThat(original.exitCode()).isZero();
        // The hash is that of what was written; the defaults are written now.
        assertThat(rules("explained").replaceAll("[0-9a-f]{16}", "HASH"))
                .isEqualTo(rules("original").replaceAll("[0-9a-f]{16}", "HASH"));
        assertThat(folder.resolve("explained/alertmanager/alertmanager.yml"))
                .hasSameTextualContentAs(folder.resolve("original/alertmanager/alertmanager.yml"));
    }

    @Test
    void explainNamesTheFileOfAnOverlayThatWroteTheValue() throws IOException {
        Path overlay = Files.writeString(folder.resolve("ops.staging.yaml"), """
                apiVersion: watchbill/v1
                kind: OperationsSpecification
                extends: [%s]
                metadata: {environment: staging}
                """.formatted(
                        EXAMPLE.toAbsolutePath().normalize()));

        Run run = Run.of("explain", overlay);

        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines().map(line -> line.replaceAll(" +", " ")))
                .anyMatch(line -> line.startsWith(" environment: staging # " + overlay + ":4"));
    }

    @Test
    void metricsListsTheCatalogueByLayer() {
        Run run = Run.of("metrics");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines())
                .containsSubsequence("infrastructure", "application", "model", "business")
                .anyMatch(line -> line.matches("  feature_drift.psi +number +higher +drift window +exporter"));
    }

    @Test
    void metricsOfASpecificationHasItsOwnMetricsToo() throws IOException {
        Path spec = Files.writeString(
                folder.resolve("ops.yaml"),
                Files.readString(EXAMPLE)
                        + "metrics:\n  - {name: queue_length, layer: application, unit: count, worse: higher,"
                        + " promql: sum(queue_length),"
                        + " stimulus: {series: queue_length, good: 1, bad: 100}}\n");

        Run run = Run.of("metrics", spec, "--format", "json");

        assertThat(run.err()).isEmpty();
        JsonNode metrics = new ObjectMapper().readTree(run.out());
        assertThat(metrics.findValuesAsText("name")).contains("queue_length", "accuracy");
    }

    @Test
    void aFindingStopsBothCommands() throws IOException {
        Path wrong = Files.writeString(folder.resolve("ops.yaml"), "kind: Something\n");

        for (String command : new String[] {"explain", "metrics"}) {
            Run run = Run.of(command, wrong);
            assertThat(run.exitCode()).as(command).isEqualTo(1);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).contains(wrong + ":1:");
        }
    }

    @Test
    void withoutACommandTheHelpIsShownAndTheExitCodeIsTwo() {
        Run run = Run.of();

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("which command? (watchbill --help lists them)");
    }

    @Test
    void anUnknownCommandIsWrongUsageAndTheNearestIsNamed() {
        Run run = Run.of("complie");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("compile");
    }

    private String rules(String output) throws IOException {
        return Files.readString(folder.resolve(output).resolve("rules/flight-delay.yaml"));
    }
}
