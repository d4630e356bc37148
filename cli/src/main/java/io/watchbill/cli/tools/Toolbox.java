package io.watchbill.cli.tools;

import io.watchbill.cli.Failure;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the programs of the monitoring stack lie: on the PATH, or where {@code scripts/tools} has put them. */
public record Toolbox(List<Path> directories) {

    public Toolbox {
        directories = List.copyOf(directories);
    }

    /** What the PATH has. */
    public static Toolbox ofPath() {
        return new Toolbox(split(System.getenv("PATH")).toList());
    }

    /**
     * Looks on the PATH and asks {@code scripts/tools}, which fetches once what is missing and says so.
     *
     * @param home the checkout
     * @throws Failure if something is missing and cannot be fetched; the script has said what to install
     */
    public static Toolbox find(Path home) {
        Path script = home.resolve("scripts/tools");
        try {
            Process process = new ProcessBuilder(script.toString())
                    .redirectInput(new File("/dev/null"))
                    .redirectError(Redirect.INHERIT)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0) {
                throw new Failure("Prometheus, Alertmanager and node_exporter are needed for this (see above)");
            }
            return new Toolbox(Stream.concat(ofPath().directories().stream(), split(output))
                    .toList());
        } catch (IOException e) {
            throw new Failure("cannot run " + script + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted while looking for the monitoring stack", e);
        }
    }

    /** Whether all of these programs are there. */
    public boolean hasAll(List<String> names) {
        return names.stream().allMatch(name -> lookUp(name).isPresent());
    }

    /**
     * The program's file, by its own name or Debian's ({@code prometheus-alertmanager} for {@code alertmanager}).
     *
     * @throws Failure naming it, if it is nowhere
     */
    public String program(String name) {
        return lookUp(name)
                .orElseThrow(() -> new Failure(name + " is not on the PATH. Debian, Ubuntu: apt install prometheus"
                        + " prometheus-alertmanager; elsewhere: unpack Prometheus and Alertmanager from"
                        + " https://prometheus.io/download"));
    }

    private Optional<String> lookUp(String name) {
        return Stream.of(name, "prometheus-" + name.replace('_', '-'))
                .flatMap(file -> directories.stream().map(directory -> directory.resolve(file)))
                .filter(Files::isExecutable)
                .map(file -> file.toAbsolutePath().toString())
                .findFirst();
    }

    private static Stream<Path> split(String path) {
        return Stream.of(path.split(File.pathSeparator, -1))
                .filter(directory -> !directory.isEmpty())
                .map(Path::of);
    }
}
