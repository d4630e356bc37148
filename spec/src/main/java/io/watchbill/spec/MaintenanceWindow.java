package io.watchbill.spec;

import io.watchbill.spec.calendar.ClockChanges;
import io.watchbill.spec.calendar.Frequency;
import io.watchbill.spec.calendar.Occurrence;
import io.watchbill.spec.calendar.Recurrence;
import io.watchbill.spec.calendar.RecurrenceRule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/**
 * A time at which work is planned.
 *
 * @param timezone of the frequency; by default the on-call's
 * @param mutes priorities that notify nobody meanwhile
 * @param excludes what the window is taken out of
 * @param horizon for how long at least its dates are written out where no rule of Alertmanager says the same
 */
public record MaintenanceWindow(
        String name,
        Frequency frequency,
        Duration duration,
        ZoneId timezone,
        String activities,
        Set<Priority> mutes,
        Set<Exclusion> excludes,
        Duration horizon) {
    /** Over a year, so that a specification that is compiled once a month never comes near its end. */
    public static final Duration DEFAULT_HORIZON = Duration.ofDays(400);

    public static final List<Priority> DEFAULT_MUTES = List.of(Priority.P3, Priority.P4);

    public MaintenanceWindow {
        mutes = Ordered.copyOf(mutes);
        excludes = Ordered.copyOf(excludes);
    }

    /** Whether a recorded series can follow it: PromQL counts no workdays of a month, and knows no clocks changed by decree. */
    public boolean isRecordable() {
        return isCalendar(frequency.recurrence()) && ClockChanges.of(timezone).isPresent();
    }

    /** Whether its dates follow from a calendar alone. */
    public static boolean isCalendar(Recurrence recurrence) {
        return !(recurrence instanceof RecurrenceRule rule) || rule.hasCalendarForm();
    }

    /** A window with the usual horizon. */
    public MaintenanceWindow(
            String name,
            Frequency frequency,
            Duration duration,
            ZoneId timezone,
            String activities,
            Set<Priority> mutes,
            Set<Exclusion> excludes) {
        this(name, frequency, duration, timezone, activities, mutes, excludes, DEFAULT_HORIZON);
    }

    /**
     * Its times that are not over at {@code from} and begin before {@code to}, in order. What recurs is meant by the clock on
     * the wall, what comes once by a stopwatch.
     */
    public List<Occurrence> occurrences(Instant from, Instant to) {
        LocalDate first = LocalDate.ofInstant(from.minus(duration), timezone).minusDays(1);
        LocalDate last = LocalDate.ofInstant(to, timezone).plusDays(1);
        boolean once = frequency.recurrence() instanceof Recurrence.Once;
        return first.datesUntil(last.plusDays(1))
                .filter(frequency.recurrence()::on)
                .map(date -> date.atTime(frequency.time()))
                .map(start -> once
                        ? Occurrence.byStopwatch(start, duration, timezone)
                        : Occurrence.byWallClock(start, duration, timezone))
                .filter(one -> one.to().isAfter(from) && one.from().isBefore(to))
                .toList();
    }
}
