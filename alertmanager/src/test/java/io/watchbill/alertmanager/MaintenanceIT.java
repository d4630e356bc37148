package io.watchbill.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.plan.Artifact;
import io.watchbill.plan.Fleet;
import io.watchbill.plan.RoutingTimes;
import io.watchbill.spec.MaintenanceWindow;
import io.watchbill.spec.Priority;
import io.watchbill.spec.calendar.Frequency;
import io.watchbill.spec.calendar.Recurrence;
import io.watchbill.testing.AlertmanagerServer;
import io.watchbill.testing.WebhookSink;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Windows that are written out by date, in a real Alertmanager. */
class MaintenanceIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ZoneId AUCKLAND = ZoneId.of("Pacific/Auckland");

    @TempDir
    private Path directory;

    @Test
    void aWindowOfThisWeekSilencesItsPriorityAndOneOfNextWeekDoesNot() throws Exception {
        LocalDate today = LocalDate.now(AUCKLAND);
        PlanFixture fixture = new PlanFixture();
        fixture.target = fixture.target.withDay(today);
        fixture.maintenance = List.of(
                window("This week", today.minusDays(1), Priority.P3),
                window("Next week", today.plusDays(6), Priority.P2));
        for (Priority priority : Priority.values()) {
            // What may come too much comes first.
            Duration wait = Duration.ofSeconds(priority == Priority.P3 ? 1 : 3);
            fixture.routing.put(priority, new RoutingTimes(wait, Duration.ofMinutes(1), Duration.ofHours(1)));
        }
        try (WebhookSink sink = WebhookSink.start()) {
            fixture.receivers = List.of(
                    PlanFixture.receiver("page", sink.address("/page").toString()),
                    PlanFixture.receiver("chat", sink.address("/chat").toString()),
                    PlanFixture.receiver("mail", sink.address("/mail").toString()));
            Artifact artifact = AlertmanagerConfig.render(new Fleet(List.of(fixture.plan())));
            Path file = Files.writeString(directory.resolve("alertmanager.yml"), artifact.content());
            try (AlertmanagerServer alertmanager = AlertmanagerServer.start(directory, file)) {
                alertmanager.send("[%s, %s]".formatted(alert(Priority.P3), alert(Priority.P2)));

                assertThat(sink.take(PATIENCE))
                        .hasValueSatisfying(told -> assertThat(told.path()).isEqualTo("/page"));
                assertThat(sink.deliveries()).hasSize(1);
            }
        }
    }

    private static String alert(Priority priority) {
        return """
                {"labels": {"alertname": "Test%s", "system": "flight-delay", "priority": "%s"}}
                """.formatted(priority, priority);
    }

    /** Three days every second week, in which no rule of Alertmanager can count. */
    private static MaintenanceWindow window(String name, LocalDate first, Priority mutes) {
        return new MaintenanceWindow(
                name,
                new Frequency(
                        new Recurrence.Weekly(2, Set.of(first.getDayOfWeek()), Optional.of(first)), LocalTime.MIDNIGHT),
                Duration.ofHours(72),
                AUCKLAND,
                "",
                Set.of(mutes),
                Set.of());
    }
}
