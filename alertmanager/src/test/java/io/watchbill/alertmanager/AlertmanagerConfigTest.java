package io.watchbill.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.watchbill.alertmanager.format.InhibitRule;
import io.watchbill.alertmanager.format.Matcher;
import io.watchbill.alertmanager.format.Route;
import io.watchbill.plan.AlertKind;
import io.watchbill.plan.AlertmanagerVersion;
import io.watchbill.plan.Fleet;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.plan.RoutingTimes;
import io.watchbill.plan.Target;
import io.watchbill.spec.AlertState;
import io.watchbill.spec.MaintenanceWindow;
import io.watchbill.spec.Priority;
import io.watchbill.spec.Receiver;
import io.watchbill.spec.calendar.Frequency;
import io.watchbill.spec.calendar.Recurrence;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    void alertmanagerEscalatesByALaterRouteOfAnotherName() {
        PlanFixture fixture = PlanFixture.example();
        fixture.escalate("page");
        fixture.target = new Target(Duration.ofSeconds(1), Duration.ofSeconds(1), 60);
        Amtool amtool = Amtool.check(directory, AlertmanagerConfig.render(fleet(fixture)));

        amtool.reaches(
                Map.of("alertname", "FlightDelayDown", "system", "flight-delay", "priority", "P1"),
                "flight-delay/page",
                "flight-delay/P1/L2/page");
        amtool.reaches(Map.of("alertname", "X", "system", "flight-delay", "priority", "P3"), "flight-delay/chat");
        assertThat(leaf(fixture, "flight-delay/P1/L2/page").groupWait()).isEqualTo("15s");
        assertThat(leaf(fixture, "flight-delay/P2/L2/page").groupWait()).isEqualTo("1m");
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
    void aShadowAlertNeitherNotifiesNorSilences() {
        PlanFixture fixture = new PlanFixture();
        fixture.alerts.add(
                fixture.alert("Critical", AlertKind.FEATURE_DRIFT, Priority.P2, AlertState.SHADOW, List.of()));
        fixture.alerts.add(
                fixture.alert("Warning", AlertKind.FEATURE_DRIFT, Priority.P4, AlertState.ACTIVE, List.of("Critical")));

        assertThat(inhibitions(fixture))
                .hasSize(1)
                .allSatisfy(rule -> assertThat(rule.sourceMatchers()).contains(Matcher.is("priority", "P1")));
    }

    @ParameterizedTest
    @CsvSource({"P2,P4,true", "P2,P2,true", "P1,P2,true", "P3,P2,false", "P1,P1,false"})
    void onlyAnAlertAtLeastAsUrgentSilencesAndNothingSilencesP1(Priority stronger, Priority weaker, boolean silences) {
        PlanFixture fixture = new PlanFixture();
        fixture.add("Critical", AlertKind.FEATURE_DRIFT, stronger);
        fixture.alerts.add(
                fixture.alert("Warning", AlertKind.FEATURE_DRIFT, weaker, AlertState.ACTIVE, List.of("Critical")));

        assertThat(inhibitions(fixture).stream()
                        .anyMatch(rule -> rule.sourceMatchers().contains(Matcher.is("alertname", "Critical"))))
                .isEqualTo(silences);
    }

    @Test
    void aWindowThatCannotBeWrittenIsAnErrorAndNothingIsRendered() {
        PlanFixture fixture = PlanFixture.example();
        fixture.maintenance =
                List.of(window(new Recurrence.Daily(1, Optional.empty()), Duration.ofHours(24), Set.of(Priority.P3)));
        String message = "maintenance window 'Patch night' never closes: its duration must be shorter than a day";

        assertThat(AlertmanagerConfig.problems(fleet(fixture)))
                .containsExactly(new RoutingProblem("flight-delay", "/maintenance/0/frequency", true, message));
        assertThatThrownBy(() -> AlertmanagerConfig.render(fleet(fixture)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("flight-delay /maintenance/0/frequency: " + message);
    }

    @Test
    void aWindowThatNoRuleSaysIsWrittenOutByDateUntilItsHorizonAndSaysSo() {
        PlanFixture fixture = PlanFixture.example();
        fixture.target = fixture.target.withDay(LocalDate.of(2026, 11, 26));
        fixture.maintenance = List.of(
                window(
                        new Recurrence.Weekly(2, Set.of(DayOfWeek.SUNDAY), Optional.of(LocalDate.of(2026, 1, 4))),
                        Duration.ofHours(4),
                        Set.of(Priority.P3)),
                window(
                        "Move",
                        new Recurrence.MonthlyWeekday(-1, DayOfWeek.FRIDAY),
                        Duration.ofHours(4),
                        Set.of(Priority.P3)));
        Amtool.check(directory, AlertmanagerConfig.render(fleet(fixture)));

        assertThat(AlertmanagerConfig.problems(fleet(fixture))).isEmpty();
        assertThat(WrittenOut.of(fleet(fixture)))
                .singleElement()
                .extracting(WrittenOut::system, WrittenOut::specPath, WrittenOut::text)
                .containsExactly(
                        "flight-delay",
                        "/maintenance/0/frequency",
                        "maintenance window 'Patch night' is written out by date until 2028-12-31, because no rule of"
                                + " Alertmanager counts or ends: compile again before then");
    }

    private static MaintenanceWindow window(Recurrence recurrence, Duration length, Set<Priority> mutes) {
        return window("Patch night", recurrence, length, mutes);
    }

    private static MaintenanceWindow window(String name, Recurrence recurrence, Duration length, Set<Priority> mutes) {
        return new MaintenanceWindow(
                name,
                new Frequency(recurrence, LocalTime.of(23, 0)),
                length,
                PlanFixture.NEW_YORK,
                "Patches",
                mutes,
                Set.of());
    }

    @Test
    void aWindowThatMutesNobodyNeedsNoInterval() {
        PlanFixture fixture = PlanFixture.example();
        fixture.maintenance =
                List.of(window(new Recurrence.MonthlyWeekday(-1, DayOfWeek.FRIDAY), Duration.ofHours(4), Set.of()));

        assertThat(AlertmanagerConfig.problems(fleet(fixture))).isEmpty();
    }

    @Test
    void escalationToSomebodyWhoIsNoReceiverIsAnError() {
        PlanFixture fixture = PlanFixture.example();
        fixture.escalate("Secondary");

        assertThat(AlertmanagerConfig.problems(fleet(fixture)))
                .extracting(RoutingProblem::specPath, RoutingProblem::message)
                .containsExactly(tuple(
                        "/onCall/escalation/levels/1/contact",
                        "escalation by alertmanager tells a receiver, but L2 names 'Secondary', which is none: name one of"
                                + " alerting.receivers, or let the pager escalate with 'by: receiver'"));
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

    @ParameterizedTest
    @CsvSource({
        "pagerduty_configs,routing_key,put it into a file",
        "slack_configs,api_url,put it into a file",
        "email_configs,auth_password,put it into a file",
        "telegram_configs,bot_token,cannot read it from a file",
        "telegram_configs,bot_token_file,came with Alertmanager 0.26",
        "webhook_configs,url_file,came with Alertmanager 0.26"
    })
    void secretsAreRefusedUnlessTheyAreInAFile(String integration, String key, String expected) {
        PlanFixture fixture = PlanFixture.example();
        fixture.receivers = List.of(
                new Receiver("page", Map.of(integration, List.of(Map.of(key, "s3cret")))),
                fixture.receivers.get(1),
                fixture.receivers.get(2));

        assertThat(AlertmanagerConfig.problems(fleet(fixture))).singleElement().satisfies(problem -> {
            assertThat(problem.error()).isTrue();
            assertThat(problem.specPath()).isEqualTo("/alerting/receivers/page/" + integration + "/0/" + key);
            assertThat(problem.message()).contains(expected).doesNotContain("s3cret");
        });
    }

    @Test
    void nestedSecretsAreFoundAndUnknownIntegrationsRefused() {
        PlanFixture fixture = PlanFixture.example();
        fixture.receivers = List.of(
                new Receiver(
                        "page",
                        Map.of(
                                "webhook_configs",
                                List.of(Map.of(
                                        "url",
                                        "http://127.0.0.1:9/",
                                        "http_config",
                                        Map.of("authorization", Map.of("credentials", "s3cret")))),
                                "carrier_pigeon_configs",
                                List.of())),
                fixture.receivers.get(1),
                fixture.receivers.get(2));

        assertThat(AlertmanagerConfig.problems(fleet(fixture)))
                .extracting(RoutingProblem::specPath)
                .containsExactly(
                        "/alerting/receivers/page/carrier_pigeon_configs",
                        "/alerting/receivers/page/webhook_configs/0/http_config/authorization/credentials");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quote\"s",
                "back\\slash",
                "b{r}aces",
                "{{ .template }}",
                "a,b=c",
                "\u00fcber \u96ea",
                "x|y.*",
                "with 'single'",
                "#hash: colon",
                "on"
            })
    void namesThatWouldBreakMatchersOrYamlAreQuotedRight(String name) {
        PlanFixture fixture = PlanFixture.example();
        fixture.alerts.add(fixture.alert(name, AlertKind.WRITTEN_PROMQL, Priority.P2, AlertState.SHADOW, List.of()));
        fixture.maintenance = List.of(new MaintenanceWindow(
                name,
                fixture.maintenance.get(0).frequency(),
                Duration.ofHours(1),
                PlanFixture.NEW_YORK,
                "",
                Set.of(Priority.P1),
                Set.of()));
        Amtool amtool = Amtool.check(directory, AlertmanagerConfig.render(fleet(fixture)));

        Map<String, String> labels = Map.of("alertname", name, "system", "flight-delay", "priority", "P2");
        amtool.reaches(labels, "nobody");
        amtool.reaches(
                Map.of("alertname", name + "x", "system", "flight-delay", "priority", "P2"), "flight-delay/page");
    }

    @ParameterizedTest
    @ValueSource(strings = {"line\nbreak", "tab\t", "bell\u0007"})
    void controlCharactersInMatchersAreRefused(String name) {
        PlanFixture fixture = PlanFixture.example();
        fixture.alerts.add(fixture.alert(name, AlertKind.WRITTEN_PROMQL, Priority.P2, AlertState.SHADOW, List.of()));

        assertThatThrownBy(() -> AlertmanagerConfig.render(fleet(fixture)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("control characters");
    }

    static Fleet fleet(PlanFixture... fixtures) {
        return new Fleet(Arrays.stream(fixtures).map(PlanFixture::plan).toList());
    }

    private static List<InhibitRule> inhibitions(PlanFixture fixture) {
        return AlertmanagerConfig.of(fleet(fixture)).inhibitRules();
    }

    private static Route leaf(PlanFixture fixture, String receiver) {
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
