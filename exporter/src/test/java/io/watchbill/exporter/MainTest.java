package io.watchbill.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Handler;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Exit codes and messages of a start that fails. */
class MainTest {
    @TempDir
    Path folder;

    @AfterEach
    void logAsBefore() {
        for (Handler handler : Logger.getLogger("").getHandlers()) {
            handler.setFormatter(new SimpleFormatter());
        }
    }

    private record Ended(int code, String error) {}

    private static Ended run(String... arguments) {
        StringWriter error = new StringWriter();
        CommandLine commandLine = Main.commandLine().setErr(new PrintWriter(error));
        return new Ended(commandLine.execute(arguments), error.toString());
    }

    private static Ended start(Path specification) {
        return run("--spec", specification.toString(), "--listen", "127.0.0.1:0", "--ingest", "127.0.0.1:0");
    }

    @Test
    void aWrongUsageIsSaidInALineWithTheWayToTheHelp() {
        assertThat(run())
                .isEqualTo(new Ended(
                        2, "watchbill-exporter: Missing required option: '--spec=FILE'; see --help for all options\n"));
        assertThat(run("--spec", "ops.yaml", "--bogus"))
                .isEqualTo(new Ended(2, "watchbill-exporter: Unknown option: '--bogus'; see --help for all options\n"));
    }

