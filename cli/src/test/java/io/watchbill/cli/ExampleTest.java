package io.watchbill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the repository shows as generated is what its specification gives today. */
class ExampleTest {

    private static final Path EXAMPLE = Path.of("../examples/flight-delay");

    @Test
    void theCommittedFilesOfTheExampleAreCurrent() {
        Path generated = EXAMPLE.resolve("generated");
        if (Boolean.getBoolean("watchbill.update")) {
            Run.of("compile", EXAMPLE.resolve("ops.yaml"), "-o", generated);
        }

        Run run = Run.of("compile", EXAMPLE.resolve("ops.yaml"), "-o", generated, "--check");

        assertThat(run.out())
                .as("run: ./watchbill compile examples/flight-delay/ops.yaml -o examples/flight-delay/generated")
                .isEqualTo(generated + " is current\n");
    }
}
