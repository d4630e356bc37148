package io.watchbill.alertmanager.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.alertmanager.calendar.CalendarIntervals;
import io.watchbill.alertmanager.calendar.Intervals;
import io.watchbill.alertmanager.format.NamedIntervals;
import io.watchbill.alertmanager.semantics.RoutedLeaf;
import io.watchbill.plan.RoutingTimes;
import io.watchbill.spec.Priority;
import io.watchbill.spec.calendar.BusinessHours;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What can wait is told exactly once each business day: by Alertmanager's rule of ticks, for an alert that begins at any
 * minute of a week in which the clocks change and which has a holiday.
 */
class OnceADayTest {

    private static final Inhibition NOTHING = new Inhibition(List.of(), List.of(), false);

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    /** From any day over a weekend to business days. */
    private static final Duration FOLLOWED = Duration.ofDays(4);

    private static final long MINUTES = Duration.ofDays(7).toMinutes();

    @ParameterizedTest
    @CsvSource({
        "2026-03-26,08:00,20:00,2026-03-31,true", // the clocks go forward on Sunday, the 29th
        "2026-10-22,09:00,17:00,2026-10-27,false" // and back on Sunday, the 25th
    })
    void whateverTheMinuteAtWhichItBegins(
            LocalDate from, LocalTime opens, LocalTime closes, LocalDate holiday, boolean weekends) {
        BusinessHours hours = new BusinessHours(
                weekends ? EnumSet.allOf(DayOfWeek.class) : BusinessHours.DEFAULT.days(),
                opens,
                closes,
                List.of(holiday));
        RoutingTimes times = RoutingTimes.of(Priority.P4);
        RouteIntervals intervals = new RouteIntervals(
                List.of(
                        new NamedIntervals("hours", ((Intervals.Exact) CalendarIntervals.open(hours, BERLIN)).items()),
                        new NamedIntervals("holidays", CalendarIntervals.days(hours.holidays(), BERLIN))),
                true);
        RoutedLeaf leaf = new RoutedLeaf(
                List.of(0),
                "{}",
                "mail",
                List.of(),
                times.groupWait(),
                times.groupInterval(),
                times.repeatInterval(),
                List.of("hours"),
                List.of("holidays"));
        Instant begin = from.atStartOfDay(BERLIN).toInstant();

        List<String> wrong = LongStream.range(0, MINUTES)
                .mapToObj(minute -> begin.plus(minute, ChronoUnit.MINUTES))
                .flatMap(start ->
                        wrongDays(start, leaf, intervals, hours).stream().map(day -> start + " on " + day))
                .toList();

        assertThat(wrong).isEmpty();
    }

    /** The days on which an alert that begins then is not told as often as it should be. */
    private static List<LocalDate> wrongDays(
            Instant start, RoutedLeaf leaf, RouteIntervals intervals, BusinessHours hours) {
        Instant end = start.plus(FOLLOWED);
        Firing alert = new Firing(Map.of("alertname", "A"), start, end.plusSeconds(1));
        SimulatedGroup group =
                new SimulatedGroup(leaf, "{}", List.of(alert), new Muting(intervals, NOTHING, List.of()), true);
        group.run(end);
        Map<LocalDate, Long> told = group.notifications().stream()
                .collect(Collectors.groupingBy(one -> one.at().atZone(BERLIN).toLocalDate(), Collectors.counting()));
        LocalDate first = start.atZone(BERLIN).toLocalDate();
        return first.datesUntil(end.atZone(BERLIN).toLocalDate())
                .filter(day -> told.getOrDefault(day, 0L) != expected(day, start, leaf, hours))
                .toList();
    }

    private static long expected(LocalDate day, Instant start, RoutedLeaf leaf, BusinessHours hours) {
        boolean workday =
                hours.days().contains(day.getDayOfWeek()) && !hours.holidays().contains(day);
        Instant firstTick = start.plus(leaf.groupWait());
        boolean begins =
                firstTick.isBefore(day.atTime(hours.closes()).atZone(BERLIN).toInstant());
        return workday && begins ? 1 : 0;
    }
}
