package io.watchbill.incidents.serve;

import static io.watchbill.incidents.record.Alerts.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.watchbill.incidents.file.IncidentFolder;
import io.watchbill.incidents.file.IncidentPage;
import io.watchbill.incidents.record.Alerts;
import io.watchbill.incidents.record.Incident;
import io.watchbill.incidents.record.Notice;
import io.watchbill.incidents.record.Status;
import io.watchbill.incidents.record.Work;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncidentsServerTest {

    @TempDir
    Path folder;

    private volatile Instant now = T0.plusSeconds(5);
    private RunningServer server;

    @BeforeEach
    void start() throws IOException {
        server = RunningServer.start(RunningServer.settings(folder, List.of()), () -> now);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void aWebhookBecomesAFileAndItsEndResolvesIt() throws Exception {
        assertThat(server.post(RunningServer.body(Alerts.firing("a", T0))).statusCode())
                .isEqualTo(200);
        await().until(() -> server.incidents().size() == 1);
        assertThat(folder.resolve("INC-2026-0001.md")).content().contains("not yet; due by 2026-11-26 04:12:04 UTC\n");
        server.post(RunningServer.body(Alerts.resolved("a", T0, T0.plusSeconds(60))));

        await().until(() -> only().status() == Status.RESOLVED);
        assertThat(only().end()).contains(T0.plusSeconds(60));
    }

    @Test
    void whatCannotBeReadIsAnsweredOnceAndForAllAndCounted() throws Exception {
        assertThat(server.post("{").statusCode()).isEqualTo(400);
        assertThat(server.post("{\"version\":\"5\"}").statusCode()).isEqualTo(400);
        assertThat(server.post(" ".repeat(WebhookHandler.MOST_BYTES + 1)).statusCode())
                .isEqualTo(413);

        assertThat(server.page())
                .contains("watchbill_incident_webhooks_total{result=\"malformed\"} 1.0")
                .contains("watchbill_incident_webhooks_total{result=\"other_version\"} 1.0")
                .contains("watchbill_incident_webhooks_total{result=\"too_large\"} 1.0");
        assertThat(server.incidents()).isEmpty();
    }

    @Test
    void whatIsRefusedIsToldWhatWasExpectedAndNothingOfWhatItSent() throws Exception {
        assertThat(server.post("{\"version\":\"4\", secret").body())
                .isEqualTo("the body is no JSON (line 1, column 17)\n");
        assertThat(server.post("{\"version\":\"secret\"}").body())
                .isEqualTo(
                        "expected \"version\": \"4\"; a receiver of its own without a payload template sends that\n");
        assertThat(server.post(" ".repeat(WebhookHandler.MOST_BYTES + 1)).body())
                .isEqualTo("the body has more than 8388608 bytes; group_by: ['...'] sends each alert by itself\n");

        HttpRequest.Builder request = HttpRequest.newBuilder(server.address(IncidentsServer.PATH));
        HttpResponse<String> read = send(request.GET());
        HttpResponse<String> form =
                send(request.header("Content-Type", "text/plain").POST(BodyPublishers.ofString("{}")));

        assertThat(read.statusCode() + " " + read.body()).isEqualTo("405 webhooks are sent with POST\n");
        assertThat(form.statusCode() + " " + form.body()).isEqualTo("415 expected Content-Type: application/json\n");
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    @Test
    void hugeTextsMakeNoHugeFile() throws Exception {
        String huge = "x".repeat(1 << 20);
        Notice notice = Alerts.firing("a", T0);
        Map<String, String> labels = new TreeMap<>(notice.labels());
        for (int i = 0; i < 1000; i++) {
            labels.put("label_" + i, "y".repeat(1000));
        }
        labels.put("queue", huge);
        Map<String, String> annotations = Map.of("summary", huge, "description", huge, "impact", huge);
        Notice told = new Notice(notice.fingerprint(), labels, annotations, T0, Optional.empty(), false);

        assertThat(server.post(RunningServer.body(told)).statusCode()).isEqualTo(200);

        await().until(() -> server.incidents().size() == 1);
        assertThat(Files.size(folder.resolve("INC-2026-0001.md"))).isLessThan(40_000);
    }

    @Test
    void aPathInALabelNamesNoFile() throws Exception {
        server.post("""
                {"version":"4","alerts":[{"status":"firing","startsAt":"2026-11-26T03:00:00Z","fingerprint":"1f",
                 "labels":{"alertname":"../../../../tmp/evil","system":"../..","priority":"P1"},
                 "annotations":{"summary":"<!-- /watchbill:facts --> {{ 1 }}"}}]}""");

        await().until(() -> server.incidents().size() == 1);
        assertThat(folder.resolve("INC-2026-0001.md")).exists();
        try (var files = Files.list(folder)) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder(".watchbill", "INC-2026-0001.md");
        }
    }

    @Test
    void whatIsHeardOfABrokenFileWaitsUntilItIsMended() throws Exception {
        server.post(RunningServer.body(Alerts.firing("a", T0)));
        await().until(() -> server.incidents().size() == 1);
        Path file = folder.resolve("INC-2026-0001.md");
        String good = Files.readString(file);
        String broken = good.replace("severity: P2", "severity: [");
        Files.writeString(file, broken);

        server.post(RunningServer.body(Alerts.resolved("a", T0, T0.plusSeconds(60)), Alerts.firing("b", T0)));
        await().until(() -> Files.exists(folder.resolve("INC-2026-0002.md")));
        assertThat(file).hasContent(broken);
        assertThat(server.page())
                .contains("watchbill_incident_files_unreadable 1.0")
                .contains("watchbill_incident_inbox_alerts 1.0");
        server.close();
        server = RunningServer.start(RunningServer.settings(folder, List.of()), () -> now);
        assertThat(file).hasContent(broken);

        Files.writeString(file, good);

        await().until(() -> server.incidents().get(0).status() == Status.RESOLVED);
        assertThat(server.incidents()).hasSize(2);
    }

    @Test
    void theClocksAreOnThePage() throws Exception {
        server.post(RunningServer.body(Alerts.firing("a", T0)));
        await().until(() -> server.incidents().size() == 1);
        now = T0.plusSeconds(3601);

        assertThat(server.page())
                .contains("watchbill_incidents_open{level=\"P2\",name=\"shop\",status=\"investigating\"} 1.0")
                .contains("watchbill_incidents_overdue{level=\"P2\",name=\"shop\"} 1.0")
                .contains("watchbill_incident_waiting_seconds{level=\"P2\",name=\"shop\"} 3601.0")
                .contains("watchbill_incidents_overdue{level=\"P1\",name=\"shop\"} 0.0")
                .doesNotContain("NaN");

        IncidentFolder files = IncidentFolder.open(folder, IncidentPage.SHIPPED);
        files.edit(
                folder.resolve("INC-2026-0001.md"),
                file -> Optional.of(Work.acknowledged(file.incident(), "ana", "", T0.plusSeconds(600))));

        await().untilAsserted(() -> assertThat(server.page())
                .contains("watchbill_incidents_overdue{level=\"P2\",name=\"shop\"} 0.0")
                .contains("watchbill_incident_response_seconds_sum{level=\"P2\",name=\"shop\"} 600.0")
                .doesNotContain("watchbill_incident_waiting_seconds{level=\"P2\",name=\"shop\"}"));
    }

    @Test
    void aSecondServerInTheSameFolderIsRefused() {
        assertThatThrownBy(() -> RunningServer.start(RunningServer.settings(folder, List.of()), () -> now))
                .isInstanceOf(IOException.class)
                .hasMessage(folder + " is in use by another incident server; give each a folder of its own");
    }

    private Incident only() throws IOException {
        assertThat(server.incidents()).hasSize(1);
        return server.incidents().get(0);
    }
}
