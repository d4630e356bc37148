package io.watchbill.exporter;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.watchbill.testing.TestCertificate;
import io.watchbill.web.WebSettings;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients of the listener for events that take their time, beside one that does not. */
class SlowSendersIT {
    private static final Duration DEADLINE = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int SLOW = 100;
    private static final String EVENT = "{\"kind\":\"prediction\",\"model\":\"flight\",\"prediction\":\"late\"}";
    private static final String HEAD =
            "POST /v1/observations HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-ndjson\r\n";
    private static final String REQUEST = HEAD + "Content-Length: " + EVENT.length() + "\r\n\r\n" + EVENT;

    @TempDir
    Path folder;

    private final List<RawClient> slow = new ArrayList<>();
    private RunningExporter exporter;
    private long start;

    @AfterEach
    void stop() throws IOException {
        for (RawClient client : slow) {
            client.close();
        }
        exporter.close();
    }

    private void start(Optional<Path> configuration) {
        exporter = RunningExporter.listening(
                folder, new WebSettings(configuration, false, OptionalInt.of(1_000), DEADLINE));
    }

    private void connect(String first) throws IOException {
        start = System.nanoTime();
        for (int i = 0; i < SLOW; i++) {
            slow.add(RawClient.connect(exporter.ingest()).send(first));
        }
    }

    private double cut() {
        return exporter.page().value("watchbill_requests_refused_total", "listener", "ingest", "reason", "deadline");
    }

    /** Drips until each slow client is cut; the good one is answered all the time, on a connection of its own. */
    private void dripBesideAGoodClient(String drop) throws IOException {
        try (RawClient good = RawClient.connect(exporter.ingest())) {
            List<RawClient> open = new ArrayList<>(slow);
            while (!open.isEmpty()) {
                open.removeIf(client -> !client.drip(drop));
                assertThat(good.send(REQUEST).answer()).startsWith("HTTP/1.1 200");
                assertThat(NANOSECONDS.toSeconds(System.nanoTime() - start)).isLessThan(PATIENCE.toSeconds());
            }
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(DEADLINE);
        assertThat(cut()).isEqualTo(SLOW);
    }

    @Test
    void drippedHeadersAreCut() throws Exception {
        start(Optional.empty());
        connect("POST /v1/observations HTTP/1.1\r\nHost: a\r\nX-Slow: ");

        dripBesideAGoodClient("x");
    }

    @Test
    void drippedBodiesAreCutAndTheirMemoryIsGivenBack() throws Exception {
        start(Optional.empty());
        connect(HEAD + "Content-Length: 300000\r\n\r\n{");
        await().atMost(PATIENCE)
                .until(() -> exporter.page().value("watchbill_limit_used", "limit", "bytes_in_flight") > 0);

        dripBesideAGoodClient(" ");

        await().atMost(PATIENCE)
                .until(() -> exporter.page().value("watchbill_limit_used", "limit", "bytes_in_flight") == 0);
    }

    /** Answers of 300 bytes fill the buffers of a connection when enough requests are sent. */
    @Test
    void readersThatDoNotReadAreCut() throws Exception {
        start(Optional.empty());
        String head = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
        for (int i = 0; i < 5; i++) {
            RawClient client = RawClient.connect(exporter.ingest(), 4 << 10);
            slow.add(client);
            Thread sender = new Thread(() -> {
                while (client.drip(head.repeat(100))) {
                    // until the server has cut the connection
                }
            });
            sender.setDaemon(true);
            sender.start();
        }

        try (RawClient good = RawClient.connect(exporter.ingest())) {
            await().atMost(PATIENCE).until(() -> {
                assertThat(good.send(REQUEST).answer()).startsWith("HTTP/1.1 200");
                return cut() == 5;
            });
        }
    }

    @Test
    void helloesThatAreNotFinishedAreCut() throws Exception {
        TestCertificate server = TestCertificate.make(folder, "server", "EC");
        Path file = Files.writeString(
                folder.resolve("web.yml"), "tls_server_config: {cert_file: server.crt, key_file: server.key}\n");
        start(Optional.of(file));
        // A record of a handshake with 500 bytes, of which the first 4 come.
        byte[] hello = {22, 3, 1, 1, (byte) 0xf4, 1, 0, 1, (byte) 0xf0};
        for (int i = 0; i < SLOW; i++) {
            slow.add(RawClient.connect(exporter.ingest()).send(hello));
        }
        SSLContext trusting = TestCertificate.client(null, List.of(server));
        HttpClient client = HttpClient.newBuilder().sslContext(trusting).build();
        HttpRequest request = HttpRequest.newBuilder(exporter.ingest())
                .header("Content-Type", RunningExporter.NDJSON)
                .POST(HttpRequest.BodyPublishers.ofString(EVENT))
                .build();

        List<RawClient> open = new ArrayList<>(slow);
        await().atMost(PATIENCE).until(() -> {
            open.removeIf(stalled -> !stalled.drip("\0"));
            assertThat(client.send(request, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
            return open.isEmpty();
        });

        HttpResponse<String> page = client.send(
                HttpRequest.newBuilder(exporter.metrics("/metrics")).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(new MetricsText(page.body())
                        .value("watchbill_requests_refused_total", "listener", "ingest", "reason", "deadline"))
                .isEqualTo(SLOW);
    }

    @Test
    void aConnectionWithoutARequestOutlivesTheDeadline() throws Exception {
        start(Optional.empty());
        try (RawClient idle = RawClient.connect(exporter.ingest());
                RawClient used = RawClient.connect(exporter.ingest())) {
            assertThat(used.send(REQUEST).answer()).startsWith("HTTP/1.1 200");
            connect("POST ");
            await().atMost(PATIENCE).until(() -> cut() == SLOW);

            assertThat(idle.send(REQUEST).answer()).startsWith("HTTP/1.1 200");
            assertThat(used.send(REQUEST).answer()).startsWith("HTTP/1.1 200");
        }
    }
}
