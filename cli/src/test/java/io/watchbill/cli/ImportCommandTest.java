package io.watchbill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {

    private static final Path EXAMPLE = Path.of("../examples/flight-delay/ops.yaml");
    private static final String DOCUMENT = """
            ## Operations Specification: Churn

            Signed by Ana.

            ### Key Metrics

            | Metric | Normal Range | Warning | Critical | Owner |
            |--------|--------------|---------|----------|-------|
            | Error rate | < 1% | > 2% | > 5% | Ana |
            """;

    @TempDir
    private Path folder;

    @Test
    void whatTheTablesSayIsYamlAndWhatTheyCannotIsListed() throws IOException {
        Path document = Files.writeString(folder.resolve("churn.md"), DOCUMENT);

        Run run = Run.of("import", document);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo("""
                # From churn.md.
                # What its tables cannot say and check asks for:
                #   line 1: the specification has no models
                #   line 1: metadata has no owner
                #   line 9: no source measures error_rate
                # Sections that it does not have: Dashboards, Alerting Configuration, On-Call, Maintenance Windows, SLOs
                apiVersion: watchbill/v1
                kind: OperationsSpecification
                metadata:
                  name: churn
                  title: Churn
                monitoring:
                  keyMetrics:
                    - metric: error_rate
                      normal: '< 1%'
                      warning: '> 2%'
                      critical: '> 5%'
                """);
        assertThat(run.err())
                .contains(
                        ":3:1: info[WB962]", ":7:48: warning[WB960]: the column 'Owner' is not read", "warning[WB104]");
    }

    @Test
    void errorsInTheTablesAreSaidWithTheirPlaceAndGiveNoYaml() throws IOException {
        Path document = Files.writeString(folder.resolve("churn.md"), DOCUMENT.replace("> 5% |", "[Threshold] |"));

        Run run = Run.of("import", document);

        assertThat(run.exitCode()).isEqualTo(ExitCode.NO);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(document + ":9:30: error[WB961]: '[Threshold]' is what the template says");
    }

    @Test
    void asJsonEverythingIsOneDocument() throws IOException {
        Path document = Files.writeString(folder.resolve("churn.md"), DOCUMENT);

        Run run = Run.of("import", document, "--format", "json");

        JsonNode answer = new ObjectMapper().readTree(run.out());
        assertThat(run.err()).isEmpty();
        assertThat(answer.at("/specification/monitoring/keyMetrics/0/warning").asText())
                .isEqualTo("> 2%");
        assertThat(answer.path("findings").findValuesAsText("code")).contains("WB962", "WB960", "WB104");
        assertThat(answer.path("unsaid").get(0).asText()).isEqualTo("Dashboards");
    }

    @Test
    void theCompiledDocumentComesBackAndSaysWhatElseTheSpecificationHad() {
        Run.of("compile", EXAMPLE, "-o", folder);

        Run run = Run.of("import", folder.resolve("UC-012/05_Operations/operations-specification.md"));

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("# What the specification also said from which it was made: alerting.alerts[].impact,")
                .contains("      condition: 'feature_drift.psi{column=\"distance\"} > 0.25 over 24h for 15m'\n")
                .contains("    target: '< 100ms'\n")
                .contains("    period: 30d\n")
                .doesNotContain("Overview");
    }

    @Test
    void otherCommandsTakeTheDocumentWithTheRestAsFrontMatter() throws IOException {
        Run.of("compile", EXAMPLE, "-o", folder);
        Path compiled = folder.resolve("UC-012/05_Operations/operations-specification.md");
        Path document = Files.writeString(
                folder.resolve("ops.md"),
                "---\nextends: " + EXAMPLE.toAbsolutePath().normalize() + "\n---\n" + Files.readString(compiled));

        Run check = Run.of("check", document);
        Run explain = Run.of("explain", document);

        assertThat(check.exitCode()).as(check.out()).isZero();
        assertThat(explain.out()).contains("ops.md:");
    }

    @Test
    void aFileThatIsNotThereIsNoAnswer() {
        assertThat(Run.of("import", folder.resolve("none.md")).exitCode()).isEqualTo(ExitCode.NO_ANSWER);
    }
}
