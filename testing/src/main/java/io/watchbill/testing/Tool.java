package io.watchbill.testing;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A program of the monitoring stack, found on the PATH. {@code ./test} puts the right ones there; a missing program
 * fails the test instead of skipping it, because a check that did not run proves nothing.
 */
public record Tool(Path executable) {

    /** Go collects once the heap has grown by so many percent: what lives for seconds has better to do than every 100. */
    private static final String RARELY = "400";

    /** What a finished program said. */
    public record Result(int exitCode, String output) {}

    /**
     * Finds {@code name} on the PATH, or fails with the way to get it. Debian's name for it serves too
     * ({@code prometheus-node-exporter} for {@code node_exporter}).
     */
    public static Tool named(String name) {
        return onPath(name)
                .orElseThrow(
                        () -> new AssertionError(name + " is not on the PATH: run the tests with ./test, or put the"
                                + " folders that scripts/tools prints on the PATH first"));
    }

    /** Whether {@link #named} would find it, for the few programs that are not on every machine. */
    public static boolean isPresent(String name) {
        return onPath(name).isPresent();
    }

    private static Optional<Tool> onPath(String name) {
        for (String file : List.of(name, "prometheus-" + name.replace('_', '-'))) {
            for (String directory : System.getenv("PATH").split(File.pathSeparator, -1)) {
                Path candidate = Path.of(directory, file);
                if (Files.isExecutable(candidate)) {
                    return Optional.of(new Tool(candidate));
                }
            }
        }
        return Optional.empty();
    }

    /** Runs the program to its end; standard error is part of the output. */
    public Result run(Object... arguments) {
        List<String> command = new ArrayList<>();
        command.add(executable.toString());
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("GOGC", RARELY);
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output);
        } catch (IOException e) {
            throw new AssertionError("could not run " + command, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while running " + command, e);
        }
    }
}
