package io.watchbill.cli.tools;

import io.watchbill.cli.Failure;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
        return new Toolbox(
                split(Optional.ofNullable(System.getenv("PATH")).orElse("")).toList());
    }

    /**
     * The PATH, and where that lacks one of these programs, what {@code scripts/tools} has unpacked before. Fetches nothing.
     *
     * @param home the checkout, if there is one
     */
    public static Toolbox atHand(Optional<Path> home, List<String> names) {
        return completed(home, names, "--unpacked");
    }

    /**
     * The PATH, and where that lacks one of these programs, what {@code scripts/tools} fetches once, saying so.
     *
     * @param home the checkout, if there is one
     * @throws Failure if something is missing and cannot be fetched; the script has said what to install
     */
    public static Toolbox fetched(Optional<Path> home, List<String> names) {
        return completed(home, names);
    }

    /**
     * The whole monitoring stack: the PATH, and what {@code scripts/tools} fetches once, saying so.
     *
     * @param home the checkout
     * @throws Failure if something is missing and cannot be fetched; the script has said what to install
     */
    public static Toolbox fetched(Path home) {
        return ofPath().with(home);
    }

    private static Toolbox completed(Optional<Path> home, List<String> names, String... options) {
        Toolbox path = ofPath();
        boolean complete = names.stream().allMatch(name -> path.find(name).isPresent());
        return home.isEmpty() || complete ? path : path.with(home.get(), options);
    }

    private Toolbox with(Path home, String... options) {
        Path script = home.resolve("scripts/tools");
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(options));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(new File("/dev/null"))
                    .redirectError(Redirect.INHERIT)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0) {
                throw new Failure("Prometheus, Alertmanager and node_exporter are needed for this (see above)");
            }
            return new Toolbox(
                    Stream.concat(directories.stream(), split(output)).toList());
        } catch (IOException e) {
            throw new Failure("cannot run " + script + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted while looking for the monitoring stack", e);
        }
    }

    /**
     * The program's file, by its own name or Debian's ({@code prometheus-alertmanager} for {@code alertmanager}).
     *
     * @throws Failure naming it, if it is nowhere
     */
    public String program(String name) {
        return find(name)
                .orElseThrow(() -> new Failure(name + " is not on the PATH. Debian, Ubuntu: apt install prometheus"
                        + " prometheus-alertmanager; elsewhere: unpack Prometheus and Alertmanager from"
                        + " https://prometheus.io/download"));
    }

    /** The program's file, by its own name or Debian's, if it is there. */
    public Optional<String> find(String name) {
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
