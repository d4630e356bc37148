package io.watchbill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.examples.flightdelay.Bug;
import io.watchbill.examples.flightdelay.Observation;
import io.watchbill.testing.Golden;
import java.io.BufferedWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code examples/flight-delay/evaluation.html}: what the command says of the lines around the change of the unit. */
class FlightEvaluationTest {
    @TempDir
    private Path folder;

    @Test
    void theExamplesPageIsCurrentAndItsCommandLeavesWithOne() throws Exception {
        Path lines = folder.resolve("flights.ndjson");
        try (BufferedWriter writer = Files.newBufferedWriter(lines)) {
            for (Observation line : FlightLines.between(
                    Bug.UNIT, Instant.parse("2001-02-26T00:00:00Z"), Instant.parse("2001-03-18T00:00:00Z"))) {
                writer.write(line.json());
                writer.newLine();
            }
        }
        Path report = folder.resolve("evaluation.html");

        Run run = Run.of(
                "evaluate",
                FlightLines.EXAMPLE.resolve("ops.yaml"),
                "--data",
                lines,
                "--labels",
                lines,
                "--report",
                report);

        assertThat(run.exitCode()).as(run.err()).isOne();
        assertThat(run.out()).startsWith("Critical. distance drifted (critical)");
        assertThat(Files.size(report)).isLessThan(150_000);
        Golden.of("../examples/flight-delay/evaluation.html").holds(Files.readString(report));
    }
}
