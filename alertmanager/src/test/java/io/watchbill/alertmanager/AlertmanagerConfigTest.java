package io.watchbill.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.alertmanager.format.Route;
import io.watchbill.plan.AlertKind;
import io.watchbill.plan.AlertmanagerVersion;
import io.watchbill.plan.Fleet;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.plan.RoutingTimes;
import io.watchbill.plan.Target;
import io.watchbill.spec.Priority;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertmanagerConfigTest {

    @TempDir
    Path directory;

    @Test
    void theConfigurationOfOneSystemIsThisFile() throws IOException {
        try (InputStream expected = getClass().getResourceAsStream("flight-delay.yml")) {
            assertThat(AlertmanagerConfig.render(fleet(PlanFixture.example())).content())
                    .isEqualTo(new String(expected.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void everyAlertReachesTheReceiverOfItsPriority() {
        PlanFixture fixture = PlanFixture.example();
        Amtool amtool = Amtool.check(directory, AlertmanagerConfig.render(fleet(fixture)));

        for (PlannedAlert alert : fixture.alerts) {
            String receiver = alert.kind() == AlertKind.WATCHDOG || !alert.notifies()
                    ? "nobody"
                    : "flight-delay/"
                            + Map.of("P1", "page", "P2", "page", "P3", "chat", "P4", "mail")
                                    .get(alert.priority().name());
            amtool.reaches(labels(alert), receiver);
        }
    }

    @Test
    void alertsWithoutAKnownPriorityOrSystemStillReachSomebody() {
        Amtool amtool = Amtool.check(directory, AlertmanagerConfig.render(fleet(PlanFixture.example())));

        amtool.reaches(Map.of("alertname", "X", "system", "flight-delay", "priority", "p1"), "flight-delay/chat");
        amtool.reaches(Map.of("alertname", "X", "priority", "P1"), "flight-delay/chat");
    }

    @Test
    void receiversNamedForItTakeTheRestAndTheWatchdog() {
        PlanFixture fixture = PlanFixture.example();
        fixture.receivers = List.of(
                PlanFixture.receiver("page", "http://127.0.0.1:9/page"),
                PlanFixture.receiver("chat", "http://127.0.0.1:9/chat"),
                PlanFixture.receiver("mail", "http://127.0.0.1:9/mail"),
                PlanFixture.receiver("catch-all", "http://127.0.0.1:9/all"),
                PlanFixture.receiver("watchdog", "http://127.0.0.1:9/watchdog"));
        Amtool amtool = Amtool.check(directory, AlertmanagerConfig.render(fleet(fixture)));

        amtool.reaches(Map.of("alertname", "X"), "flight-delay/catch-all");
        amtool.reaches(labels(fixture.alerts.get(0)), "flight-delay/watchdog");
    }

    @Test
    void aReceiverThatKeepsRecordsIsToldEverythingAndShadowAlertsTellItAlone() {
        PlanFixture fixture = PlanFixture.example();
        fixture.receivers = List.of(
                PlanFixture.receiver("page", "http://127.0.0.1:9/page"),
                PlanFixture.receiver("chat", "http://127.0.0.1:9/chat"),
                PlanFixture.receiver("mail", "http://127.0.0.1:9/mail"),
                PlanFixture.receiver("incident-recorder", "http://127.0.0.1:9/records"));
        Amtool amtool = Amtool.check(directory, AlertmanagerConfig.render(fleet(fixture)));

        amtool.reaches(labels(fixture.alerts.get(0)), "nobody");
        amtool.reaches(labels(fixture.alerts.get(1)), "flight-delay/incident-recorder", "flight-delay/page");
        amtool.reaches(labels(fixture.alerts.get(5)), "flight-delay/incident-recorder", "nobody");
        assertThat(leaf(fixture, "flight-delay/incident-recorder").muteTimeIntervals())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0.29,false", "0.30,true", "0.34,true", "0.34.1,false"})
    void theFaultOfSeveralSourcesIsSaidForTheVersionsThatHaveIt(String version, boolean said) {
        PlanFixture fixture = PlanFixture.example();
        fixture.target = Target.DEFAULT.withAlertmanager(
                AlertmanagerVersion.parse(version).orElseThrow());

        assertThat(AlertmanagerConfig.problems(fleet(fixture)))
                .isEqualTo(
                        said
                                ? List.of(new RoutingProblem(
                                        "flight-delay",
                                        "/metadata/name",
                                        RoutingProblem.Kind.FAULT,
                                        "Alertmanager " + version
                                                + " has a fault: when one of two alerts that silence a"
                                                + " third ends, the third is told although the other still fires; run"
                                                + " 0.34.1 or later, which is free of it"))
                                : List.of());
    }

    @Test
    void systemsKeepTheirOwnReceivers() {
        PlanFixture other = new PlanFixture();
        other.system = "search";
        Amtool amtool = Amtool.check(directory, AlertmanagerConfig.render(fleet(PlanFixture.example(), other)));

        amtool.reaches(Map.of("alertname", "SearchDown", "system", "search", "priority", "P1"), "search/page");
        amtool.reaches(
                Map.of("alertname", "FlightDelayDown", "system", "flight-delay", "priority", "P1"),
                "flight-delay/page");
    }

    @Test
    void aSystemThatJoinsChangesNothingForTheOthers() {
        PlanFixture other = new PlanFixture();
        other.system = "search";
        Route alone = AlertmanagerConfig.of(fleet(PlanFixture.example()))
                .route()
                .routes()
                .get(0);

        assertThat(AlertmanagerConfig.of(fleet(PlanFixture.example(), other))
                        .route()
                        .routes())
                .contains(alone)
                .hasSize(2);
    }

    @Test
    void routingTimesAreThePlans() {
        PlanFixture fixture = PlanFixture.example();
        fixture.routing.put(
                Priority.P3, new RoutingTimes(Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofSeconds(3)));

        Route leaf = leaf(fixture, "flight-delay/chat");

        assertThat(List.of(leaf.groupWait(), leaf.groupInterval(), leaf.repeatInterval()))
                .containsExactly("100ms", "1s", "3s");
    }

    @Test
    void aPriorityWithoutReceiverIsSaidAndWorks() {
        PlanFixture fixture = PlanFixture.example();
        fixture.receivers = List.of(
                PlanFixture.receiver("page", "http://127.0.0.1:9/page"),
                PlanFixture.receiver("chat", "http://127.0.0.1:9/chat"));

        assertThat(AlertmanagerConfig.problems(fleet(fixture)))
                .containsExactly(new RoutingProblem(
                        "flight-delay",
                        "/alerting/severities/P4/receiver",
                        false,
                        "receiver 'mail' has no settings, so alerts of P4 tell nobody: add it to alerting.receivers"));
        Amtool.check(directory, AlertmanagerConfig.render(fleet(fixture)))
                .reaches(Map.of("system", "flight-delay", "priority", "P4"), "flight-delay/mail");
    }

    static Fleet fleet(PlanFixture... fixtures) {
        return new Fleet(Arrays.stream(fixtures).map(PlanFixture::plan).toList());
    }

    static Route leaf(PlanFixture fixture, String receiver) {
        return AlertmanagerConfig.of(fleet(fixture)).route().routes().get(0).routes().stream()
                .filter(route -> receiver.equals(route.receiver()))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> labels(PlannedAlert alert) {
        return Map.of(
                "alertname",
                alert.name(),
                "system",
                alert.labels().get("system"),
                "priority",
                alert.priority().name());
    }
}
