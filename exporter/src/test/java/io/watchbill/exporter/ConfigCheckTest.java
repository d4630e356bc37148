package io.watchbill.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What {@code --check-config} says, and with which exit code it ends. */
class ConfigCheckTest {
    @TempDir
    Path folder;

    private record Ended(int code, String out, String error) {}

    private static Ended check(Path specification, String... more) {
        StringWriter out = new StringWriter();
        StringWriter error = new StringWriter();
        CommandLine line = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(error));
        List<String> arguments = new ArrayList<>(List.of("--check-config", "--spec", specification.toString()));
        arguments.addAll(List.of(more));
        int code = line.execute(arguments.toArray(String[]::new));
        return new Ended(code, out.toString(), error.toString());
    }

    @Test
    void whatWouldBeWatchedIsSaid() {
        Ended ended = check(RunningExporter.specification(folder));

        assertThat(ended.code()).isZero();
        assertThat(ended.error()).isEmpty();
        assertThat(ended.out())
                .startsWith("would watch flights ")
                .contains("flight (2 features, references default), demand (no reference profile: no drift scores)");
    }

    @Test
    void aShortWindowIsWarnedOfAndIsNoError() throws Exception {
        Path example = Path.of("../examples/flight-delay");
        String text = Files.readString(example.resolve("ops.yaml"));
        Path file = Files.writeString(folder.resolve("short.yaml"), text.replace("{psi: 0.10,", "{psi: 0.0001,"));

        Ended ended = check(file, "--profiles", example.toString());

        assertThat(ended.code()).isZero();
        assertThat(ended.out()).contains("\nwarning: model flight_delay, reference default: ");
    }

    @Test
    void moreModelsThanAllowedAreAnError() {
        Ended ended = check(RunningExporter.specification(folder), "--maximum-models", "3");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.error())
                .startsWith("watchbill-exporter: --maximum-models: the specifications ask for 4 models, more than 3;");
    }

    @Test
    void noPortIsOpened() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + taken.getLocalPort();

            Ended ended = check(RunningExporter.specification(folder), "--listen", address, "--ingest", address);

            assertThat(ended.code()).isZero();
        }
    }

    @Test
    void everyFileWithAnErrorIsNamedAndNothingIsSaidToBeWatched() throws Exception {
        Path good = RunningExporter.specification(folder);
        Path bad = Files.writeString(folder.resolve("bad.yaml"), "kind: Wrong\n");
        Path web = Files.writeString(folder.resolve("web.yml"), "basic_auth_users: {alice: secret}\n");

        Ended ended =
                check(good, "--spec", bad.toString(), "--web.config.file", web.toString(), "--listen", "0.0.0.0:0");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.error())
                .contains("watchbill-exporter: " + web + ":1: basic_auth_users.alice: expected a bcrypt hash")
                .contains("watchbill-exporter: " + bad + " is not valid:")
                .doesNotContain("secret");
        assertThat(ended.out()).doesNotContain("would watch");
    }

    @Test
    void everyWrongOptionIsNamedAndTheWebConfigurationIsReadAllTheSame() throws Exception {
        Path web = Files.writeString(folder.resolve("web.yml"), "basic_auth_users: {alice: secret}\n");

        Ended ended = check(
                RunningExporter.specification(folder),
                "--maximum-body",
                "much",
                "--maximum-text",
                "1",
                "--maximum-depth",
                "61",
                "--log-format",
                "xml",
                "--cloudevents-wait",
                "soon",
                "--follow",
                "a",
                "--follow",
                "a",
                "--web.config.file",
                web.toString());

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.error().lines().map(line -> line.split(": ", -1)[1]))
                .containsExactlyInAnyOrder(
                        "--maximum-body",
                        "--maximum-text",
                        "--maximum-depth",
                        "--log-format",
                        "--cloudevents-wait",
                        "--follow",
                        web + ":1");
    }

    @Test
    void aWrongOptionAnOpenAddressAndAModelInTwoFilesAreErrors() throws Exception {
        Path good = RunningExporter.specification(folder);
        Path again = Files.copy(good, folder.resolve("again.yaml"));

        assertThat(check(good, "--maximum-body", "much").error())
                .startsWith("watchbill-exporter: --maximum-body: expected a size");
        assertThat(check(good, "--ingest", ":9466").error())
                .startsWith("watchbill-exporter: --ingest: 0.0.0.0 is open to other machines");
        assertThat(check(good, "--spec", again.toString()).error())
                .startsWith("watchbill-exporter: the model flight is in " + good + " and in " + again + ";");
    }

    @Test
    void aProfileOfOtherColumnsIsAnError() throws Exception {
        Path file = RunningExporter.specification(folder);
        Files.writeString(
                file, Files.readString(file).replace("distance: {type: numeric}", "distance: {type: categorical}"));

        Ended ended = check(file);

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.error())
                .startsWith("watchbill-exporter: flights, model flight: ")
                .contains("distance");
    }
}
