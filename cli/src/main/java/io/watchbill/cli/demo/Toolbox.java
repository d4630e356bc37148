package io.watchbill.cli.demo;

import io.watchbill.cli.Failure;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the programs of the monitoring stack lie: on the PATH, or where {@code scripts/tools} has put them. */
record Toolbox(List<Path> directories) {

    Toolbox {
        directories = List.copyOf(directories);
    }

    /**
     * Looks on the PATH and asks {@code scripts/tools}, which fetches once what is missing and says so.
     *
     * @param home the checkout
     * @throws Failure if something is missing and cannot be fetched; the script has said what to install
     */
    static Toolbox find(Path home) {
        Path script = home.resolve("scripts/tools");
        try {
            Process process = new ProcessBuilder(script.toString())
                    .redirectInput(new File("/dev/null"))
                    .redirectError(Redirect.INHERIT)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0) {
                throw new Failure("the demo needs Prometheus, Alertmanager and node_exporter (see above)");
            }
            return new Toolbox(
                    Stream.concat(split(System.getenv("PATH")), split(output)).toList());
        } catch (IOException e) {
            throw new Failure("cannot run " + script + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted while looking for the monitoring stack", e);
        }
    }

    /** The program's file, by its own name or Debian's ({@code prometheus-alertmanager} for {@code alertmanager}). */
    String program(String name) {
        for (String file : List.of(name, "prometheus-" + name.replace('_', '-'))) {
            for (Path directory : directories) {
                Path candidate = directory.resolve(file);
                if (Files.isExecutable(candidate)) {
                    return candidate.toString();
                }
            }
        }
        throw new Failure(name + " is neither on the PATH nor where scripts/tools says it is");
    }

    private static Stream<Path> split(String path) {
        return Stream.of(path.split(File.pathSeparator, -1))
                .filter(directory -> !directory.isEmpty())
                .map(Path::of);
    }
}
