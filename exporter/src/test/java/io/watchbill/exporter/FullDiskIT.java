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
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full for a while: a file system of its own in memory, seen by the exporter alone. */
class FullDiskIT {
    private static final int EVENTS = 400;

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    /** The filler leaves room for a start and little more. */
    private static List<String> onSmallDisk(Path data) {
        return List.of(
                "unshare",
                "--user",
                "--map-root-user",
                "--mount",
                "sh",
                "-c",
                "mount -t tmpfs -o size=120m none " + data + " && head -c 80m /dev/zero > " + data
                        + "/filler && exec \"$@\"",
                "sh");
    }

    @Test
    void aFullDiskLosesNothingAndMendsItself() throws Exception {
        Path data = Files.createDirectories(folder.resolve("data"));
        try (ExporterProcess process = ExporterProcess.start(
                onSmallDisk(data), folder, "--data-dir", data.toString(), "--score-interval", "50ms")) {
            int metrics = process.port("metrics on");
            int ingest = process.port("events to POST");
            int bodies = 0;
            while (post(ingest, bodies) == 200) {
                bodies++;
                assertThat(bodies).as("bodies before the disk is full").isLessThan(5_000);
            }
            for (int refused = bodies; refused < bodies + 3; refused++) {
                assertThat(post(ingest, refused)).isEqualTo(503);
            }
            assertThat(page(metrics).value("watchbill_state_failing")).isEqualTo(1);
            assertThat(accepted(metrics)).isEqualTo(EVENTS * bodies);
            assertThat(get(metrics, "/-/healthy").statusCode()).isEqualTo(200);
            assertThat(get(metrics, "/-/ready").statusCode()).isEqualTo(503);
            assertThat(get(metrics, "/-/ready").body()).startsWith("not ready: store: events cannot be stored");
            assertThat(get(metrics, "/").body()).contains("Events cannot be stored; senders are asked");

            process.delete(data.resolve("filler"));
            // Nobody sends to what is not ready: it must find out by itself.
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() ->
                            assertThat(get(metrics, "/-/ready").statusCode()).isEqualTo(200));
            for (int again = bodies; again < bodies + 3; again++) {
                assertThat(post(ingest, again)).isEqualTo(200);
            }

            assertThat(page(metrics).value("watchbill_state_failing")).isZero();
            // A refused body may have been stored all the same: sent again, it counts once.
            assertThat(accepted(metrics)).isEqualTo(EVENTS * (bodies + 3));
        }
    }

    private int post(int port, int number) throws IOException, InterruptedException {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < EVENTS; i++) {
            body.append("{\"kind\":\"prediction\",\"model\":\"flight\",\"features\":{\"distance\":")
                    .append((number * 31 + i * 17) % 2_000)
                    .append("},\"prediction\":\"late\",\"score\":0.")
                    .append((number * 7919L + i * 104_729L) % 1_000_000)
                    .append("}\n");
        }
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/observations"))
                        .header("Content-Type", RunningExporter.NDJSON)
                        .header("Idempotency-Key", "body " + number)
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        }
        return answer.statusCode();
    }

    private static double accepted(MetricsText page) {
        return page.value("watchbill_ingest_events_total", "source", "http", "result", "accepted");
    }

    private double accepted(int port) throws IOException, InterruptedException {
        return accepted(page(port));
    }

    private MetricsText page(int port) throws IOException, InterruptedException {
        return new MetricsText(get(port, "/metrics").body());
    }

    private HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
