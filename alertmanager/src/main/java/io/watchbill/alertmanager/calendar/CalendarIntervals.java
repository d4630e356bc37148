package io.watchbill.alertmanager.calendar;

import io.watchbill.alertmanager.calendar.DayParts.DayPart;
import io.watchbill.alertmanager.format.IntervalItem;
import io.watchbill.spec.calendar.BusinessHours;
import io.watchbill.spec.calendar.Frequency;
import io.watchbill.spec.calendar.Recurrence;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Frequencies, business hours and holidays as Alertmanager's time intervals. What recurs is meant by the wall clock: a
 * window from 02:00 to 04:00 is an hour shorter or longer on the day on which the clocks change in it.
 */
public final class CalendarIntervals {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration LONGEST = Duration.ofDays(28);
    private static final int PROVEN_YEARS = 10;

    /**
     * Answers, because a proof takes some milliseconds, and a fleet asks for the same few windows many times. They depend on
     * nothing but their question.
     */
    private static final Map<Question, Intervals> KNOWN = new ConcurrentHashMap<>();

    private static final int MOST_KNOWN = 10_000;

    private record Question(Frequency frequency, Duration length, ZoneId zone, LocalDate first, LocalDate last) {}

    private CalendarIntervals() {}

    /**
     * A window that opens at {@code frequency} in {@code zone} and stays open for {@code length}. Items that are to hold
     * every year are proven for the ten years from this one on, for every version of Alertmanager.
     */
    public static Intervals window(Frequency frequency, Duration length, ZoneId zone, Horizon horizon) {
        if (KNOWN.size() > MOST_KNOWN) {
            KNOWN.clear();
        }
        return KNOWN.computeIfAbsent(
                new Question(frequency, length, zone, horizon.first(), horizon.last()),
                ignored -> compile(frequency, length, zone, horizon));
    }

    private static Intervals compile(Frequency frequency, Duration length, ZoneId zone, Horizon horizon) {
        LocalTime time = frequency.time();
        if (length.isZero() || length.isNegative() || !DayParts.wholeMinutes(time, length)) {
            return new Intervals.Inexact("must start on a whole minute and last at least one, in whole minutes");
        }
        Recurrence recurrence = frequency.recurrence();
        if (recurrence instanceof Recurrence.Once once) {
            return new Intervals.Exact(FixedTimes.once(once.date().atTime(time), length, zone));
        } else if (recurrence instanceof Recurrence.Daily daily
                && daily.interval() == 1
                && length.compareTo(DAY) >= 0) {
            return endless("a day");
        } else if (recurrence instanceof Recurrence.Weekly weekly
                && weekly.interval() == 1
                && length.compareTo(WEEK) >= 0) {
            return endless("a week");
        } else if (length.compareTo(LONGEST) > 0) {
            return endless("four weeks");
        }
        Optional<List<DayPattern>> patterns = DayPattern.of(recurrence, horizon.first());
        if (patterns.isEmpty()) {
            return DatedIntervals.of(frequency, length, zone, horizon, "no rule of Alertmanager counts or ends");
        }
        Optional<List<IntervalItem>> said = said(patterns.get(), DayParts.of(time, length), zone, horizon.first());
        if (said.isEmpty()) {
            return DatedIntervals.of(
                    frequency, length, zone, horizon, "what passes the end of february is not the same every year");
        }
        Optional<Instant> counterexample = new Proof(
                        frequency,
                        length,
                        zone,
                        horizon.first(),
                        horizon.first().plusYears(PROVEN_YEARS).minusDays(1))
                .counterexample(said.get());
        return counterexample.isEmpty()
                ? new Intervals.Exact(said.get())
                : DatedIntervals.of(
                        frequency,
                        length,
                        zone,
                        horizon,
                        "a rule would be wrong at " + counterexample.get() + ", where the clocks change");
    }

    private static Optional<List<IntervalItem>> said(
            List<DayPattern> patterns, List<DayPart> parts, ZoneId zone, LocalDate first) {
        SaidIntervals.Shortened shortened = SaidIntervals.Shortened.of(zone, first);
        List<IntervalItem> items = new ArrayList<>();
        for (DayPattern pattern : patterns) {
            for (DayPart part : parts) {
                Optional<List<IntervalItem>> said = SaidIntervals.of(pattern, part, zone, shortened);
                if (said.isEmpty()) {
                    return Optional.empty();
                }
                items.addAll(said.get());
            }
        }
        return Optional.of(items.stream().distinct().toList());
    }

    /** The hours in which people work, holidays left in. */
    public static Intervals open(BusinessHours hours, ZoneId zone) {
        LocalTime opens = hours.opens();
        LocalTime closes = hours.closes();
        Duration length = Duration.between(opens, closes);
        if (length.isZero() || length.isNegative()) {
            length = length.plus(DAY);
        }
        if (!DayParts.wholeMinutes(opens, length)) {
            return new Intervals.Inexact("must open and close on whole minutes");
        }
        return weekly(hours.days(), DayParts.of(opens, length), length, zone);
    }

    /** Whole days, such as holidays; no items without days. */
    public static List<IntervalItem> days(Collection<LocalDate> days, ZoneId zone) {
        return FixedTimes.days(days, zone);
    }

    private static Intervals weekly(Collection<DayOfWeek> days, List<DayPart> parts, Duration length, ZoneId zone) {
        if (length.compareTo(WEEK) >= 0) {
            return endless("a week");
        }
        List<IntervalItem> items = new ArrayList<>();
        for (DayPart part : parts) {
            List<DayOfWeek> shifted =
                    days.stream().map(day -> day.plus(part.day())).toList();
            items.add(new IntervalItem(
                    zone.getId(),
                    List.of(),
                    List.of(),
                    List.of(),
                    IntervalNames.weekdays(shifted),
                    List.of(part.range())));
        }
        return new Intervals.Exact(items);
    }

    private static Intervals endless(String period) {
        return new Intervals.Inexact("never closes: its duration must be shorter than " + period);
    }
}
