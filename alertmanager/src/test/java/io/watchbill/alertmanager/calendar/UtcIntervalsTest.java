package io.watchbill.alertmanager.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.alertmanager.format.IntervalItem;
import io.watchbill.alertmanager.semantics.IntervalClock;
import io.watchbill.alertmanager.semantics.MonthLength;
import io.watchbill.spec.calendar.BusinessHours;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UtcIntervalsTest {

    private static final Horizon HORIZON = new Horizon(LocalDate.of(2026, 11, 27), Duration.ofDays(30));

    /** Half-hour clock changes, zones on either side of midnight, and changes on a Sunday and on a Friday. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "America/New_York",
                "Europe/Berlin",
                "Australia/Lord_Howe",
                "Pacific/Auckland",
                "Asia/Kolkata",
                "Africa/Cairo"
            })
    void theyHoldAtEveryQuarterOfAnHourWhenTheZonesOwnDo(String zone) {
        List<IntervalItem> items = ((Intervals.Exact) CalendarIntervals.open(
                        new BusinessHours(
                                Set.of(DayOfWeek.SUNDAY, DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                                LocalTime.of(22, 0),
                                LocalTime.of(3, 30),
                                List.of()),
                        ZoneId.of(zone)))
                .items();
        List<IntervalItem> written = UtcIntervals.of(items, HORIZON);

        assertThat(written).allSatisfy(item -> assertThat(item.location()).isEqualTo("UTC"));
        for (MonthLength length : MonthLength.values()) {
            IntervalClock expected = new IntervalClock(items, MonthLength.CALENDAR);
            IntervalClock got = new IntervalClock(written, length);
            Instant end =
                    HORIZON.last().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
            for (Instant at = HORIZON.first().atStartOfDay(ZoneOffset.UTC).toInstant();
                    at.isBefore(end);
                    at = at.plus(Duration.ofMinutes(15))) {
                if (got.holds(at) != expected.holds(at)) {
                    assertThat(at).as("where both hold, or neither").isNull();
                }
            }
        }
    }

    @Test
    void neighboursAreRangesAndAWholeDayNeedsNoTimes() {
        List<IntervalItem> days = CalendarIntervals.days(
                List.of(LocalDate.of(2026, 12, 24), LocalDate.of(2026, 12, 25), LocalDate.of(2026, 12, 31)),
                ZoneId.of("Etc/UTC"));

        assertThat(UtcIntervals.of(days, HORIZON))
                .containsExactly(new IntervalItem(
                        "UTC", List.of("2026"), List.of("december"), List.of("24:25", "31"), List.of(), List.of()));
    }

    @Test
    void whatNeverComesIsStillAnInterval() {
        List<IntervalItem> past =
                CalendarIntervals.days(List.of(LocalDate.of(2020, 12, 24)), ZoneId.of("Europe/Berlin"));

        assertThat(new IntervalClock(UtcIntervals.of(past, HORIZON), MonthLength.CALENDAR)
                        .holds(Instant.parse("2026-12-24T12:00:00Z")))
                .isFalse();
        assertThat(UtcIntervals.of(past, HORIZON)).hasSize(1);
    }

    @Test
    void afterTheHorizonEverythingHolds() {
        IntervalClock after = new IntervalClock(List.of(UtcIntervals.after(HORIZON)), MonthLength.CALENDAR);

        assertThat(after.holds(Instant.parse("2027-12-31T23:59:00Z"))).isFalse();
        assertThat(after.holds(Instant.parse("2028-01-01T00:00:00Z"))).isTrue();
    }
}
