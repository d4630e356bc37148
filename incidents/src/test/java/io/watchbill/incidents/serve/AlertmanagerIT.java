package io.watchbill.incidents.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.watchbill.incidents.record.Entry;
import io.watchbill.incidents.record.Incident;
import io.watchbill.incidents.record.Status;
import io.watchbill.testing.AlertmanagerServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way from a real Alertmanager to a file. */
class AlertmanagerIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    private final Instant begun = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private AlertmanagerServer alertmanager;
    private RunningServer server;

    @BeforeEach
    void start() throws IOException {
        int port = freePort();
        Path routing =
                Files.writeString(directory.resolve("alertmanager.yml"), """
                route: {receiver: records, group_by: ['...'], group_wait: 0s, group_interval: 1s, repeat_interval: 1h}
                receivers:
                - name: records
                  webhook_configs: [{url: 'http://127.0.0.1:%d%s', max_alerts: 0}]
                """.formatted(port, IncidentsServer.PATH));
        alertmanager = AlertmanagerServer.start(directory, routing);
        ServerSettings settings =
                RunningServer.settings(directory.resolve("incidents"), List.of(alertmanager.address()));
        server = RunningServer.start(
                new ServerSettings(
                        settings.folder(),
                        settings.page(),
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                        settings.web(),
                        settings.alertmanagers(),
                        settings.access(),
                        settings.reopening(),
                        settings.resend(),
                        settings.interval()),
                InstantSource.system());
    }

    @AfterEach
    void stop() throws IOException {
        if (server != null) {
            server.close();
        }
        alertmanager.close();
    }

    @Test
    void anAlertThatFiresAndEndsIsAnIncidentWithBothTimes() throws IOException {
        send("orders", begun.plusSeconds(3600));
        await().atMost(PATIENCE).until(() -> server.incidents().size() == 1);
        assertThat(only().start()).isEqualTo(begun);
        assertThat(only().isOpen()).isTrue();

        Instant over = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        send("orders", over);

        await().atMost(PATIENCE).until(() -> only().status() == Status.RESOLVED);
        // Polls may see first that it is gone; the message of the end has the last word.
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(only().end()).contains(over));
        assertThat(kinds()).startsWith(Entry.Kind.FIRING).endsWith(Entry.Kind.ENDED);
    }

    @Test
    void aSilenceIsTheAcknowledgementAndTheEndThatIsNeverToldIsReconciled() throws Exception {
        send("orders", begun.plusSeconds(3600));
        await().atMost(PATIENCE).until(() -> server.incidents().size() == 1);

        silence();
        await().atMost(PATIENCE).until(() -> only().answer().isPresent());
        assertThat(only().answer().orElseThrow().by()).isEqualTo("ana");
        send("orders", Instant.now());

        await().atMost(PATIENCE).until(() -> only().status() == Status.RESOLVED);
        assertThat(kinds()).containsExactly(Entry.Kind.FIRING, Entry.Kind.SILENCED, Entry.Kind.RECONCILED);
        assertThat(Files.readString(directory.resolve("incidents/" + only().id() + ".md")))
                .contains("Acknowledged by ana, who silenced the alert until")
                .contains("Closed by reconciliation");
    }

    private void send(String queue, Instant until) {
        alertmanager.send("""
                [{"labels":{"alertname":"ShopQueueLong","system":"shop","priority":"P2","queue":"%s"},
                  "annotations":{"summary":"The queue is long."},"startsAt":"%s","endsAt":"%s"}]
                """.formatted(queue, begun, until));
    }

    private void silence() throws IOException, InterruptedException {
        Instant now = Instant.now();
        String silence = """
                {"matchers":[{"name":"queue","value":"orders","isRegex":false,"isEqual":true}],
                 "startsAt":"%s","endsAt":"%s","createdBy":"ana","comment":"on it"}
                """.formatted(now, now.plusSeconds(600));
        HttpRequest request = HttpRequest.newBuilder(URI.create(alertmanager.address() + "/api/v2/silences"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(silence))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(200);
    }

    private Incident only() throws IOException {
        List<Incident> incidents = server.incidents();
        assertThat(incidents).hasSize(1);
        return incidents.get(0);
    }

    private List<Entry.Kind> kinds() throws IOException {
        return only().entries().stream().map(Entry::kind).toList();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
