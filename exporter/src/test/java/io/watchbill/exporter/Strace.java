package io.watchbill.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Calls of a process to the kernel that fail with EIO, as those to a broken disk do, until this is closed. */
final class Strace implements AutoCloseable {
    private final Process strace;

    private Strace(Process strace) {
        this.strace = strace;
    }

    /**
     * Lets calls fail from now on.
     *
     * @param calls names with commas between them
     */
    static Strace failing(ExporterProcess process, String calls) throws IOException {
        return failing(process, calls, List.of());
    }

    /** As the other, for calls about one file. */
    static Strace failing(ExporterProcess process, String calls, Path file) throws IOException {
        return failing(process, calls, List.of("--trace-path=" + file));
    }

    private static Strace failing(ExporterProcess process, String calls, List<String> options) throws IOException {
        assumeTrue(isOnPath("strace"), "strace is on the PATH");
        List<String> command = new ArrayList<>(List.of(
                "strace",
                "--follow-forks",
                "--attach=" + process.pid(),
                "--output=/dev/null",
                "--trace=" + calls,
                "--inject=" + calls + ":error=EIO"));
        command.addAll(options);
        Process strace = new ProcessBuilder(command).redirectErrorStream(true).start();
        BufferedReader said =
                new BufferedReader(new InputStreamReader(strace.getInputStream(), StandardCharsets.UTF_8));
        String line = said.readLine();
        while (line != null && !line.contains("attached")) {
            line = said.readLine(); // it says what a file's name means
        }
        assertThat(line).as("strace is attached").isNotNull();
        return new Strace(strace);
    }

    private static boolean isOnPath(String command) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, command)));
    }

    @Override
    public void close() {
        strace.destroy();
        assertThat(Uninterrupted.get(() -> strace.waitFor(20, TimeUnit.SECONDS)))
                .isTrue();
    }
}
