package io.watchbill.alertmanager.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.alertmanager.format.IntervalItem;
import io.watchbill.alertmanager.semantics.IntervalClock;
import io.watchbill.alertmanager.semantics.MonthLength;
import io.watchbill.plan.yaml.YamlText;
import io.watchbill.spec.calendar.Frequency;
import io.watchbill.spec.finding.MisfitException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is compiled, against the wall clock of java.time, as every version of Alertmanager reads it. */
class WindowsOverTenYearsTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 26);
    private static final Horizon HORIZON = new Horizon(TODAY, Duration.ofDays(400));
    private static final List<String> ZONES = List.of(
            "UTC",
            "Europe/Berlin",
            "America/New_York",
            "Africa/Cairo",
            "America/Santiago",
            "Australia/Lord_Howe",
            "Asia/Kolkata",
            "Pacific/Auckland");

    static Stream<Arguments> windows() {
        return Stream.of(
                        "last friday monthly 23:00, 4h",
                        "last sunday monthly 02:00, 2h",
                        "last day monthly 22:00, 3h",
                        "4th sunday monthly 23:00, 2h",
                        "5th monday monthly, 90m",
                        "31st monthly 12:00, 1h",
                        "30th monthly 23:30, 1h",
                        "28th monthly 20:00, 30h",
                        "2nd tuesday monthly from 2026-01-01 22:00, 26h",
                        "every 2nd sunday from 2026-01-04 02:00, 2h",
                        "every 10 days from 2026-01-04 06:00, 1h",
                        "every sunday 02:00 from 2026-12-01 until 2027-04-30, 2h",
                        "last sunday of march 01:30, 2h",
                        "31st of december 20:00, 12h",
                        "RRULE:FREQ=MONTHLY;BYDAY=-2FR 23:00, 4h",
                        "RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1 18:00, 8h",
                        "RRULE:FREQ=WEEKLY;BYDAY=SA;BYMONTH=6,7,8 23:00, 3h",
                        "RRULE:FREQ=YEARLY;BYMONTH=2,12;BYMONTHDAY=-1 23:00, 2h")
                .flatMap(window -> ZONES.stream().map(zone -> Arguments.of(window, zone)));
    }

    @ParameterizedTest
    @MethodSource("windows")
    void aWindowIsOpenExactlyWhenTheWallClockSaysSo(String window, String zone) throws MisfitException {
        String[] parts = window.split(", ");
        holdsExactly(Frequency.parse(parts[0]), duration(parts[1]), ZoneId.of(zone));
    }

    @Test
    void soIsAnyOther_seed5() throws MisfitException {
        Random random = new Random(5);
        String[] weekdays = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
        String[] ordinals = {"1st", "2nd", "3rd", "4th", "5th", "last"};
        for (int i = 0; i < 60; i++) {
            String weekday = weekdays[random.nextInt(7)];
            String days = switch (random.nextInt(5)) {
                case 0 -> ordinals[random.nextInt(6)] + " " + weekday + " monthly";
                case 1 -> (1 + random.nextInt(31)) + "th monthly";
                case 2 -> "every " + weekday;
                case 3 -> "every 3rd " + weekday + " from 2026-03-0" + (1 + random.nextInt(9));
                default -> "last " + weekday + " of march";
            };
            Frequency frequency =
                    Frequency.parse(days + String.format(" %02d:%02d", random.nextInt(24), 15 * random.nextInt(4)));
            ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));

            holdsExactly(frequency, Duration.ofMinutes(30L * (1 + random.nextInt(100))), zone);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "every sunday 02:00, 2h, Europe/Berlin, rule",
        "last friday monthly 23:00, 4h, Europe/Berlin, rule",
        "last friday monthly 23:00, 4h, America/New_York, rule",
        "31st monthly 12:00, 1h, Australia/Lord_Howe, rule",
        "28th monthly 20:00, 30h, UTC, dates",
        "last sunday monthly 02:00, 2h, Europe/Berlin, dates",
        "every 2nd sunday from 2026-01-04 02:00, 2h, Europe/Berlin, dates",
        "every sunday until 2027-02-28, 2h, Europe/Berlin, rule",
        "31st of december 20:00, 12h, Europe/Berlin, rule"
    })
    void whatARuleCanSayIsNotWrittenOut(String frequency, String length, String zone, String kind)
            throws MisfitException {
        Intervals intervals =
                CalendarIntervals.window(Frequency.parse(frequency), duration(length), ZoneId.of(zone), HORIZON);

        assertThat(intervals).isInstanceOf(kind.equals("rule") ? Intervals.Exact.class : Intervals.Unrolled.class);
    }

    @Test
    void theLastDayOfAMonthThatLosesAnHourIsSaidInUtc() throws MisfitException {
        Intervals intervals = CalendarIntervals.window(
                Frequency.parse("last friday monthly 20:00"), Duration.ofHours(2), ZoneId.of("Europe/Berlin"), HORIZON);

        assertThat(YamlText.of(Map.of("time_intervals", ((Intervals.Exact) intervals).items()), List.of()))
                .isEqualTo("""
                        time_intervals:
                          - location: Europe/Berlin
                            months:
                              - january
                              - february
                              - april
                              - may
                              - june
                              - july
                              - august
                              - september
                              - october
                              - november
                              - december
                            days_of_month:
                              - "-7:-1"
                            weekdays:
                              - friday
                            times:
                              - start_time: "20:00"
                                end_time: "22:00"
                          - location: Europe/Berlin
                            months:
                              - march
                            days_of_month:
                              - "25:30"
                            weekdays:
                              - friday
                            times:
                              - start_time: "20:00"
                                end_time: "22:00"
                          - location: UTC
                            months:
                              - march
                            days_of_month:
                              - "31"
                            weekdays:
                              - friday
                            times:
                              - start_time: "18:00"
                                end_time: "20:00"
                        """);
    }

    @Test
    void datesReachToTheEndOfTheYearThatTheHorizonReaches_soThatAFileChangesOnceAYear() throws MisfitException {
        Frequency frequency = Frequency.parse("every 2nd sunday from 2026-01-04 02:00");
        Intervals first = dated(frequency, LocalDate.of(2026, 1, 1));

        assertThat(dated(frequency, LocalDate.of(2026, 12, 31))).isEqualTo(first);
        assertThat(dated(frequency, LocalDate.of(2027, 1, 1))).isNotEqualTo(first);
        assertThat(((Intervals.Unrolled) first).until()).isEqualTo("2028-12-31");
    }

    private static Intervals dated(Frequency frequency, LocalDate today) {
        return CalendarIntervals.window(
                frequency, Duration.ofHours(2), ZoneId.of("Europe/Berlin"), new Horizon(today, Duration.ofDays(400)));
    }

    @Test
    void aWrongItemHasACounterexample() throws MisfitException {
        Frequency frequency = Frequency.parse("last friday monthly 23:00");
        ZoneId zone = ZoneId.of("Europe/Berlin");
        IntervalItem naive = new IntervalItem(
                zone.getId(),
                List.of(),
                List.of(),
                List.of("-7:-1"),
                List.of("friday"),
                List.of(new IntervalItem.TimeRange("23:00", "24:00")));

        assertThat(new Proof(frequency, Duration.ofHours(1), zone, LocalDate.of(2026, 1, 1), LocalDate.of(2035, 12, 31))
                        .counterexample(List.of(naive)))
                .contains(Instant.parse("2028-03-24T22:00:00Z"));
    }

    private static void holdsExactly(Frequency frequency, Duration length, ZoneId zone) {
        Intervals intervals = CalendarIntervals.window(frequency, length, zone, HORIZON);
        if (intervals instanceof Intervals.Inexact inexact) {
            assertThat(inexact.reason()).startsWith("never closes");
            return;
        }
        List<IntervalItem> items = intervals instanceof Intervals.Unrolled unrolled
                ? unrolled.items()
                : ((Intervals.Exact) intervals).items();
        LocalDate end =
                intervals instanceof Intervals.Unrolled unrolled ? unrolled.until() : LocalDate.of(2036, 12, 31);
        IntervalClock corrected = new IntervalClock(items, MonthLength.CALENDAR);
        LocalDate first = LocalDate.of(2026, 1, 1);
        NavigableSet<LocalDateTime> starts = first.minusDays(30)
                .datesUntil(end.plusDays(1))
                .filter(frequency.recurrence()::on)
                .map(date -> date.atTime(frequency.time()))
                .collect(Collectors.toCollection(TreeSet::new));
        List<Instant> wrong = new ArrayList<>();
        for (Instant at : samples(starts, length, zone, first, end)) {
            LocalDateTime local = LocalDateTime.ofInstant(at, zone);
            LocalDateTime latest = starts.floor(local);
            boolean open = latest != null && local.isBefore(latest.plus(length));
            if (AlertmanagerClock.holds(items, at) != open || corrected.holds(at) != open) {
                wrong.add(at);
            }
        }
        assertThat(wrong).as("%s for %s in %s", frequency.text(), length, zone).isEmpty();
    }

    /** Around each edge and each change of the clocks, and at noon of the last days of months. */
    private static Set<Instant> samples(
            Set<LocalDateTime> starts, Duration length, ZoneId zone, LocalDate first, LocalDate end) {
        Set<Instant> samples = new TreeSet<>();
        for (LocalDateTime start : starts) {
            for (LocalDateTime edge : List.of(start, start.plus(length))) {
                around(edge.atZone(zone).toInstant(), samples);
            }
        }
        Instant from = first.atStartOfDay(zone).toInstant();
        Instant to = end.plusDays(1).atStartOfDay(zone).toInstant();
        for (ZoneOffsetTransition change = zone.getRules().nextTransition(from);
                change != null && change.getInstant().isBefore(to);
                change = zone.getRules().nextTransition(change.getInstant())) {
            around(change.getInstant(), samples);
        }
        for (LocalDate month = first; month.isBefore(end); month = month.plusMonths(1)) {
            for (int day = -8; day < 2; day++) {
                for (int hour = 0; hour < 24; hour += 6) {
                    samples.add(month.plusMonths(1)
                            .plusDays(day)
                            .atTime(hour, 30)
                            .atZone(zone)
                            .toInstant());
                }
            }
        }
        samples.removeIf(at -> at.isBefore(from) || !at.isBefore(to));
        return samples;
    }

    private static void around(Instant instant, Set<Instant> samples) {
        for (long minutes : new long[] {-61, -1, 0, 29, 61}) {
            samples.add(instant.plusSeconds(60 * minutes));
        }
    }

    private static Duration duration(String text) {
        return Duration.parse("PT" + text);
    }
}
