package io.watchbill.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.watchbill.web.WebSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections to the listener for events: at the bound, and ten thousand that do nothing. */
class ConnectionsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MANY = 10_000;

    /** Files that a process has open besides. */
    private static final int OTHER_FILES = 500;

    private static final String EVENT = "{\"kind\":\"prediction\",\"model\":\"flight\",\"prediction\":\"late\"}";
    private static final String REQUEST =
            "POST /v1/observations HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-ndjson" + "\r\nContent-Length: "
                    + EVENT.length() + "\r\n\r\n" + EVENT;

    @TempDir
    Path folder;

    @Test
    void beyondTheBoundConnectionsAreClosedAndCounted() throws Exception {
        WebSettings web = new WebSettings(Optional.empty(), false, OptionalInt.of(3), Duration.ofSeconds(30));
        try (RunningExporter exporter = RunningExporter.listening(folder, web)) {
            List<RawClient> clients = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                RawClient client = RawClient.connect(exporter.ingest());
                clients.add(client);
                assertThat(client.send(REQUEST).answer()).startsWith("HTTP/1.1 200");
            }
            try (RawClient fourth = RawClient.connect(exporter.ingest())) {
                assertThat(fourth.isEnded()).isTrue();
            }
            MetricsText page = exporter.page();
            assertThat(page.value("watchbill_limit_used", "limit", "connections"))
                    .isEqualTo(3);
            assertThat(page.value("watchbill_limit_max", "limit", "connections"))
                    .isEqualTo(3);
            assertThat(page.value("watchbill_limit_dropped_total", "limit", "connections"))
                    .isEqualTo(1);
            assertThat(clients.get(2).send(REQUEST).answer()).startsWith("HTTP/1.1 200");

            clients.get(0).close();
            await().atMost(PATIENCE)
                    .until(() -> exporter.page().value("watchbill_limit_used", "limit", "connections") == 2);
            try (RawClient next = RawClient.connect(exporter.ingest())) {
                assertThat(next.send(REQUEST).answer()).startsWith("HTTP/1.1 200");
            }
            for (RawClient client : clients) {
                client.close();
            }
        }
    }

    @Test
    void whereAllAreTakenThoseWithoutARequestMakeRoom() throws Exception {
        WebSettings web = new WebSettings(Optional.empty(), false, OptionalInt.of(3), PATIENCE.multipliedBy(10));
        try (RunningExporter exporter = RunningExporter.listening(folder, web);
                RawClient used = RawClient.connect(exporter.ingest())) {
            assertThat(used.send(REQUEST).answer()).startsWith("HTTP/1.1 200");
            try (RawClient silent = RawClient.connect(exporter.ingest());
                    RawClient stalled = RawClient.connect(exporter.ingest()).send("POST /v1/obs")) {
                await().atMost(PATIENCE).until(() -> {
                    try (RawClient good = RawClient.connect(exporter.ingest())) {
                        return good.drip(REQUEST) && good.answer().startsWith("HTTP/1.1 200");
                    } catch (IOException refused) {
                        return false;
                    }
                });

                assertThat(silent.isEnded()).isTrue();
                assertThat(stalled.isEnded()).isTrue();
            }
            assertThat(used.send(REQUEST).answer()).startsWith("HTTP/1.1 200");
        }
    }

    /** Where the system lets a process open fewer files, there are as many connections as it lets, and it is said. */
    private static int connections() throws IOException {
        Matcher limit = Pattern.compile("Max open files +(\\d+) +(\\d+)")
                .matcher(Files.readString(Path.of("/proc/self/limits")));
        assertThat(limit.find()).isTrue();
        int files = Integer.parseInt(limit.group(2)) - OTHER_FILES;
        if (files < MANY) {
            System.out.println("a process may open few files here: " + files + " idle connections, not " + MANY);
        }
        return Math.min(MANY, files);
    }

    @Test
    void manyIdleConnectionsDoNotHurt() throws Exception {
        int many = connections();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "--spec",
                        RunningExporter.specification(folder).toString(),
                        "--listen",
                        "127.0.0.1:0",
                        "--ingest",
                        "127.0.0.1:0",
                        "--data-dir",
                        "none")
                .redirectErrorStream(true)
                .start();
        List<SocketChannel> idle = new ArrayList<>(many);
        try {
            BufferedReader log =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            URI metrics = address(log, "metrics on ");
            URI ingest = address(log, "events to POST ");
            for (int i = 0; i < many; i++) {
                idle.add(SocketChannel.open(new InetSocketAddress(ingest.getHost(), ingest.getPort())));
            }

            await().atMost(PATIENCE)
                    .until(() -> page(metrics).value("watchbill_limit_used", "limit", "connections") >= many);
            for (int i = 0; i < 100; i++) {
                try (RawClient good = RawClient.connect(ingest)) {
                    assertThat(good.send(REQUEST).answer()).startsWith("HTTP/1.1 200");
                }
            }
            assertThat(page(metrics).value("watchbill_limit_dropped_total", "limit", "connections"))
                    .isZero();
        } finally {
            for (SocketChannel channel : idle) {
                channel.close();
            }
            process.destroyForcibly();
        }
    }

    private static URI address(BufferedReader log, String before) throws IOException {
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            if (line.contains(before)) {
                return URI.create(line.substring(line.indexOf("http://")));
            }
        }
        throw new AssertionError("the process ended without '" + before + "'");
    }

    private static MetricsText page(URI metrics) throws IOException {
        try (RawClient client = RawClient.connect(metrics)) {
            String answer =
                    client.send("GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n").answer();
            return new MetricsText(answer.substring(answer.indexOf("\r\n\r\n") + 4));
        }
    }
}
