package io.watchbill.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The exporter as a process of its own that reads files and its standard input. */
class SourcesProcessIT {
    private static final int LINES = 60_000;
    private static final int KILLS = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private static MetricsText page(int port) throws IOException, InterruptedException {
        return new MetricsText(HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body());
    }

    private static double accepted(int port, String source) throws IOException, InterruptedException {
        return page(port)
                .find("watchbill_ingest_events_total", "source", source, "result", "accepted")
                .orElse(0.0);
    }

    private static String line(Instant start, int i) {
        return "{\"kind\":\"prediction\",\"model\":\"flight\",\"id\":\"f" + i + "\",\"time\":\""
                + start.plusMillis(i) + "\",\"features\":{\"distance\":" + i % 1_000
                + ",\"origin\":\"A\"},\"prediction\":\""
                + (i % 3 == 0 ? "late" : "on_time") + "\"}\n";
    }

    @Test
    void itReadsItsInputAndEndsThoughTheInputIsOpen() throws Exception {
        try (ExporterProcess process = ExporterProcess.start(folder, "--data-dir", "none", "--stdin")) {
            int port = process.port("metrics on");
            process.write(line(Instant.now(), 0) + line(Instant.now(), 1));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(accepted(port, "stdin")).isEqualTo(2));

            assertThat(process.terminate()).isZero();
        }
    }

    @Test
    void noLineIsLostOrDoubledByKillsAndRotations() throws Exception {
        Path file = folder.resolve("events.ndjson");
        Instant start = Instant.now().minusSeconds(600);
        Random random = new Random(11);
        String[] options = {
            "--data-dir", folder.resolve("data").toString(), "--follow", file.toString(), "--snapshot-interval", "1s"
        };
        int written = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            try (ExporterProcess process = ExporterProcess.start(folder, options)) {
                int port = process.port("metrics on");
                process.line("events to POST");
                int enough = written + random.nextInt(LINES / KILLS / 2);
                for (int end = (kill + 1) * LINES / KILLS; written < end; ) {
                    StringBuilder text = new StringBuilder();
                    for (int i = 0; i < 500; i++) {
                        text.append(line(start, written++));
                    }
                    Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                }
                await().atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(10))
                        .untilAsserted(() -> assertThat(accepted(port, "file")).isGreaterThanOrEqualTo(enough));
                process.kill();
                Files.move(file, folder.resolve("events.ndjson." + kill));
            }
        }
        Files.writeString(file, "");
        try (ExporterProcess process = ExporterProcess.start(folder, options)) {
            int port = process.port("metrics on");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(accepted(port, "file")).isEqualTo(LINES));
            assertThat(process.terminate()).isZero();
        }
        try (ExporterProcess process = ExporterProcess.start(folder, options)) {
            int port = process.port("metrics on");
            process.line("being read");

            assertThat(accepted(port, "file")).isEqualTo(LINES);
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(page(port).find("ml_requests_total", "model", "flight", "outcome", "ok"))
                                    .hasValue((double) LINES));
            MetricsText page = page(port);
            for (SourceProblem problem : SourceProblem.values()) {
                assertThat(page.find("watchbill_source_problems_total", "source", "file", "reason", problem.label())
                                .orElse(0.0))
                        .as(problem.label())
                        .isZero();
            }
        }
    }
}
