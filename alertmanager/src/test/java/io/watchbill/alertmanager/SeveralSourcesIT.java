package io.watchbill.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.watchbill.alertmanager.format.AlertmanagerFile;
import io.watchbill.alertmanager.format.InhibitRule;
import io.watchbill.alertmanager.format.Matcher;
import io.watchbill.alertmanager.format.ReceiverEntry;
import io.watchbill.alertmanager.format.Route;
import io.watchbill.alertmanager.semantics.KnownFault;
import io.watchbill.plan.AlertmanagerVersion;
import io.watchbill.plan.yaml.YamlText;
import io.watchbill.testing.AlertmanagerServer;
import io.watchbill.testing.Tool;
import io.watchbill.testing.WebhookSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fault of several sources as the simulation plays it, on real Alertmanagers with it and without it. */
class SeveralSourcesIT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"alertmanager-trixie,0.28.1", "alertmanager-sid,0.33"})
    void theThirdIsToldBetweenTheEndOfOneAndTheNextTimeTheOtherIsSent(String name, String version) throws IOException {
        assumeTrue(Tool.isPresent(name), name + " is not on the PATH: scripts/tools --suites says why");
        boolean fault =
                KnownFault.SEVERAL_SOURCES.in(AlertmanagerVersion.parse(version).orElseThrow());
        try (WebhookSink sink = WebhookSink.start();
                AlertmanagerServer server = AlertmanagerServer.start(name, directory, configuration(sink))) {
            // What is sent last is what the faulty versions look at.
            server.send("[" + alert("Down", "b", "") + "," + alert("Down", "a", "") + "]");
            awaitTold(sink, "Down", "a", "firing");
            server.send("[" + alert("Down", "a", ",\"endsAt\":\"" + Instant.now() + "\"") + "]");
            awaitTold(sink, "Down", "a", "resolved");

            server.send("[" + alert("Slow", "1", "") + "]");
            server.send("[" + alert("Marker", "1", "") + "]");
            awaitTold(sink, "Marker", "1", "firing");
            assertThat(told(sink, "Slow", "1", "firing")).isEqualTo(fault);

            server.send("[" + alert("Down", "b", "") + "]");
            server.send("[" + alert("Slow", "2", "") + "]");
            server.send("[" + alert("Marker", "2", "") + "]");
            awaitTold(sink, "Marker", "2", "firing");
            assertThat(told(sink, "Slow", "2", "firing")).isFalse();
        }
    }

    private Path configuration(WebhookSink sink) throws IOException {
        Route root =
                new Route("hook", List.of(), List.of("..."), "1s", "1s", "1h", List.of(), List.of(), false, List.of());
        InhibitRule rule = new InhibitRule(
                List.of(Matcher.is("alertname", "Down")), List.of(Matcher.is("alertname", "Slow")), List.of());
        ReceiverEntry hook = new ReceiverEntry(
                "hook",
                Map.of(
                        "webhook_configs",
                        List.of(Map.of("url", sink.address("/hook").toString()))));
        return Files.writeString(
                directory.resolve("alertmanager.yml"),
                YamlText.of(new AlertmanagerFile(root, List.of(rule), List.of(hook), List.of()), List.of()));
    }

    private static String alert(String name, String number, String more) {
        return "{\"labels\":{\"alertname\":\"" + name + "\",\"number\":\"" + number + "\"}" + more + "}";
    }

    private static void awaitTold(WebhookSink sink, String name, String number, String status) {
        await().pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(30))
                .until(() -> told(sink, name, number, status));
    }

    /** Each alert is a message of its own. */
    private static boolean told(WebhookSink sink, String name, String number, String status) {
        return sink.deliveries().stream()
                .map(WebhookSink.Delivery::body)
                .anyMatch(body -> body.contains("\"alertname\":\"" + name + "\",\"number\":\"" + number + "\"")
                        && body.contains("\"status\":\"" + status + "\""));
    }
}
