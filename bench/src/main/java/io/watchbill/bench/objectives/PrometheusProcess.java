package io.watchbill.bench.objectives;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The {@code prometheus} of the PATH on a free port, scraping nothing, with data as old as it likes. */
public final class PrometheusProcess implements AutoCloseable {

    private static final long WAIT = Duration.ofMinutes(2).toNanos();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final URI address;

    /**
     * Starts it and waits until it answers.
     *
     * @param data where its blocks lie
     * @param rules files of rules
     */
    public PrometheusProcess(Path folder, Path data, List<Path> rules) throws IOException, InterruptedException {
        Path configuration = Files.writeString(
                folder.resolve("prometheus.yml"),
                JSON.writeValueAsString(Map.of(
                        "rule_files",
                        rules.stream()
                                .map(file -> file.toAbsolutePath().toString())
                                .toList())));
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        address = URI.create("http://127.0.0.1:" + port);
        Path log = folder.resolve("prometheus.log");
        process = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + configuration,
                        "--storage.tsdb.path=" + data,
                        "--storage.tsdb.retention.time=10y",
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        long deadline = System.nanoTime() + WAIT;
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                close();
                throw new IOException("prometheus does not start:\n" + Files.readString(log));
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    /** Where it answers. */
    public URI address() {
        return address;
    }

    private boolean isReady() throws InterruptedException {
        try {
            return client.send(
                                    HttpRequest.newBuilder(address.resolve("/-/ready"))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** The {@code data} of an answer; fails with Prometheus's own words if there is none. */
    private JsonNode get(String path) throws IOException, InterruptedException {
        String body = client.send(
                        HttpRequest.newBuilder(address.resolve(path)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
        JsonNode answer = JSON.readTree(body);
        if (!answer.path("status").asText().equals("success")) {
            throw new IOException(path + ": " + body);
        }
        return answer.path("data");
    }

    /** What it reads as rules, as JSON of its API. */
    JsonNode rules() throws IOException, InterruptedException {
        return get("/api/v1/rules");
    }

    /** A query's result over a range of time. */
    public JsonNode queryRange(String expression, Instant from, Instant until, Duration step)
            throws IOException, InterruptedException {
        return get("/api/v1/query_range?start=" + from.getEpochSecond() + "&end=" + until.getEpochSecond() + "&step="
                + step.toSeconds() + "&query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
    }

    /** A query's result at an instant, with what it took. */
    public JsonNode query(String expression, Instant at) throws IOException, InterruptedException {
        return get("/api/v1/query?stats=all&time=" + at.getEpochSecond() + "&query="
                + URLEncoder.encode(expression, StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
