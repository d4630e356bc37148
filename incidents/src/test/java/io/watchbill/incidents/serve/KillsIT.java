package io.watchbill.incidents.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.watchbill.incidents.file.IncidentFolder;
import io.watchbill.incidents.file.IncidentPage;
import io.watchbill.incidents.record.Alerts;
import io.watchbill.incidents.record.Entry;
import io.watchbill.incidents.record.Incident;
import io.watchbill.incidents.record.Notice;
import io.watchbill.incidents.record.Status;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that is killed while webhooks arrive: each alert is sent until it is accepted, as Alertmanager does, and is one
 * incident in the end. {@code -Dwatchbill.incident.kills=100} kills more often.
 */
class KillsIT {

    private static final int KILLS = Integer.getInteger("watchbill.incident.kills", 10);
    private static final int SENDERS = 3;
    private static final int ALERTS_A_KILL = 20;
    /** For a busy machine: only what hangs takes so long. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final Instant BEGUN = Instant.parse("2026-11-26T03:00:00Z");

    @TempDir
    Path folder;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Semaphore allowed = new Semaphore(0);
    private final AtomicBoolean ending = new AtomicBoolean();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger names = new AtomicInteger();
    private final Set<String> sent = ConcurrentHashMap.newKeySet();
    private volatile int port;

    @Test
    void noIncidentIsLostOrDoubled() throws Exception {
        Random random = new Random(7);
        List<Thread> senders = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            Thread sender = new Thread(this::send, "sender-" + i);
            sender.start();
            senders.add(sender);
        }
        for (int kill = 0; kill < KILLS; kill++) {
            Process server = start();
            int target = accepted.get() + 1 + random.nextInt(2 * ALERTS_A_KILL);
            allowed.release(ALERTS_A_KILL);
            await().pollInterval(Duration.ofMillis(2)).atMost(PATIENCE).until(() -> accepted.get() >= target);
            server.destroyForcibly().waitFor();
        }
        Process last = start();
        try {
            ending.set(true);
            allowed.release(SENDERS * 1000);
            for (Thread sender : senders) {
                sender.join(PATIENCE.toMillis());
                assertThat(sender.isAlive()).isFalse();
            }
            await().atMost(PATIENCE).until(() -> get("/metrics").contains("watchbill_incident_inbox_alerts 0.0"));
        } finally {
            last.destroyForcibly().waitFor();
        }
        List<Incident> incidents = IncidentFolder.open(folder, IncidentPage.SHIPPED).read().incidents().stream()
                .map(IncidentFolder.Stored::incident)
                .toList();
        assertThat(sent).hasSizeGreaterThan(KILLS);
        assertThat(incidents.stream()
                        .map(incident -> incident.subject().labels().get("queue")))
                .containsExactlyInAnyOrderElementsOf(new HashSet<>(sent));
        assertThat(incidents).allSatisfy(incident -> {
            assertThat(incident.status()).isEqualTo(Status.RESOLVED);
            assertThat(incident.entries().stream().map(Entry::kind))
                    .containsExactly(Entry.Kind.FIRING, Entry.Kind.ENDED);
        });
    }

    /** Sends alerts that fire, are told of twice, and end, each until it is accepted. */
    private void send() {
        try {
            while (true) {
                allowed.acquire();
                if (ending.get()) {
                    return;
                }
                String queue = "queue-" + names.incrementAndGet();
                sent.add(queue);
                Notice firing = Alerts.firing(queue, BEGUN);
                untilAccepted(firing);
                untilAccepted(firing);
                untilAccepted(Alerts.resolved(queue, BEGUN, BEGUN.plusSeconds(60)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void untilAccepted(Notice notice) throws InterruptedException {
        while (true) {
            // Each start listens on another port.
            HttpRequest request = HttpRequest.newBuilder(address(IncidentsServer.PATH))
                    .header("Content-Type", "application/json")
                    .timeout(PATIENCE)
                    .POST(BodyPublishers.ofString(RunningServer.body(notice)))
                    .build();
            try {
                if (client.send(request, BodyHandlers.discarding()).statusCode() == 200) {
                    accepted.incrementAndGet();
                    return;
                }
            } catch (IOException e) {
                await().atMost(PATIENCE).until(() -> get("/-/healthy").equals("healthy\n")); // it was killed
            }
        }
    }

    private Process start() throws IOException, InterruptedException {
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        // What keeps a JVM from starting it says on standard output otherwise, where the port is
                        // expected.
                        "-XX:+DisplayVMOutputToStderr",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledServer.class.getName(),
                        folder.toString())
                .redirectError(log.toFile())
                .start();
        String said = process.inputReader().readLine();
        if (said == null) {
            throw new AssertionError(
                    "the server ended with " + process.waitFor() + " at a start: " + Files.readString(log));
        }
        port = Integer.parseInt(said);
        return process;
    }

    private String get(String path) throws InterruptedException {
        try {
            return client.send(
                            HttpRequest.newBuilder(address(path))
                                    .timeout(PATIENCE)
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            return "";
        }
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
