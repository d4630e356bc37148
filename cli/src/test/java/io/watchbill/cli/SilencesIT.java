package io.watchbill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.watchbill.testing.AlertmanagerServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Silences in a real Alertmanager. */
class SilencesIT {

    private static final String CONFIGURATION = """
            route: {receiver: nobody}
            receivers: [{name: nobody}]
            """;

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private AlertmanagerServer alertmanager;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path spec;

    @BeforeEach
    void start() throws IOException {
        spec = Files.writeString(
                folder.resolve("ops.yaml"),
                PlannedCommandsTest.SPEC
                        + "  - {name: Move, frequency: 1st monthly from 2030-01-01, duration: 23h, mutes: [P1, P2]}\n");
        alertmanager =
                AlertmanagerServer.start(folder, Files.writeString(folder.resolve("alertmanager.yml"), CONFIGURATION));
    }

    @AfterEach
    void stop() {
        alertmanager.close();
    }

    @Test
    void applyingTwiceLeavesOneSilenceForEachTimeAndFollowsTheSpecification() throws Exception {
        Run first = apply();
        List<String> silences = living();
        Run second = apply();

        assertThat(first.err()).isEmpty();
        assertThat(done(first)).hasSize(4).containsOnly("create");
        assertThat(silences).hasSize(4).allMatch(one -> one.contains("watchbill:shop/"));
        assertThat(done(second)).hasSize(4).containsOnly("keep");
        assertThat(living()).isEqualTo(silences);

        Files.writeString(
                spec,
                Files.readString(spec)
                        .replace("duration: 23h", "duration: 22h")
                        .replace("every 2nd sunday from 2026-03-01 02:00", "every 2nd sunday from 2026-03-01 03:00"));
        Run moved = apply();

        // The other beginning is another time of the window: its silence is created, and the old one ended.
        assertThat(done(moved)).containsExactlyInAnyOrder("create", "create", "change", "change", "end", "end");
        assertThat(living()).hasSize(4);
        assertThat(done(apply())).hasSize(4).containsOnly("keep");
    }

    @Test
    void aSilenceMutesTheAlertsOfItsSystemAndPrioritiesAlone() throws Exception {
        Instant now = Instant.now();
        Files.writeString(
                spec,
                PlannedCommandsTest.SPEC
                        + "  - {name: Now, frequency: once %s, duration: 72h, timezone: UTC, mutes: [P3, P4]}\n"
                                .formatted(
                                        now.minus(Duration.ofDays(1)).toString().substring(0, 10)));
        apply();
        alertmanager.send("""
                [{"labels": {"alertname": "A", "system": "shop", "priority": "P3"}},
                 {"labels": {"alertname": "B", "system": "shop", "priority": "P2"}},
                 {"labels": {"alertname": "C", "system": "bank", "priority": "P3"}}]
                """);

        List<String> suppressed = new ArrayList<>();
        for (JsonNode alert : get("alerts?active=false&inhibited=false&unprocessed=true&silenced=true")) {
            if (!alert.path("status").path("silencedBy").isEmpty()) {
                suppressed.add(alert.path("labels").path("alertname").asText());
            }
        }
        assertThat(suppressed).containsExactly("A");
    }

    @Test
    void whatSomebodyHasEndedIsNotSetAgain() throws Exception {
        JsonNode entries = new ObjectMapper().readTree(apply().out());
        URI one = alertmanager
                .address()
                .resolve("/api/v2/silence/" + entries.get(0).path("id").asText());
        HttpClient.newHttpClient().send(HttpRequest.newBuilder(one).DELETE().build(), BodyHandlers.discarding());

        assertThat(done(apply())).containsExactlyInAnyOrder("leave", "keep", "keep", "keep");
        assertThat(living()).hasSize(3);
    }

    private Run apply() {
        return Run.of("silences", spec, "--next", "2", "--apply", alertmanager.address(), "--format", "json");
    }

    private static List<String> done(Run run) throws IOException {
        return new ObjectMapper().readTree(run.out()).findValuesAsText("done");
    }

    private List<String> living() throws Exception {
        List<String> living = new ArrayList<>();
        for (JsonNode silence : get("silences")) {
            if (!silence.path("status").path("state").asText().equals("expired")) {
                living.add(silence.path("id").asText() + " "
                        + silence.path("comment").asText());
            }
        }
        return living.stream().sorted().toList();
    }

    private JsonNode get(String path) throws Exception {
        URI address = alertmanager.address().resolve("/api/v2/" + path);
        return new ObjectMapper()
                .readTree(HttpClient.newHttpClient()
                        .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                        .body());
    }
}
