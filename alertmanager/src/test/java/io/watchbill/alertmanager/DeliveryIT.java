package io.watchbill.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.watchbill.plan.AlertKind;
import io.watchbill.plan.Artifact;
import io.watchbill.plan.Fleet;
import io.watchbill.plan.Plan;
import io.watchbill.plan.RoutingTimes;
import io.watchbill.plan.Target;
import io.watchbill.rules.RuleFiles;
import io.watchbill.spec.AlertState;
import io.watchbill.spec.Priority;
import io.watchbill.testing.AlertmanagerServer;
import io.watchbill.testing.MetricsPage;
import io.watchbill.testing.PrometheusServer;
import io.watchbill.testing.WebhookSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way on real programs: a scraped page, the rendered rules, the rendered routing, a webhook. */
class DeliveryIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory;

    private final PlanFixture fixture = new PlanFixture();
    private final List<String> seen = new ArrayList<>();
    private WebhookSink sink;
    private MetricsPage page;
    private AlertmanagerServer alertmanager;
    private PrometheusServer prometheus;

    @BeforeEach
    void start() throws IOException {
        sink = WebhookSink.start();
        page = MetricsPage.start("");
        fixture.target = new Target(Duration.ofMillis(100), Duration.ofMillis(100), 1);
        fixture.receivers = List.of(
                PlanFixture.receiver("page", sink.address("/page").toString()),
                PlanFixture.receiver("chat", sink.address("/chat").toString()),
                PlanFixture.receiver("mail", sink.address("/mail").toString()));
        for (Priority priority : Priority.values()) {
            fixture.routing.put(
                    priority, new RoutingTimes(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofHours(1)));
        }
        fixture.add("FlightDelayDown", AlertKind.DOWN, Priority.P1);
        fixture.add("FlightDelayQueueHigh", AlertKind.WRITTEN_PROMQL, Priority.P2);
        fixture.add("FlightDelayErrorRateHigh", AlertKind.KEY_METRIC, Priority.P1);
        fixture.alerts.add(fixture.alert(
                "FlightDelayErrorRateHighWarning",
                AlertKind.KEY_METRIC,
                Priority.P2,
                AlertState.ACTIVE,
                List.of("FlightDelayErrorRateHigh")));
        fixture.add("FlightDelaySlow", AlertKind.WRITTEN_PROMQL, Priority.P3);
        fixture.alerts.add(
                fixture.alert("FlightDelayTrial", AlertKind.WRITTEN_PROMQL, Priority.P1, AlertState.SHADOW, List.of()));
        Plan plan = fixture.plan();
        Path routing = write(AlertmanagerConfig.render(new Fleet(List.of(plan))));
        alertmanager = AlertmanagerServer.start(directory, routing);
        Path rules = write(RuleFiles.render(plan).get(0));
        Path configuration = Files.writeString(directory.resolve("prometheus.yml"), """
                global: {scrape_interval: 100ms, scrape_timeout: 100ms, evaluation_interval: 100ms}
                rule_files: ['%s']
                scrape_configs: [{job_name: test, static_configs: [{targets: ['%s']}]}]
                alerting: {alertmanagers: [{static_configs: [{targets: ['%s']}]}]}
                """.formatted(
                        rules, page.target(), alertmanager.address().getAuthority()));
        prometheus = PrometheusServer.start(directory, configuration);
    }

    @AfterEach
    void stop() {
        for (AutoCloseable part : new AutoCloseable[] {prometheus, alertmanager, page, sink}) {
            if (part != null) {
                try {
                    part.close();
                } catch (Exception e) {
                    throw new AssertionError("could not stop " + part, e);
                }
            }
        }
    }

    @Test
    void anAlertReachesTheReceiverOfItsPriorityAndAShadowAlertNobody() {
        show("FlightDelayTrial", "FlightDelaySlow", "FlightDelayDown");

        awaitDelivery("/chat firing FlightDelaySlow");
        awaitDelivery("/page firing FlightDelayDown");

        // The shadow alert fired in the same evaluation; what else was delivered meanwhile is all there is.
        assertThat(prometheus.query("ALERTS{alertname=\"FlightDelayTrial\",alertstate=\"firing\"}"))
                .contains("FlightDelayTrial");
        assertThat(seen).noneMatch(delivery -> delivery.contains("FlightDelayTrial"));
    }

    @Test
    void theCriticalAlertSilencesItsWarningUntilItEnds() {
        show("FlightDelayErrorRateHigh", "FlightDelayErrorRateHighWarning", "FlightDelayQueueHigh");

        awaitDelivery("/page firing FlightDelayErrorRateHigh");
        // Another P2 alert of the same evaluation shows that the time of P2 notifications has come.
        awaitDelivery("/page firing FlightDelayQueueHigh");
        assertThat(seen).doesNotContain("/page firing FlightDelayErrorRateHighWarning");
        assertThat(inhibited()).containsExactly("FlightDelayErrorRateHighWarning");

        show("FlightDelayErrorRateHighWarning");

        awaitDelivery("/page firing FlightDelayErrorRateHighWarning");
    }

    private void show(String... alerts) {
        Set<String> firing = Set.of(alerts);
        page.show(fixture.alerts.stream()
                .map(alert -> "test_series{alert=\"" + alert.name() + "\"} " + (firing.contains(alert.name()) ? 1 : 0))
                .collect(Collectors.joining("\n", "", "\n")));
    }

    private void awaitDelivery(String expected) {
        while (!seen.contains(expected)) {
            WebhookSink.Delivery delivery = sink.take(PATIENCE)
                    .orElseThrow(() -> new AssertionError("expected " + expected + ", but only " + seen
                            + " came; Alertmanager holds " + alertmanager.alerts() + "\n" + prometheus.log()));
            for (JsonNode alert : read(delivery.body()).path("alerts")) {
                seen.add(delivery.path() + " " + alert.path("status").asText() + " "
                        + alert.path("labels").path("alertname").asText());
            }
        }
    }

    private List<String> inhibited() {
        List<String> names = new ArrayList<>();
        for (JsonNode alert : read(alertmanager.alerts())) {
            if (!alert.path("status").path("inhibitedBy").isEmpty()) {
                names.add(alert.path("labels").path("alertname").asText());
            }
        }
        return names;
    }

    private Path write(Artifact artifact) throws IOException {
        Path file = directory.resolve(artifact.path());
        Files.createDirectories(file.getParent());
        return Files.writeString(file, artifact.content());
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
