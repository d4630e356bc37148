package io.watchbill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The exporter's jar as a process of its own, on free ports.
 *
 * @param metrics its page
 * @param ingest where it takes events
 */
record StartedExporter(Process process, URI metrics, URI ingest) implements AutoCloseable {

    private static final Path JAR = Path.of("../exporter/target/watchbill-exporter.jar");
    private static final long PATIENCE_SECONDS = 60;
    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /**
     * Starts it and waits until it takes events.
     *
     * @param folder for its state and its log
     * @param options beside those that every test needs
     */
    static StartedExporter start(Path folder, Path spec, String... options) throws IOException, InterruptedException {
        Path log = Files.createDirectories(folder).resolve("exporter.log");
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                JAR.toString(),
                "--spec=" + spec,
                "--data-dir=" + folder.resolve("exporter.data"),
                "--listen=127.0.0.1:0",
                "--ingest=127.0.0.1:0",
                "--score-interval=20ms"));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (!Files.readString(log).contains("events to POST")) {
                assertThat(process.waitFor(20, TimeUnit.MILLISECONDS))
                        .as(Files.readString(log))
                        .isFalse();
                assertThat(System.nanoTime()).isLessThan(deadline);
            }
            Matcher addresses = ADDRESS.matcher(Files.readString(log));
            assertThat(addresses.find()).isTrue();
            URI metrics = URI.create(addresses.group() + "/metrics");
            assertThat(addresses.find()).isTrue();
            return new StartedExporter(process, metrics, URI.create(addresses.group() + "/v1/observations"));
        } catch (IOException | InterruptedException | AssertionError e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** Sends observations, one a line, and returns the answer. */
    String post(String lines) throws IOException, InterruptedException {
        return CLIENT.send(
                        HttpRequest.newBuilder(ingest)
                                .header("Content-Type", "application/x-ndjson")
                                .POST(BodyPublishers.ofString(lines))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    /** Has it read its specification again; returns the status of the answer. */
    int reload() throws IOException, InterruptedException {
        return CLIENT.send(
                        HttpRequest.newBuilder(metrics.resolve("/-/reload"))
                                .POST(BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    /** Its page as it is now. */
    String page() throws IOException, InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
                .body();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
