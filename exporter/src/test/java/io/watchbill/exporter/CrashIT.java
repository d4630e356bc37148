package io.watchbill.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.watchbill.exporter.SnapshotSettings.Step;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The exporter is killed at random moments, or dies at the steps of its snapshots, while several senders send: what was acknowledged is there, and everything
 * counts once, since senders send again what was not acknowledged.
 */
class CrashIT {
    private static final int SENDERS = 3;
    private static final int BATCH = 20;
    private static final int KILLS = Integer.getInteger("watchbill.kills", 10);
    private static final long SEED = Long.getLong("watchbill.seed", 42);

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);
    private final AtomicInteger bodies = new AtomicInteger();
    private final ConcurrentLinkedQueue<Sent> acknowledged = new ConcurrentLinkedQueue<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<ExporterProcess> started = new ArrayList<>();
    private volatile int port;
    private int metrics;

    private record Sent(String key, String body) {}

    private ExporterProcess start() {
        return started(ExporterProcess.start(
                folder,
                "--data-dir",
                folder.resolve("data").toString(),
                "--snapshot-interval",
                "150ms",
                "--score-interval",
                "50ms"));
    }

    /** One that dies once it has done that step of one of its first snapshots. */
    private ExporterProcess startDyingAfter(Step step) {
        return started(ExporterProcess.start(
                DyingExporter.class,
                folder,
                "--data-dir",
                folder.resolve("data").toString(),
                "--dies-after",
                step.name(),
                "--snapshots",
                Integer.toString(1 + random.nextInt(5))));
    }

    private ExporterProcess started(ExporterProcess process) {
        started.add(process);
        metrics = process.port("metrics on");
        port = process.port("events to POST");
        return process;
    }

    @AfterEach
    void stop() {
        started.forEach(ExporterProcess::close);
    }

    @Test
    void nothingAcknowledgedIsLostAndNothingCountsTwice() throws Exception {
        endure(KILLS, this::start, process -> {
            LockSupport.parkNanos(Duration.ofMillis(100 + random.nextInt(900)).toNanos());
            process.kill();
        });
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void norWhereItDiesBetweenTwoStepsOfASnapshot(Step step) throws Exception {
        endure(Math.max(1, KILLS / 10), () -> startDyingAfter(step), ExporterProcess::awaitEnd);
    }

    private void endure(int kills, Supplier<ExporterProcess> starting, Consumer<ExporterProcess> end) throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        List<Thread> senders = new ArrayList<>();
        ExporterProcess process = starting.get();
        for (int i = 0; i < SENDERS; i++) {
            Thread sender = new Thread(() -> send(stop), "sender-" + i);
            sender.start();
            senders.add(sender);
        }
        for (int kill = 1; kill <= kills; kill++) {
            end.accept(process);
            process = kill < kills ? starting.get() : start();
        }
        stop.set(true);
        for (Thread sender : senders) {
            sender.join();
        }
        int repeated = sendSomeAgain();
        int predictions = bodies.get() / 2 * BATCH;
        awaitScores(predictions);
        assertPage(predictions, repeated);

        assertThat(process.terminate()).isZero();
        ExporterProcess again = start();
        awaitScores(predictions);
        assertPage(predictions, repeated);
        assertThat(again.terminate()).isZero();
    }

    /** A body of predictions, then one of their labels, each until it is acknowledged. */
    private void send(AtomicBoolean stop) {
        while (!stop.get()) {
            int number = bodies.getAndAdd(2);
            Instant now = Instant.now();
            StringBuilder predictions = new StringBuilder();
            StringBuilder labels = new StringBuilder();
            for (int i = 0; i < BATCH; i++) {
                String id = "p" + number + "-" + i;
                predictions
                        .append("{\"kind\":\"prediction\",\"model\":\"flight\",\"id\":\"")
                        .append(id)
                        .append("\",\"time\":\"")
                        .append(now)
                        .append("\",\"features\":{\"distance\":500},\"prediction\":\"late\",\"score\":0.7}\n");
                labels.append("{\"kind\":\"label\",\"model\":\"flight\",\"id\":\"")
                        .append(id)
                        .append("\",\"time\":\"")
                        .append(now)
                        .append("\",\"label\":\"late\"}\n");
            }
            acknowledge(new Sent("k" + number, predictions.toString()));
            acknowledge(new Sent("k" + (number + 1), labels.toString()));
        }
    }

    private void acknowledge(Sent sent) {
        while (status(sent) != 200) {
            LockSupport.parkNanos(20_000_000);
        }
        acknowledged.add(sent);
    }

    private int status(Sent sent) {
        try {
            return client.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/observations"))
                                    .header("Content-Type", RunningExporter.NDJSON)
                                    .header("Idempotency-Key", sent.key())
                                    .timeout(Duration.ofSeconds(10))
                                    .POST(HttpRequest.BodyPublishers.ofString(sent.body()))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** What was acknowledged long ago or just now is known. */
    private int sendSomeAgain() {
        List<Sent> all = new ArrayList<>(acknowledged);
        int repeated = Math.min(20, all.size());
        for (int i = 0; i < repeated; i++) {
            assertThat(status(all.get(random.nextInt(all.size())))).isEqualTo(200);
        }
        return repeated * BATCH;
    }

    private MetricsText page() throws IOException, InterruptedException {
        return new MetricsText(client.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + metrics + "/metrics"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body());
    }

    private void awaitScores(int predictions) {
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(page().value("ml_requests_total", "model", "flight", "outcome", "ok"))
                        .isEqualTo(predictions));
    }

    private void assertPage(int predictions, int repeated) throws Exception {
        MetricsText page = page();
        assertThat(page.value("watchbill_ingest_events_total", "source", "http", "result", "accepted"))
                .isEqualTo(2.0 * predictions);
        // A sender that was cut off may have had its body taken: sent again, it is known.
        assertThat(page.value("watchbill_ingest_events_total", "source", "http", "result", "duplicate"))
                .isBetween((double) repeated, repeated + (double) KILLS * SENDERS * BATCH);
        assertThat(page.value("ml_labels_total", "model", "flight", "result", "joined"))
                .isEqualTo(predictions);
        assertThat(page.value("ml_labels_total", "model", "flight", "result", "duplicate"))
                .isZero();
        assertThat(page.value("ml_drift_window_samples", "model", "flight", "column", "distance"))
                .isEqualTo(predictions);
    }
}