    @Test
    void aWrongOptionIsNamed() {
        Ended ended = run("--spec", "ops.yaml", "--score-interval", "soon");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.error())
                .isEqualTo("watchbill-exporter: --score-interval: expected a duration of at least 10ms, such as 1s, not"
                        + " 'soon'\n");
    }

    @Test
    void allWrongOptionsAreNamedAtOnce() {
        assertThat(run("--spec", "ops.yaml", "--score-interval", "soon", "--maximum-text", "1")
                        .error())
                .isEqualTo("watchbill-exporter: --score-interval: expected a duration of at least 10ms, such as 1s, not"
                        + " 'soon'\n--maximum-text: expected a number from 16 to 4096, not '1'\n");
    }

    @Test
    void aBoundThatCannotBeKeptIsNamedWithItsRange() {
        assertThat(run("--spec", "ops.yaml", "--maximum-classes", "121").error())
                .isEqualTo("watchbill-exporter: --maximum-classes: expected a number from 1 to 120, not '121'\n");
        assertThat(run("--spec", "ops.yaml", "--maximum-text", "15").error())
                .isEqualTo("watchbill-exporter: --maximum-text: expected a number from 16 to 4096, not '15'\n");
        assertThat(run("--spec", "ops.yaml", "--maximum-depth", "61").error())
                .isEqualTo("watchbill-exporter: --maximum-depth: expected a number from 1 to 60, not '61'\n");
        assertThat(run("--spec", "ops.yaml", "--maximum-columns", "0").error())
                .isEqualTo("watchbill-exporter: --maximum-columns: expected a number of at least 1, not '0'\n");
    }

    @Test
    void moreModelsThanAllowedAreRefusedAtTheStart() {
        Path file = RunningExporter.specification(folder);

        Ended ended = run(
                "--spec",
                file.toString(),
                "--listen",
                "127.0.0.1:0",
                "--ingest",
                "127.0.0.1:0",
                "--data-dir",
                "none",
                "--maximum-models",
                "3");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.error())
                .startsWith("watchbill-exporter: --maximum-models: the specifications ask for 4 models, more than 3;");
    }

    @Test
    void theHelpGroupsTheOptionsAndFitsTheSynopsisInALine() {
        String help = Main.commandLine().getUsageMessage();

        assertThat(help)
                .contains("Usage: watchbill-exporter --spec=FILE [--spec=FILE]... [OPTION]...\n")
                .containsSubsequence(
                        "--spec=FILE",
                        "--data-dir=DIR",
                        "--check-config",
                        "Who may connect:",
                        "--web.config.file",
                        "Bounds;",
                        "--maximum-body=SIZE",
                        "(default:\n                              16MiB)",
                        "--maximum-versions=NUMBER",
                        "The log:",
                        "--log-format=FORMAT",
                        "--log-level=LEVEL",
                        "Events from elsewhere than HTTP:",
                        "--follow=FILE");
    }

    @Test
    void aFileIsFollowedOnce() {
        Ended ended = run("--spec", "ops.yaml", "--follow", "a.ndjson", "--follow", "a.ndjson");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.error()).isEqualTo("watchbill-exporter: --follow: a.ndjson is given twice\n");
    }

    @Test
    void aFailedStartIsALineOfJsonWhereLogLinesAre() throws Exception {
        Path file = Files.writeString(folder.resolve("bad.yaml"), "kind: Wrong\n");

        Ended ended = run("--spec", file.toString(), "--listen", "127.0.0.1:0", "--log-format", "json");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.error().lines()).hasSize(1);
        assertThat(new ObjectMapper().readTree(ended.error()).get("message").asText())
                .startsWith(file + " is not valid:\n\n");
    }

    @Test
    void anUnknownFormatOrLevelIsRefusedWithThoseThatThereAre() {
        assertThat(run("--spec", "ops.yaml", "--log-format", "xml").error())
                .isEqualTo("watchbill-exporter: --log-format: expected one of text, json, not 'xml'\n");
        assertThat(run("--spec", "ops.yaml", "--log-level", "loud").error())
                .isEqualTo("watchbill-exporter: --log-level: expected one of error, warn, info, debug, not 'loud'\n");
    }

    @Test
    void anInvalidSpecificationIsShownWithItsPlace() throws Exception {
        Path file = Files.writeString(folder.resolve("bad.yaml"), "kind: Wrong\n");

        Ended ended = start(file);

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.error()).startsWith("watchbill-exporter: " + file + " is not valid:\n\n" + file + ":1:");
    }

    @Test
    void aMissingProfileIsNamedWithTheCommandThatMakesIt() throws Exception {
        Path file = RunningExporter.specification(folder);
        Path profile = folder.resolve("flight.profile.json");
        Files.delete(profile);

        Ended ended = start(file);

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.error())
                .isEqualTo("watchbill-exporter: the reference profile " + profile
                        + " (models.flight.references.default) does not exist; make it with `watchbill profile " + file
                        + " --data FILE -o " + profile + "`\n");
    }

    @Test
    void aDamagedProfileIsNamed() throws Exception {
        Path file = RunningExporter.specification(folder);
        Path profile = Files.writeString(folder.resolve("flight.profile.json"), "{}");

        assertThat(start(file).error()).startsWith("watchbill-exporter: the reference profile " + profile + ": ");
    }

    @Test
    void aModelInTwoSpecificationsIsRefused() {
        Path file = RunningExporter.specification(folder);

        Ended ended = run(
                "--spec",
                file.toString(),
                "--spec",
                file.toString(),
                "--listen",
                "127.0.0.1:0",
                "--ingest",
                "127.0.0.1:0");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.error()).contains("events name their model, so each name may be there once");
    }

    @Test
    void anAddressOfTheNetworkWithoutAWebConfigurationIsRefused() {
        Ended ended = run("--spec", "ops.yaml", "--listen", ":0");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.error())
                .startsWith(
                        "watchbill-exporter: --listen: 0.0.0.0 is open to other machines, and nothing keeps strangers"
                                + " out; give --web.config.file FILE");

        ended = run(
                "--spec",
                RunningExporter.specification(folder).toString(),
                "--listen",
                "127.0.0.1:0",
                "--ingest",
                ":0",
                "--data-dir",
                "none");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.error()).startsWith("watchbill-exporter: --ingest: 0.0.0.0 is open to other machines");
    }

    @Test
    void aWrongWebConfigurationIsShownWithItsPlace() throws Exception {
        Path file = Files.writeString(folder.resolve("web.yml"), "basic_auth_users: {alice: secret}\n");

        Ended ended = run("--spec", "ops.yaml", "--web.config.file", file.toString());

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.error())
                .startsWith("watchbill-exporter: " + file + ":1: basic_auth_users.alice: expected a bcrypt hash")
                .doesNotContain("secret");
    }

    @Test
    void anAddressInUseIsNamedWithItsOption() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Ended ended = run("--spec", "ops.yaml", "--listen", "127.0.0.1:" + taken.getLocalPort());

            assertThat(ended.code()).isEqualTo(2);
            assertThat(ended.error())
                    .startsWith("watchbill-exporter: cannot listen for scrapes on /127.0.0.1:" + taken.getLocalPort()
                            + " (--listen): ");
        }
    }
}
