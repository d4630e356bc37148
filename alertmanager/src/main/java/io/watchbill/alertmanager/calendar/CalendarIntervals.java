package io.watchbill.alertmanager.calendar;

import io.watchbill.alertmanager.calendar.DayParts.DayPart;
import io.watchbill.alertmanager.format.IntervalItem;
import io.watchbill.alertmanager.format.IntervalItem.TimeRange;
import io.watchbill.spec.calendar.BusinessHours;
import io.watchbill.spec.calendar.Frequency;
import io.watchbill.spec.calendar.Recurrence;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Frequencies, business hours and holidays as Alertmanager's time intervals. What recurs is meant by the wall clock: a
 * window from 02:00 to 04:00 is an hour shorter or longer on the day on which the clocks change in it.
 */
public final class CalendarIntervals {

    /** No month is shorter, so a day up to this one comes every month, in every zone and version. */
    private static final int SHORTEST_MONTH = 28;

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);

    private CalendarIntervals() {}

    /** A window that opens at {@code frequency} in {@code zone} and stays open for {@code length}. */
    public static Intervals window(Frequency frequency, Duration length, ZoneId zone) {
        LocalTime time = frequency.time();
        if (length.isZero() || length.isNegative() || !DayParts.wholeMinutes(time, length)) {
            return new Intervals.Inexact("must start on a whole minute and last at least one, in whole minutes");
        }
        List<DayPart> parts = DayParts.of(time, length);
        Recurrence recurrence = frequency.recurrence();
        if (recurrence instanceof Recurrence.Daily daily) {
            return daily.interval() == 1 && daily.from().isEmpty()
                    ? daily(parts, length, zone)
                    : counted(daily.from().isPresent());
        } else if (recurrence instanceof Recurrence.Weekly weekly) {
            return weekly.interval() == 1 && weekly.from().isEmpty()
                    ? weekly(weekly.days(), parts, length, zone)
                    : counted(weekly.from().isPresent());
        } else if (recurrence instanceof Recurrence.MonthlyWeekday monthly) {
            return monthlyWeekday(monthly, parts, zone);
        } else if (recurrence instanceof Recurrence.MonthlyDay monthly) {
            return monthlyDay(monthly.day(), parts, zone);
        } else {
            Recurrence.Once once = (Recurrence.Once) recurrence;
            return new Intervals.Exact(FixedTimes.once(once.date().atTime(time), length, zone));
        }
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

    private static Intervals counted(boolean fromDate) {
        return new Intervals.Inexact(
                fromDate
                        ? "counts from a date, which Alertmanager's intervals cannot: write a frequency without 'from', or"
                                + " single dates"
                        : "does not come every day or week, which is all that Alertmanager's intervals can count: write"
                                + " a daily or weekly frequency, or single dates");
    }

    private static Intervals daily(List<DayPart> parts, Duration length, ZoneId zone) {
        if (length.compareTo(DAY) >= 0) {
            return endless("a day");
        }
        List<TimeRange> times = parts.stream().map(DayPart::range).toList();
        return new Intervals.Exact(
                List.of(new IntervalItem(zone.getId(), List.of(), List.of(), List.of(), List.of(), times)));
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
                    zone.getId(), List.of(), List.of(), List.of(), weekdays(shifted), List.of(part.range())));
        }
        return new Intervals.Exact(items);
    }

    private static Intervals monthlyWeekday(Recurrence.MonthlyWeekday monthly, List<DayPart> parts, ZoneId zone) {
        int last = parts.get(parts.size() - 1).day();
        if (monthly.ordinal() < 1 || 7 * monthly.ordinal() + last > SHORTEST_MONTH) {
            return new Intervals.Inexact(
                    "depends on the length of the month, which Alertmanager up to 0.34.0 gets wrong where the clocks"
                            + " change: write one of the first to third weekdays, or the fourth and end before midnight");
        }
        List<IntervalItem> items = new ArrayList<>();
        for (DayPart part : parts) {
            int first = 7 * (monthly.ordinal() - 1) + 1 + part.day();
            items.add(new IntervalItem(
                    zone.getId(),
                    List.of(),
                    List.of(),
                    List.of(first + ":" + (first + 6)),
                    weekdays(List.of(monthly.day().plus(part.day()))),
                    List.of(part.range())));
        }
        return new Intervals.Exact(items);
    }

    private static Intervals monthlyDay(int day, List<DayPart> parts, ZoneId zone) {
        int last = parts.get(parts.size() - 1).day();
        if (day < 1 || day + last > SHORTEST_MONTH) {
            return new Intervals.Inexact(
                    "depends on the length of the month, which Alertmanager up to 0.34.0 gets wrong where the clocks"
                            + " change: choose a day and a duration that end by the 28th");
        }
        List<IntervalItem> items = new ArrayList<>();
        for (DayPart part : parts) {
            items.add(new IntervalItem(
                    zone.getId(),
                    List.of(),
                    List.of(),
                    List.of(Integer.toString(day + part.day())),
                    List.of(),
                    List.of(part.range())));
        }
        return new Intervals.Exact(items);
    }

    private static Intervals endless(String period) {
        return new Intervals.Inexact("never closes: its duration must be shorter than " + period);
    }

    /** Names, neighbours as ranges. Alertmanager's week begins with Sunday, and a range never wraps around it. */
    private static List<String> weekdays(Collection<DayOfWeek> days) {
        List<DayOfWeek> sorted = days.stream()
                .sorted(Comparator.comparingInt(CalendarIntervals::sinceSunday))
                .toList();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < sorted.size(); ) {
            int j = i;
            while (j + 1 < sorted.size() && sinceSunday(sorted.get(j + 1)) == sinceSunday(sorted.get(j)) + 1) {
                j++;
            }
            names.add(i == j ? name(sorted.get(i)) : name(sorted.get(i)) + ":" + name(sorted.get(j)));
            i = j + 1;
        }
        return names;
    }

    private static int sinceSunday(DayOfWeek day) {
        return day.getValue() % 7;
    }

    private static String name(DayOfWeek day) {
        return day.name().toLowerCase(Locale.ROOT);
    }
}
