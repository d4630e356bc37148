package io.watchbill.incidents.record;

import static io.watchbill.incidents.record.Alerts.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.spec.Priority;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WatchedSystemsTest {

    private final WatchedSystems systems = Alerts.systems();

    @Test
    void theKeyIsMadeOfSystemAlertAndIdentityAndNotOfHowItIsTreated() {
        Notice alert = notice("ShopQueueLong", "P2", Map.of("queue", "a", "cluster", "eu"));

        assertThat(key(notice("ShopQueueLong", "P1", Map.of("queue", "a", "cluster", "eu", "severity", "critical"))))
                .isEqualTo(key(alert))
                .matches("[0-9a-f]{16}");
        assertThat(key(notice("ShopQueueLong", "P2", Map.of("queue", "a", "cluster", "us"))))
                .isNotEqualTo(key(alert));
        assertThat(key(notice("ShopQueueShort", "P2", Map.of("queue", "a", "cluster", "eu"))))
                .isNotEqualTo(key(alert));
    }

    @Test
    void labelsThatRunIntoEachOtherAreOtherLabels() {
        assertThat(key(notice("Other", "P2", Map.of("a", "b1:c"))))
                .isNotEqualTo(key(notice("Other", "P2", Map.of("a", "b", "c", ""))));
    }

    @Test
    void anAlertThatAnIncidentIsOverdueIsNoIncidentItself() {
        assertThat(systems.opening(notice("ShopIncidentOverdue", "P2", Map.of("level", "P1")), T0))
                .isEmpty();
        assertThat(systems.opening(notice("ShopNotificationsFailing", "P2", Map.of()), T0))
                .isPresent();
    }

    @Test
    void onlyThePrioritiesOfTheSpecificationOpenIncidents() {
        assertThat(systems.opening(notice("ShopQueueLong", "P2", Map.of()), T0)
                        .orElseThrow()
                        .opens())
                .isTrue();
        assertThat(systems.opening(notice("ShopSlow", "P3", Map.of()), T0)
                        .orElseThrow()
                        .opens())
                .isFalse();
    }

    @Test
    void shadowAlertsWatchdogsAndAlertsWithoutPriorityOpenNone() {
        assertThat(systems.opening(notice("ShopTrial", "P1", Map.of()), T0)).isEmpty();
        assertThat(systems.opening(notice("ShopWatchdog", "P4", Map.of()), T0)).isEmpty();
        assertThat(systems.opening(notice("ShopQueueLong", "p2", Map.of()), T0)).isEmpty();
    }

    @Test
    void whatPlannedWorkMutesOpensNoneUntilTheWindowEnds() {
        Notice alert = notice("ShopQueueLong", "P2", Map.of());

        assertThat(opens(alert, "2026-11-29T01:59:59Z")).isTrue();
        assertThat(opens(alert, "2026-11-29T02:00:00Z")).isFalse();
        assertThat(opens(alert, "2026-11-29T03:59:59.999Z")).isFalse();
        assertThat(opens(alert, "2026-11-29T04:00:00Z")).isTrue();
    }

    @Test
    void anAlertOfAnUnknownSystemIsNotLost() {
        Notice alert = new Notice(
                "f", Map.of("alertname", "Foreign", "priority", "P1"), Map.of(), T0, Optional.empty(), false);

        assertThat(systems.opening(alert, T0).orElseThrow().opens()).isTrue();
        assertThat(systems.opening(alert, T0).orElseThrow().title()).isEqualTo("Foreign");
    }

    @Test
    void anIncidentIsDueByTheResponseTimeOfItsSeverity() {
        assertThat(due(Priority.P1, "2026-11-26T03:00:00Z")).contains(Instant.parse("2026-11-26T03:15:00Z"));
        assertThat(due(Priority.P3, "2026-11-26T03:00:00Z")).contains(Instant.parse("2026-11-26T07:00:00Z"));
        // A Friday at noon: by the end of Monday.
        assertThat(due(Priority.P4, "2026-11-27T12:00:00Z")).contains(Instant.parse("2026-11-30T17:00:00Z"));
    }

    private Optional<Instant> due(Priority priority, String start) {
        return systems.due(Work.reported(priority, "t", Optional.of("shop"), "", "ana", Instant.parse(start)))
                .map(ZonedDateTime::toInstant);
    }

    private boolean opens(Notice alert, String now) {
        return systems.opening(alert, Instant.parse(now)).orElseThrow().opens();
    }

    private String key(Notice notice) {
        return systems.opening(notice, T0).orElseThrow().subject().key().orElseThrow();
    }

    private static Notice notice(String alert, String priority, Map<String, String> more) {
        return Alerts.notice(alert, priority, more, T0, Optional.empty());
    }
}
