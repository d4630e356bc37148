package io.watchbill.exporter;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The exporter as a process of its own, on free ports. */
final class ExporterProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader log;
    private final List<String> read = new ArrayList<>();

    private ExporterProcess(Process process) {
        this.process = process;
        this.log = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts it with the test's specification, and these options. */
    static ExporterProcess start(Path folder, String... options) {
        return start(List.of(), folder, options);
    }

    /** As the other, by a command that runs its arguments. */
    static ExporterProcess start(List<String> by, Path folder, String... options) {
        return start(by, Main.class, folder, options);
    }

    /** A test's own program in the place of the exporter's. */
    static ExporterProcess start(Class<?> program, Path folder, String... options) {
        return start(List.of(), program, folder, options);
    }

    private static ExporterProcess start(List<String> by, Class<?> program, Path folder, String... options) {
        List<String> command = new ArrayList<>(by);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName(),
                "--spec",
                RunningExporter.specification(folder).toString(),
                "--listen",
                "127.0.0.1:0",
                "--ingest",
                "127.0.0.1:0"));
        command.addAll(List.of(options));
        try {
            return new ExporterProcess(
                    new ProcessBuilder(command).redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes to its standard input, which stays open. */
    void write(String text) throws IOException {
        process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** The port in the first line from here on that holds that text. */
    int port(String text) {
        String line = line(text);
        String address = line.substring(line.indexOf("http://") + 7);
        return Integer.parseInt(address.substring(address.indexOf(':') + 1, address.indexOf('/')));
    }

    /** The first line from here on that holds that text. */
    String line(String text) {
        try {
            for (String line = log.readLine(); line != null; line = log.readLine()) {
                read.add(line);
                if (line.contains(text)) {
                    return line;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new AssertionError("the process ended without the line '" + text + "':\n" + String.join("\n", read));
    }

    /** All lines that were not read yet, once it has ended. */
    List<String> rest() {
        return log.lines().toList();
    }

    /** All lines from the first one on, once it has ended. */
    List<String> all() {
        read.addAll(rest());
        return List.copyOf(read);
    }

    /** Removes a file that may be on a file system that only the process sees. */
    void delete(Path file) throws IOException {
        Files.delete(Path.of("/proc/" + process.pid() + "/root" + file));
    }

    long pid() {
        return process.pid();
    }

    /** As by {@code kill -9}. */
    void kill() {
        process.destroyForcibly();
        Uninterrupted.run(process::waitFor);
    }

    /** Waits until it has ended by itself. */
    void awaitEnd() {
        if (!Uninterrupted.get(() -> process.waitFor(60, TimeUnit.SECONDS))) {
            throw new AssertionError("it did not end by itself");
        }
    }

    /** As by {@code kill}: it may finish what is under way. */
    int terminate() {
        process.toHandle().destroy();
        boolean ended = Uninterrupted.get(() -> process.waitFor(30, TimeUnit.SECONDS));
        if (!ended) {
            throw new AssertionError("it did not end within 30 s");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        kill();
    }
}
