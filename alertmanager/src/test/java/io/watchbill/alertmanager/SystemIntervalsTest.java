package io.watchbill.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchbill.spec.MaintenanceWindow;
import io.watchbill.spec.Priority;
import io.watchbill.spec.calendar.Frequency;
import io.watchbill.spec.calendar.Recurrence;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Maintenance as time intervals, and what cannot be one. */
class SystemIntervalsTest {

    @TempDir
    Path directory;

    @Test
    void aWindowThatCannotBeWrittenIsAnErrorAndNothingIsRendered() {
        PlanFixture fixture = PlanFixture.example();
        fixture.maintenance =
                List.of(window(new Recurrence.Daily(1, Optional.empty()), Duration.ofHours(24), Set.of(Priority.P3)));
        String message = "maintenance window 'Patch night' never closes: its duration must be shorter than a day";

        assertThat(AlertmanagerConfig.problems(AlertmanagerConfigTest.fleet(fixture)))
                .containsExactly(new RoutingProblem("flight-delay", "/maintenance/0/frequency", true, message));
        assertThatThrownBy(() -> AlertmanagerConfig.render(AlertmanagerConfigTest.fleet(fixture)))
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
        Amtool.check(directory, AlertmanagerConfig.render(AlertmanagerConfigTest.fleet(fixture)));

        assertThat(AlertmanagerConfig.problems(AlertmanagerConfigTest.fleet(fixture)))
                .isEmpty();
        assertThat(WrittenOut.of(AlertmanagerConfigTest.fleet(fixture)))
                .singleElement()
                .extracting(WrittenOut::system, WrittenOut::specPath, WrittenOut::text)
                .containsExactly(
                        "flight-delay",
                        "/maintenance/0/frequency",
                        "maintenance window 'Patch night' is written out by date until 2028-12-31, because no rule of"
                                + " Alertmanager counts or ends: compile again before then");
    }

    @Test
    void aWindowThatMutesNobodyNeedsNoInterval() {
        PlanFixture fixture = PlanFixture.example();
        fixture.maintenance =
                List.of(window(new Recurrence.MonthlyWeekday(-1, DayOfWeek.FRIDAY), Duration.ofHours(4), Set.of()));

        assertThat(AlertmanagerConfig.problems(AlertmanagerConfigTest.fleet(fixture)))
                .isEmpty();
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
}
