package io.watchbill.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar of its own, as a process of its own, against a real broker. */
class KafkaJarIT {
    private static final Path JAR = Path.of("target", "watchbill-exporter-kafka.jar");
    private static final int EVENTS = 500;
    private static final String SPECIFICATION = """
            apiVersion: watchbill/v1
            kind: OperationsSpecification
            metadata: {name: flights, title: Flights, owner: team-flights, description: A small system for tests.}
            models:
              flight:
                task: binary-classification
                positiveClass: late
                features: {distance: {type: numeric}}
                drift: {windows: [1h], minimumSamples: 500}
                performance: {windows: [1h], labelDelay: 0s, maximumLabelDelay: 1d}
            """;

    @TempDir
    Path folder;

    private Process start(String servers) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-jar",
                        JAR.toString(),
                        "--spec",
                        Files.writeString(folder.resolve("ops.yaml"), SPECIFICATION)
                                .toString(),
                        "--listen",
                        "127.0.0.1:0",
                        "--ingest",
                        "127.0.0.1:0",
                        "--data-dir",
                        folder.resolve("data").toString(),
                        "--kafka-servers",
                        servers,
                        "--kafka-topic",
                        "observations")
                .redirectErrorStream(true)
                .start();
    }

    private static String page(String address) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static void send(Broker broker, int from, int to) {
        IntStream.range(from, to)
                .forEach(i -> broker.send(
                        "observations",
                        i % 2,
                        "{\"kind\":\"prediction\",\"model\":\"flight\",\"id\":\"f" + i
                                + "\",\"prediction\":\"late\"}"));
    }

    private static String events(String result, int count) {
        return "watchbill_ingest_events_total{result=\"" + result + "\",source=\"kafka\"} " + count + ".0\n";
    }

    /** Starts it, waits for what the page must say, then does the rest. */
    private void running(Broker broker, Ended ended, String... onThePage) throws Exception {
        Process process = start(broker.servers());
        try (BufferedReader log =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String address = log.readLine().replaceAll(".* ", "");
            awaitPage(address, onThePage);
            ended.by(process, log, address);
        } finally {
            process.destroyForcibly();
            process.waitFor();
        }
    }

    private static void awaitPage(String address, String... texts) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(page(address)).contains(texts));
    }

    /** How a process ends. */
    private interface Ended {
        void by(Process process, BufferedReader log, String address) throws Exception;
    }

    @Test
    void eventsOfATopicCountOnceThroughAKillAndPoisonCostsOnlyItself() throws Exception {
        try (Broker broker = new Broker()) {
            broker.create("observations", 2);
            send(broker, 0, EVENTS);
            broker.send(
                    "observations", 0, "\u0000\u0001poison", null, "{\"kind\":\"prediction\",\"model\":\"nobody\"}");
            running(
                    broker,
                    (process, log, address) -> process.destroyForcibly(),
                    events("accepted", EVENTS),
                    events("malformed", 1),
                    events("unknown_model", 1),
                    "watchbill_source_up{name=\"observations\",source=\"kafka\"} 1.0\n");
            send(broker, EVENTS, 2 * EVENTS);

            running(
                    broker,
                    (process, log, address) -> {
                        process.toHandle().destroy();
                        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
                        assertThat(process.exitValue()).isZero();
                        assertThat(log.lines()).noneMatch(line -> line.contains("security.protocol"));
                    },
                    events("accepted", 2 * EVENTS),
                    events("malformed", 1),
                    "ml_requests_total{model=\"flight\",outcome=\"ok\",version=\"default\"} " + 2 * EVENTS + ".0\n");
        }
    }

    @Test
    void aBrokerThatGoesAndComesBackCostsNothing() throws Exception {
        try (Broker broker = new Broker()) {
            broker.create("observations", 2);
            send(broker, 0, EVENTS);
            running(
                    broker,
                    (process, log, address) -> {
                        broker.stop();
                        awaitPage(
                                address,
                                "watchbill_source_up{name=\"observations\",source=\"kafka\"} 0.0\n",
                                "watchbill_source_problems_total{name=\"observations\",reason=\"unavailable\",source=\"kafka\"}"
                                        + " 1.0\n",
                                events("accepted", EVENTS));
                        assertThat(page(address.replace("/metrics", "/-/healthy")))
                                .as("a restart brings no broker back")
                                .isEqualTo("healthy\n");

                        broker.startAgain();
                        send(broker, EVENTS, 2 * EVENTS);
                        awaitPage(
                                address,
                                "watchbill_source_up{name=\"observations\",source=\"kafka\"} 1.0\n",
                                events("accepted", 2 * EVENTS));
                        process.destroyForcibly();
                    },
                    "watchbill_source_up{name=\"observations\",source=\"kafka\"} 1.0\n",
                    events("accepted", EVENTS));

            running(broker, (process, log, address) -> {}, events("accepted", 2 * EVENTS));
        }
    }
}
