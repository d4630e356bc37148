package io.watchbill.alertmanager.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.alertmanager.format.IntervalItem;
import io.watchbill.plan.yaml.YamlText;
import io.watchbill.spec.calendar.BusinessHours;
import io.watchbill.spec.calendar.Frequency;
import io.watchbill.spec.calendar.Recurrence;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CalendarIntervalsTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Horizon HORIZON = new Horizon(LocalDate.of(2026, 1, 1), Duration.ofDays(400));
    private static final List<ZoneId> ZONES = Stream.of(
                    "UTC", "Europe/Berlin", "America/New_York", "Africa/Cairo", "America/Santiago", "Asia/Kolkata")
            .map(ZoneId::of)
            .toList();

    static Stream<Arguments> recurring() {
        return ZONES.stream()
                .flatMap(zone -> Stream.of(
                        Arguments.of(daily(), "02:00", "2h", zone),
                        Arguments.of(daily(), "23:00", "3h", zone),
                        Arguments.of(weekly(DayOfWeek.SUNDAY), "02:00", "2h", zone),
                        Arguments.of(weekly(DayOfWeek.SATURDAY), "23:00", "4h", zone),
                        Arguments.of(weekly(DayOfWeek.FRIDAY), "18:00", "62h", zone),
                        Arguments.of(weekly(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), "22:30", "10h", zone),
                        Arguments.of(new Recurrence.MonthlyWeekday(2, DayOfWeek.TUESDAY), "01:00", "90m", zone),
                        Arguments.of(new Recurrence.MonthlyWeekday(3, DayOfWeek.SATURDAY), "23:00", "4h", zone),
                        Arguments.of(new Recurrence.MonthlyWeekday(4, DayOfWeek.SUNDAY), "23:00", "1h", zone),
                        Arguments.of(new Recurrence.MonthlyDay(1), "00:00", "24h", zone),
                        Arguments.of(new Recurrence.MonthlyDay(27), "23:59", "2m", zone)));
    }

    @ParameterizedTest
    @MethodSource("recurring")
    void overTenYearsAWindowIsOpenExactlyWhenTheWallClockSaysSo(
            Recurrence recurrence, LocalTime time, String text, ZoneId zone) {
        Duration length = Duration.parse("PT" + text);
        List<IntervalItem> items =
                exact(CalendarIntervals.window(new Frequency(recurrence, time), length, zone, HORIZON));
        LocalDate first = LocalDate.of(2026, 1, 1);
        LocalDate end = LocalDate.of(2036, 1, 1);

        List<LocalDateTime> starts = first.minusDays(7)
                .datesUntil(end)
                .filter(day -> comesOn(recurrence, day))
                .map(day -> day.atTime(time))
                .toList();
        // The answer can only change at an edge, at a midnight or where the clocks change: look at each and just
        // before.
        Set<Instant> edges = new TreeSet<>();
        starts.forEach(start -> Stream.of(start, start.plus(length))
                .forEach(edge -> edges.add(edge.atZone(zone).toInstant())));
        first.datesUntil(end).forEach(day -> edges.add(day.atStartOfDay(zone).toInstant()));
        for (Instant at = first.atStartOfDay(zone).toInstant(); ; ) {
            var change = zone.getRules().nextTransition(at);
            if (change == null
                    || change.getInstant().isAfter(end.atStartOfDay(zone).toInstant())) {
                break;
            }
            at = change.getInstant();
            edges.add(at);
        }

        List<Instant> wrong = new ArrayList<>();
        for (Instant edge : edges) {
            for (long minutes : new long[] {-61, -1, 0, 1, 59, 61}) {
                Instant at = edge.plus(minutes, ChronoUnit.MINUTES);
                LocalDateTime local = at.atZone(zone).toLocalDateTime();
                LocalDateTime from = lastStart(starts, local);
                boolean open = from != null && local.isBefore(from.plus(length));
                if (local.toLocalDate().isAfter(first) && AlertmanagerClock.holds(items, at) != open) {
                    wrong.add(at);
                }
            }
        }
        assertThat(edges).hasSizeGreaterThan(3_600);
        assertThat(wrong).isEmpty();
    }

    static Stream<Arguments> once() {
        return ZONES.stream()
                .flatMap(zone -> Stream.of(
                                "2028-03-31T10:00",
                                "2026-12-31T22:00",
                                "2026-03-29T01:30",
                                "2026-11-01T00:30",
                                "2027-04-30T23:00",
                                "2027-09-30T23:00",
                                "2026-07-04T12:00")
                        .map(start -> Arguments.of(LocalDateTime.parse(start), zone)));
    }

    @ParameterizedTest
    @MethodSource("once")
    void aSingleWindowIsOpenForItsWholeLengthByAStopwatch(LocalDateTime start, ZoneId zone) {
        Duration length = Duration.ofHours(5);
        List<IntervalItem> items = exact(CalendarIntervals.window(
                new Frequency(new Recurrence.Once(start.toLocalDate()), start.toLocalTime()), length, zone, HORIZON));

        Instant from = start.atZone(zone).toInstant();
        for (Instant at = from.minus(2, ChronoUnit.DAYS);
                at.isBefore(from.plus(2, ChronoUnit.DAYS));
                at = at.plus(10, ChronoUnit.MINUTES)) {
            assertThat(AlertmanagerClock.holds(items, at))
                    .as("%s in %s", at, items)
                    .isEqualTo(!at.isBefore(from) && at.isBefore(from.plus(length)));
        }
    }

    @Test
    void holidaysAreWholeDaysInTheirZoneAlsoOnTheLastDayOfAMonthThatLosesAnHour() {
        List<LocalDate> holidays =
                List.of(LocalDate.of(2026, 12, 25), LocalDate.of(2026, 12, 26), LocalDate.of(2028, 3, 31));
        List<IntervalItem> items = CalendarIntervals.days(holidays, BERLIN);

        assertThat(YamlText.of(Map.of("time_intervals", items), List.of())).isEqualTo("""
                time_intervals:
                  - location: Europe/Berlin
                    years:
                      - "2026"
                    months:
                      - december
                    days_of_month:
                      - "25"
                      - "26"
                  - location: UTC
                    years:
                      - "2028"
                    months:
                      - march
                    days_of_month:
                      - "30"
                    times:
                      - start_time: "22:00"
                        end_time: "24:00"
                  - location: UTC
                    years:
                      - "2028"
                    months:
                      - march
                    days_of_month:
                      - "31"
                    times:
                      - start_time: "00:00"
                        end_time: "22:00"
                """);
        for (LocalDate day : holidays) {
            Instant midnight = day.atStartOfDay(BERLIN).toInstant();
            assertThat(AlertmanagerClock.holds(items, midnight))
                    .as("%s begins", day)
                    .isTrue();
            assertThat(AlertmanagerClock.holds(
                            items,
                            day.plusDays(1).atStartOfDay(BERLIN).minusMinutes(1).toInstant()))
                    .as("%s ends", day)
                    .isTrue();
        }
        assertThat(AlertmanagerClock.holds(items, Instant.parse("2028-03-31T22:00:00Z")))
                .isFalse();
        assertThat(AlertmanagerClock.holds(items, Instant.parse("2027-12-25T12:00:00Z")))
                .isFalse();
    }

    @Test
    void businessHoursOverMidnightEndOnTheNextDay() {
        BusinessHours hours = new BusinessHours(
                EnumSet.of(DayOfWeek.FRIDAY, DayOfWeek.SATURDAY), LocalTime.of(20, 0), LocalTime.of(4, 0), List.of());

        assertThat(exact(CalendarIntervals.open(hours, BERLIN)).stream().map(IntervalItem::weekdays))
                .containsExactly(List.of("friday:saturday"), List.of("sunday", "saturday"));
    }

    static Stream<Arguments> inexact() {
        return Stream.of(
                Arguments.of(daily(), "24h", "never closes: its duration must be shorter than a day"),
                Arguments.of(
                        weekly(DayOfWeek.SUNDAY), "168h", "never closes: its duration must be shorter than a week"),
                Arguments.of(
                        new Recurrence.MonthlyDay(1),
                        "673h",
                        "never closes: its duration must be shorter than four weeks"),
                Arguments.of(daily(), "90s", "whole minutes"));
    }

    @ParameterizedTest
    @MethodSource("inexact")
    void whatTheIntervalsCannotSayIsRefusedWithTheReason(Recurrence recurrence, String length, String reason) {
        Intervals intervals = CalendarIntervals.window(
                new Frequency(recurrence, LocalTime.of(23, 0)), Duration.parse("PT" + length), BERLIN, HORIZON);

        assertThat(intervals)
                .isInstanceOfSatisfying(
                        Intervals.Inexact.class,
                        inexact -> assertThat(inexact.reason()).contains(reason));
    }

    private static List<IntervalItem> exact(Intervals intervals) {
        assertThat(intervals).isInstanceOf(Intervals.Exact.class);
        return ((Intervals.Exact) intervals).items();
    }

    private static Recurrence daily() {
        return new Recurrence.Daily(1, Optional.empty());
    }

    private static Recurrence weekly(DayOfWeek... days) {
        return new Recurrence.Weekly(1, Set.of(days), Optional.empty());
    }

    private static boolean comesOn(Recurrence recurrence, LocalDate day) {
        if (recurrence instanceof Recurrence.Weekly weekly) {
            return weekly.days().contains(day.getDayOfWeek());
        } else if (recurrence instanceof Recurrence.MonthlyWeekday monthly) {
            return day.getDayOfWeek() == monthly.day() && (day.getDayOfMonth() + 6) / 7 == monthly.ordinal();
        } else if (recurrence instanceof Recurrence.MonthlyDay monthly) {
            return day.getDayOfMonth() == monthly.day();
        }
        return true;
    }

    private static LocalDateTime lastStart(List<LocalDateTime> sorted, LocalDateTime now) {
        int low = 0;
        int high = sorted.size();
        while (low < high) {
            int middle = (low + high) / 2;
            if (sorted.get(middle).isAfter(now)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low == 0 ? null : sorted.get(low - 1);
    }
}
