package io.watchbill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckCommandTest {

    private static final Path EXAMPLE = Path.of("../examples/flight-delay/ops.yaml");

    /** Some findings hang on the day. */
    private static final String TODAY = "2026-11-24";

    @TempDir
    private Path folder;

    @Test
    void theExampleHasNoFindings() {
        Run run = Run.of("check", "--as-of", TODAY, EXAMPLE, "--strict", "--retention", "90d");

        assertThat(run.out()).isEqualTo("no findings in 1 specification\n");
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void aWarningIsPrintedAsCompilersDoAndChangesTheExitCodeOnlyUnderStrict() throws IOException {
        Path file = changed("impact: What is rejected is not watched; drift and accuracy speak of the rest only.", "");

        Run run = Run.of("check", "--as-of", TODAY, file);
        Run strict = Run.of("check", "--as-of", TODAY, file, "--strict");

        assertThat(run.out()).isEqualTo("""
                %s:73:13: warning[WB706]: FlightDelayEventsRejected at P3 does not say whom it hurts
                   73 |     - name: FlightDelayEventsRejected
                      |             ^^^^^^^^^^^^^^^^^^^^^^^^^
                      = expected: impact with who suffers and how
                      = help: write the impact; if nobody suffers, P4 is enough
                0 errors, 1 warning
                """.formatted(file));
        assertThat(run.exitCode()).isZero();
        assertThat(strict.out()).isEqualTo(run.out());
        assertThat(strict.exitCode()).isEqualTo(3);
    }

    @Test
    void aFaultOfTheTargetsAlertmanagerIsAWarningAtTheSystemsName() {
        Run run = Run.of("check", "--as-of", TODAY, EXAMPLE, "--target", "alertmanager=0.33");

        assertThat(run.out())
                .startsWith(EXAMPLE + ":5:9: warning[WB905]: Alertmanager 0.33 has a fault: when one of two alerts that"
                        + " silence a third ends, the third is told although the other still fires; run 0.34.1 or later,"
                        + " which is free of it\n")
                .endsWith("0 errors, 1 warning\n");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void anErrorIsANoUnderStrictToo() throws IOException {
        Path file = changed("> 10\n", "> bool 10\n", "psi: 0.10, pValue: 0.01", "psi: 0, pValue: 0.01");

        Run run = Run.of("check", "--as-of", TODAY, file, "--strict");

        assertThat(run.out()).contains(": error[WB811]: ", ": warning[WB704]: ").endsWith("1 error, 1 warning\n");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void aPanelThatIsNotThereIsAnErrorAtItsPlace() throws IOException {
        Path file = changed("incidents: {openFor: [P1, P2]}", """
                incidents: {openFor: [P1, P2]}
                dashboards:
                  remove:
                    - {view: drift, id: drift/mvoed}
                    - {view: application, id: error_rate}
                    - {view: money, id: conversion_rate}
                  replace:
                    - {view: drift, id: drift/moved, title: Moved, description: Ours., promql: 'moved{x="$clmn"}'}
                  add:
                    - {view: drift, id: drift/moved, title: Moved, description: Ours., promql: moved}
                """);

        Run run = Run.of("check", file);

        assertThat(run.out())
                .contains(
                        ": error[WB941]: the dashboard drift has no panel 'drift/mvoed'; it has ",
                        ": error[WB943]: the alert FlightDelayErrorRate",
                        ": error[WB940]: the system has no dashboard 'money'; it has overview, infrastructure, ",
                        ": error[WB944]: no dashboard has a variable 'clmn'; they have column, model, segment, version, window",
                        ": error[WB942]: the dashboard drift has a panel 'drift/moved' already")
                .endsWith("5 errors, 0 warnings\n");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void whatCannotBeReadIsNoAnswerAndStopsNoOther() throws IOException {
        Path file = changed("minimumSamples", "minimumSample");

        Run run = Run.of("check", "--as-of", TODAY, folder.resolve("missing.yaml"), file, EXAMPLE, "--questions");

        assertThat(run.out())
                .contains("missing.yaml:1:1: error[WB100]", "ops.yaml:29:7: error[WB103]")
                .contains("flight-delay: key questions");
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json", "sarif", "github", "junit"})
    void aSpecificationThatCannotBeReadIsJudgedAlone(String format) throws IOException {
        Path file = changed("minimumSamples", "minimumSample");

        Run run = Run.of("check", "--as-of", TODAY, "--format", format, file);

        assertThat(run.out()).contains("WB103").doesNotContain("fault of watchbill");
        assertThat(run.err()).doesNotContain("fault of watchbill");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void theKeyQuestionsAreATable() throws IOException {
        Path file = changed("incidents: {openFor: [P1, P2]}", "", "mutes: [P3, P4]}\n", "mutes: [P3, P4]}\n#");
        String without = Files.readString(file).replaceAll("(?s)\nmaintenance:.*?\n#?\nrunbooks", "\nrunbooks");
        Files.writeString(file, without);

        Run run = Run.of("check", "--as-of", TODAY, file, "--questions");

        assertThat(run.out()).contains("""

                flight-delay: key questions
                  What metrics matter most?              cpu_usage, error_rate, latency_p99, accuracy, conversion_rate
                  Who is on-call?                        Primary, Secondary
                """, """
                  When are maintenance windows?          – nobody has said: maintenance
                """, "warning[WB710]: no answer to: When are maintenance windows?");
    }

    @Test
    void jsonHoldsFindingsAndQuestions() throws IOException {
        Run run = Run.of("check", "--as-of", TODAY, EXAMPLE, "--format", "json", "--retention", "15d");

        JsonNode document = new ObjectMapper().readTree(run.out());
        assertThat(document.path("findings").findValuesAsText("code"))
                .containsExactly("WB806", "WB806", "WB806", "WB806");
        assertThat(document.at("/findings/0/line").asInt()).isEqualTo(82);
        assertThat(document.path("questions").findValuesAsText("system"))
                .hasSize(7)
                .containsOnly("flight-delay");
        assertThat(document.at("/questions/4/answer").asText()).isEqualTo("flight_delay by ks and psi and chi-square");
    }

    @Test
    void theNumberOfCategoriesComesFromTheProfileBesideTheSpecification() throws IOException {
        Path file = changed("minimumSamples: 4000", "minimumSamples: 500");
        Run without = Run.of("check", "--as-of", TODAY, file);
        Files.copy(EXAMPLE.resolveSibling("flight-delay.profile.json"), folder.resolve("flight-delay.profile.json"));

        Run with = Run.of("check", "--as-of", TODAY, file);

        assertThat(without.out()).isEqualTo("no findings in 1 specification\n");
        assertThat(with.out()).contains("warning[WB812]: with 500 samples in the ", " bins of origin ");
    }

    @Test
    void aScrapedPageShowsWhichBucketsThereAre() throws IOException {
        Path page = Files.writeString(
                folder.resolve("page.txt"), "ml_request_duration_seconds_bucket{le=\"0.25\"} 1\n# EOF\n");

        Run run = Run.of("check", "--as-of", TODAY, EXAMPLE, "--scraped", page);
        Run missing = Run.of("check", "--as-of", TODAY, EXAMPLE, "--scraped", folder.resolve("missing.txt"));

        assertThat(run.out()).contains("warning[WB807]: no bucket of ml_request_duration_seconds ends at 0.1 s");
        assertThat(missing.err()).startsWith("watchbill: " + folder.resolve("missing.txt") + ": cannot be read");
        assertThat(missing.exitCode()).isEqualTo(2);
    }

    @Test
    void compileShowsTheSameWarningsAndWritesAllTheSame() throws IOException {
        Path file = changed("impact: What is rejected is not watched; drift and accuracy speak of the rest only.", "");

        Run run = Run.of("compile", file, "-o", folder.resolve("generated"));

        assertThat(run.err()).isEqualTo(Run.of("check", "--as-of", TODAY, file).out());
        assertThat(run.exitCode()).isZero();
        assertThat(folder.resolve("generated/rules/flight-delay.yaml")).exists();
    }

    @Test
    void compileWritesNothingForAnAlertThatCanNeverFire() throws IOException {
        Path file = changed("[5m])) > 10\n", "[5m])) < 0\n");

        Run run = Run.of("compile", file, "-o", folder.resolve("generated"));

        assertThat(run.err()).contains("error[WB808]: no value can pass this comparison");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(folder.resolve("generated")).doesNotExist();
    }

    @Test
    void whatAlertmanagerCannotDoIsAFindingAtItsPlace() throws IOException {
        Path file = changed(
                "#travel-ml\"}]}\n", "#travel-ml\"}], msteams_configs: [{webhook_url_file: /secrets/teams}]}\n");

        Run run = Run.of("check", "--as-of", TODAY, file);

        assertThat(run.out()).contains(": error[WB901]: ", "msteams_configs");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json", "sarif", "github", "junit"})
    void whatTheTargetsPrometheusCannotDoIsAFindingInEveryFormat(String format) throws IOException {
        Path file = changed("capacity: 400rps", "capacity: 400rps, histogram: native");

        Run refused = Run.of("check", "--as-of", TODAY, file, "--format", format, "--target", "prometheus=2.39");
        Run taken = Run.of("check", "--as-of", TODAY, file, "--format", format, "--target", "prometheus=2.53");

        assertThat(refused.out())
                .contains(
                        "WB904",
                        "objectives on latency read native histograms of watchbill, which Prometheus has only");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(taken.out()).doesNotContain("WB904");
        assertThat(taken.exitCode()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sarif", "github", "junit"})
    void everyFormatIsTheWholeOutput(String format) throws IOException {
        Path file = changed("impact: What is rejected is not watched; drift and accuracy speak of the rest only.", "");

        Run run = Run.of("check", "--as-of", TODAY, file, "--format", format, "--strict");

        assertThat(run.out()).contains("WB706").doesNotContain("0 errors");
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(3);
    }

    /** The example with texts replaced; every one must be there. */
    private Path changed(String... replacements) throws IOException {
        String text = Files.readString(EXAMPLE);
        for (int i = 0; i < replacements.length; i += 2) {
            assertThat(text).contains(replacements[i]);
            text = text.replace(replacements[i], replacements[i + 1]);
        }
        return Files.writeString(folder.resolve("ops.yaml"), text);
    }
}
