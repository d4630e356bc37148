package io.watchbill.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a person runs it, each time on the real stack. Runs from late February on take a quarter of the time. */
class DemoIT {

    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final String LATE = "--from=2001-02-25";
    private static final long PATIENCE_SECONDS = 240;

    @TempDir
    private Path folder;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endWhatIsLeft() {
        for (Process process : started) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    @Test
    void theUnitBugOfMarchReachesThePagerAndFebruaryIsQuiet() throws Exception {
        Process demo = start("--once");

        assertThat(demo.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();

        String output = output();
        assertThat(demo.exitValue()).as(output).isZero();
        assertThat(output)
                .containsPattern("\\nbefore +accuracy fell below its limit on .*2001-02-25, 2001-02-26\\n")
                .containsPattern("\\nfired +FlightDelay(Feature|Distance)Drift \\(distance\\)\\n")
                .containsPattern("\\nrouted +P2 to the receiver 'flight-delay/page'")
                .doesNotContain("WRONG");
        // No drift alert before 1 March, by the lines about what fired: 2001-02-..  firing  P2 FlightDelay...Drift
        assertThat(output.lines().filter(line -> line.startsWith("2001-02")))
                .hasSizeGreaterThan(27)
                .noneMatch(line -> line.contains("Drift"));
        Path runbook = Path.of(output.replaceAll("(?s).*\\nrunbook +([^#\\n]+)#.*", "$1"));
        assertThat(runbook).startsWith(folder).hasFileName("flight-delay.md").exists();
        // What the README shows is what it says.
        assertThat(Files.readString(HOME.resolve("README.md")).lines())
                .containsAll(output.lines()
                        .filter(line -> line.startsWith("fired ") || line.startsWith("routed "))
                        .toList());
    }

    @Test
    void theHoursBugFiresOnThatColumn() throws Exception {
        Process demo = start("--once", "--bug=hours", LATE);

        assertThat(demo.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();

        assertThat(demo.exitValue()).as(output()).isZero();
        assertThat(output())
                .contains("FlightDelayFeatureDrift (departure_hour)\n")
                .doesNotContain("WRONG");
    }

    @Test
    void withoutABugNoDriftAlertFiresAndTheAnswerIsNo() throws Exception {
        Process demo = start("--once", "--bug=none", LATE);

        assertThat(demo.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();

        assertThat(demo.exitValue()).as(output()).isEqualTo(1);
        assertThat(output())
                .contains("no drift alert reached the P2 receiver by 2001-03-06 00:00; drift alerts that fired: none");
    }

    @Test
    void anExporterThatIsKilledMidwayIsAFailureAndNothingIsLeft() throws Exception {
        Process demo = start("--once");
        awaitOutput(demo, "2001-02-03");
        List<ProcessHandle> children = demo.descendants().toList();

        ProcessHandle exporter = children.stream()
                .filter(child -> child.info().commandLine().orElse("").contains("watchbill-exporter.jar"))
                .findFirst()
                .orElseThrow();
        exporter.destroyForcibly();

        assertThat(demo.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(demo.exitValue()).as(output()).isEqualTo(2);
        assertThat(output())
                .contains("watchbill: exporter ended with exit code 137 while the demo needed it; the end of ");
        assertThat(children).hasSizeGreaterThanOrEqualTo(4).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void anInterruptLeavesNoProcess() throws Exception {
        Process demo = start();
        awaitOutput(demo, "2001-02-02");
        List<ProcessHandle> children = demo.descendants().toList();

        new ProcessBuilder("kill", "-INT", Long.toString(demo.pid())).start().waitFor();

        assertThat(demo.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(demo.exitValue()).isEqualTo(130);
        assertThat(children).hasSizeGreaterThanOrEqualTo(4).noneMatch(ProcessHandle::isAlive);
        assertThat(output()).doesNotContain("ended with exit code");
    }

    private Process start(String... arguments) throws IOException {
        // A test run in the background ignores Ctrl-C, and so would its children.
        List<String> command = new ArrayList<>(List.of(
                "env",
                "--default-signal=INT",
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dwatchbill.home=" + HOME,
                "-jar",
                HOME.resolve("cli/target/watchbill.jar").toString(),
                "demo",
                "--work=" + folder.resolve("work")));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        started.add(process);
        return process;
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("output"));
    }

    private void awaitOutput(Process demo, String text) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!output().contains(text)) {
            assertThat(demo.waitFor(50, TimeUnit.MILLISECONDS)).as(output()).isFalse();
            assertThat(System.nanoTime()).as("waiting for " + text).isLessThan(deadline);
        }
    }
}
