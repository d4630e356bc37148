package io.watchbill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataCommandsTest {

    private static final Path EXAMPLE = Path.of("../examples/flight-delay");
    private static final Path JANUARY = EXAMPLE.resolve("january.parquet");

    @TempDir
    private Path folder;

    @Test
    void initProfileAndCompileGoThroughOnATeamsOwnData() throws IOException {
        Path ops = folder.resolve("ops.yaml");

        Run init = Run.of("init", "--data", JANUARY, "-o", ops);
        Run profile = Run.of("profile", ops, "--data", JANUARY);
        Run compile = Run.of("compile", ops, "-o", folder.resolve("generated"));

        assertThat(init.err()).isEmpty();
        assertThat(init.out()).isEqualTo("""
                wrote %1$s; its comments say how sure each guess is
                next:
                  watchbill profile %1$s --data %2$s   (held-out rows)
                  watchbill compile %1$s -o generated
                """.formatted(ops, JANUARY));
        assertThat(profile.err()).isEqualTo("profiling 84,708 rows\n");
        assertThat(profile.out())
                .startsWith("january 2001-01: 84,708 rows, 2001-01-01T00:01:00Z to 2001-01-31T23:53:00Z\n")
                .contains("  feature    distance                 84,708 values, ")
                .contains("  accuracy 0.7965, brier 0.1550, ")
                .endsWith("wrote " + folder.resolve("january.profile.json") + "\n");
        // What no data can say is asked of the team.
        assertThat(compile.err())
                .contains(
                        "warning[WB710]: no answer to: What's the incident response process?",
                        "warning[WB710]: no answer to: When are maintenance windows?")
                .endsWith("0 errors, 2 warnings\n");
        assertThat(compile.exitCode()).isZero();
    }

    @Test
    void theExamplesProfileIsMadeByTheCommandThatItsReadmeNames() throws IOException {
        Path profile = folder.resolve("flight-delay.profile.json");

        Run run = Run.of("profile", EXAMPLE.resolve("ops.yaml"), "--data", JANUARY, "-o", profile);

        assertThat(run.exitCode()).isZero();
        assertThat(profile).hasSameBinaryContentAs(EXAMPLE.resolve("flight-delay.profile.json"));
    }

    @Test
    void initShowsTheSpecificationOnStandardOutput() {
        Run run = Run.of("init", "--data", JANUARY, "-o", "-");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("positiveClass: delayed").doesNotContain("wrote");
    }

    @Test
    void initNeverWritesOverAFileUnlessForced() throws IOException {
        Path ops = Files.writeString(folder.resolve("ops.yaml"), "mine");

        Run refused = Run.of("init", "--data", JANUARY, "-o", ops);
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err())
                .isEqualTo(
                        "watchbill: " + ops + " exists: choose another file with -o, or write over it with --force\n");
        assertThat(ops).hasContent("mine");

        assertThat(Run.of("init", "--data", JANUARY, "-o", ops, "--force").exitCode())
                .isZero();
        assertThat(ops).content().startsWith("# Operations Specification");
    }

    @Test
    void everyProblemOfTheDataIsSaidAndNothingIsWritten() throws IOException {
        Path rows = Files.writeString(folder.resolve("rows.csv"), "distanse,departure_hour\n1,2\n");
        Path profile = folder.resolve("p.json");

        Run run = Run.of("profile", EXAMPLE.resolve("ops.yaml"), "--data", rows, "-o", profile);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).isEqualTo("""
                watchbill: %1$s: there is no column 'distance', which is a feature of the model; did you mean 'distanse'? \
                Name features in the specification as the file's columns are named
                watchbill: %1$s: there is no column 'origin', which is a feature of the model; the file has distanse, \
                departure_hour. Name features in the specification as the file's columns are named
                """.formatted(rows));
        assertThat(profile).doesNotExist();
    }

    @Test
    void aWarningIsSaidAndTheProfileWritten() throws IOException {
        Path rows = Files.writeString(folder.resolve("rows.csv"), "amount\n1\n2\n3\n");
        Path ops = folder.resolve("ops.yaml");
        Run.of("init", "--data", rows, "-o", ops);

        Run run = Run.of("profile", ops, "--data", rows);

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).contains("warning: nothing says which rows the model was fitted on");
        assertThat(folder.resolve("rows.profile.json")).exists();
    }

    @Test
    void ofSeveralModelsOneMustBeNamed() throws IOException {
        Path ops = Files.writeString(folder.resolve("ops.yaml"), """
                apiVersion: watchbill/v1
                kind: OperationsSpecification
                metadata: {name: two, title: Two, owner: me}
                models:
                  one: {task: regression, features: {amount: {type: numeric}}}
                  other: {task: regression, features: {amount: {type: numeric}}}
                alerting:
                  receivers:
                    page: {webhook_configs: [{url: "http://localhost:1"}]}
                    chat: {webhook_configs: [{url: "http://localhost:1"}]}
                    mail: {webhook_configs: [{url: "http://localhost:1"}]}
                """);
        Path rows = Files.writeString(folder.resolve("rows.csv"), "amount\n1\n2\n3\n");

        assertThat(Run.of("profile", ops, "--data", rows).err())
                .isEqualTo("watchbill: " + ops + " has several models: say which with --model: one, other\n");
        assertThat(Run.of("profile", ops, "--data", rows, "--model", "onw").err())
                .isEqualTo("watchbill: " + ops + " has no model 'onw'; it has one, other\n");
        assertThat(Run.of("profile", ops, "--data", rows, "--model", "one").err())
                .contains("where should the profile go? Name a file with -o");
        Path profile = folder.resolve("one.json");
        assertThat(Run.of("profile", ops, "--data", rows, "--model", "one", "--model-version", "7", "-o", profile)
                        .out())
                .startsWith("one 7: 3 rows\n");
    }
}
