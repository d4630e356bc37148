package io.watchbill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.testing.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which promtool {@code ./watchbill check} asks, where none is on the PATH. */
class CheckToolsTest {

    /** What {@code scripts/tools} runs. */
    private static final List<String> ITS_PROGRAMS = List.of("bash", "dirname", "awk", "paste");

    @TempDir
    private Path folder;

    @BeforeEach
    void aPathWithoutThem() throws IOException {
        Path programs = Files.createDirectories(folder.resolve("programs"));
        for (String program : ITS_PROGRAMS) {
            bring(programs, program);
        }
        Files.writeString(folder.resolve("ops.yaml"), """
                apiVersion: watchbill/v1
                kind: OperationsSpecification
                metadata: {name: shop, owner: team-shop}
                models: {churn: {task: regression}}
                alerting:
                  alerts:
                    - {name: A, severity: P3, promql: nosuchfunction(up) > 1}
                """);
    }

    @Test
    void aPromtoolThatWasFetchedBeforeIsAsked() throws Exception {
        bring(Files.createDirectories(folder.resolve("cache/watchbill/tools/1/prometheus/bin")), "promtool");

        assertThat(checked()).contains("WB903", "unknown function with name \"nosuchfunction\"");
    }

    @Test
    void nothingIsFetchedForACheck() throws Exception {
        assertThat(checked()).contains("0 errors").doesNotContain("tools:");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(Path::getFileName).map(Path::toString))
                    .containsExactlyInAnyOrder("ops.yaml", "programs");
        }
    }

    /** What the command says, with the PATH and the cache of this test. */
    private String checked() throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Dwatchbill.home=" + Path.of("..").toAbsolutePath().normalize(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Watchbill.class.getName(),
                        "check",
                        folder.resolve("ops.yaml").toString())
                .redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "PATH",
                        folder.resolve("programs").toString(),
                        "XDG_CACHE_HOME",
                        folder.resolve("cache").toString()));
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    private static void bring(Path folder, String program) throws IOException {
        Path file = Files.writeString(
                folder.resolve(program),
                "#!/bin/sh\nexec '" + Tool.named(program).executable().toAbsolutePath() + "' \"$@\"\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
