package io.watchbill.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.watchbill.alertmanager.format.AlertmanagerFile;
import io.watchbill.alertmanager.format.Matcher;
import io.watchbill.alertmanager.simulation.Firing;
import io.watchbill.alertmanager.simulation.Notification;
import io.watchbill.alertmanager.simulation.Silence;
import io.watchbill.alertmanager.simulation.Simulation;
import io.watchbill.plan.AlertmanagerVersion;
import io.watchbill.plan.yaml.YamlText;
import io.watchbill.testing.AlertmanagerServer;
import io.watchbill.testing.Tool;
import io.watchbill.testing.WebhookSink;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same alerts through the simulation and through real Alertmanagers of every version that is here, all at once: each
 * system of the fleet is one scenario. What is held against each other: to each receiver the same messages in the same
 * order, at the same times but for a tick and two seconds.
 */
class SimulationIT {

    private static final Duration TOLERANCE = LiveScenarios.TICK.plusSeconds(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory;

    private final List<AutoCloseable> open = new ArrayList<>();

    /** A message of either. */
    private record Told(String receiver, String alert, String what, Instant at) {}

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    @Test
    void realAlertmanagersTellTheSameReceiversInTheSameOrderAtTheSameTimes() throws IOException {
        List<String> names = Stream.of("alertmanager", "alertmanager-trixie", "alertmanager-sid")
                .filter(Tool::isPresent)
                .toList();
        assumeTrue(names.size() == 3, "not all Alertmanagers are on the PATH: scripts/tools --suites says why");
        // Between whole seconds, so that no tick falls on the end of a minute.
        Instant begin = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusMillis(5_500);
        LiveScenarios scenarios = new LiveScenarios(begin);
        Map<String, WebhookSink> sinks = new LinkedHashMap<>();
        List<AlertmanagerServer> servers = new ArrayList<>();
        for (String name : names) {
            WebhookSink sink = WebhookSink.start();
            open.add(sink);
            sinks.put(name, sink);
            Path own = Files.createDirectory(directory.resolve(name));
            Path file = Files.writeString(
                    own.resolve("alertmanager.yml"), YamlText.of(scenarios.configuration(sink::address), List.of()));
            servers.add(AlertmanagerServer.start(name, own, file));
        }
        open.addAll(servers);

        awaitTime(begin);
        servers.forEach(server -> server.send(posted(scenarios.alerts())));
        awaitTime(scenarios.silence().from());
        servers.forEach(server -> server.silence(posted(scenarios.silence())));
        awaitTime(scenarios.end());

        Map<String, List<Told>> expected = byGroup(simulated(scenarios));
        assertThat(expected.keySet())
                .as("whom the scenarios are about")
                .containsExactlyInAnyOrder(
                        "delivery/page DeliveryDown",
                        "delivery/incident-recorder DeliveryDown",
                        "delivery/incident-recorder DeliveryTrial",
                        "escalation/page EscalationSeen",
                        "escalation/page EscalationUnseen",
                        "escalation/P1/L2/page EscalationUnseen",
                        "inhibition/page InhibitionCritical",
                        "inhibition/chat InhibitionWarning",
                        "release/chat ReleaseSlow",
                        "open/mail OpenLow");
        for (String name : names) {
            Map<String, List<Told>> came = byGroup(sinks.get(name).deliveries().stream()
                    .filter(delivery -> delivery.at().isBefore(scenarios.end()))
                    .map(SimulationIT::told));
            assertThat(whats(came)).as(name).isEqualTo(whats(expected));
            expected.forEach((group, messages) -> {
                for (int i = 0; i < messages.size(); i++) {
                    assertThat(came.get(group).get(i).at())
                            .as("%s: message %d to %s", name, i, group)
                            .isCloseTo(messages.get(i).at(), within(TOLERANCE.toMillis(), ChronoUnit.MILLIS));
                }
            });
        }
    }

    private static Stream<Told> simulated(LiveScenarios scenarios) {
        AlertmanagerFile file = scenarios.configuration(path -> URI.create("http://127.0.0.1:9" + path));
        return Simulation.of(
                        file,
                        AlertmanagerVersion.DEFAULT,
                        scenarios.alerts(),
                        List.of(scenarios.silence()),
                        scenarios.end())
                .notifications()
                .stream()
                .filter(one -> !one.leaf().receiver().equals(ReceiverNames.NOBODY))
                .map(SimulationIT::told);
    }

    private static Told told(Notification notification) {
        return new Told(
                notification.leaf().receiver(),
                names(notification.firing(), notification.resolved()),
                notification.firing().isEmpty() ? "resolved" : "firing",
                notification.at());
    }

    private static String names(List<Firing> firing, List<Firing> resolved) {
        return Stream.concat(firing.stream(), resolved.stream())
                .map(Firing::name)
                .collect(Collectors.joining(" "));
    }

    private static Told told(WebhookSink.Delivery delivery) {
        JsonNode message = read(delivery.body());
        List<String> names = new ArrayList<>();
        message.path("alerts")
                .forEach(alert ->
                        names.add(alert.path("labels").path("alertname").asText()));
        return new Told(
                message.path("receiver").asText(),
                String.join(" ", names),
                message.path("status").asText(),
                delivery.at());
    }

    /** Every group of the scenarios is one alert; between groups there is no order but that of time. */
    private static Map<String, List<Told>> byGroup(Stream<Told> told) {
        return told.collect(Collectors.groupingBy(one -> one.receiver() + " " + one.alert()));
    }

    private static Map<String, List<String>> whats(Map<String, List<Told>> told) {
        return told.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        one -> one.getValue().stream().map(Told::what).toList()));
    }

    private static String posted(List<Firing> alerts) {
        return write(alerts.stream()
                .map(alert -> Map.of(
                        "labels",
                        alert.labels(),
                        "startsAt",
                        alert.from().toString(),
                        "endsAt",
                        alert.until().toString()))
                .toList());
    }

    private static String posted(Silence silence) {
        List<Map<String, Object>> matchers = new ArrayList<>();
        for (Matcher matcher : silence.matchers()) {
            matchers.add(Map.of("name", matcher.label(), "value", matcher.value(), "isRegex", false, "isEqual", true));
        }
        return write(Map.of(
                "matchers",
                matchers,
                "startsAt",
                silence.from().toString(),
                "endsAt",
                silence.until().toString(),
                "createdBy",
                "ana",
                "comment",
                "I look at it"));
    }

    private static void awaitTime(Instant time) {
        await().pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofMinutes(3))
                .until(() -> !Instant.now().isBefore(time));
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }

    private static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new AssertionError(value.toString(), e);
        }
    }
}
