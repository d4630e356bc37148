package io.watchbill.alertmanager.calendar;

import io.watchbill.alertmanager.calendar.DayParts.DayPart;
import io.watchbill.alertmanager.format.IntervalItem;
import io.watchbill.alertmanager.format.IntervalItem.TimeRange;
import io.watchbill.spec.calendar.WallClock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Times that come once. They are written in the zone in which people think of them, and in UTC where that zone would
 * say something else: over a change of the clocks, and on the last day of a month that loses an hour, which
 * Alertmanager up to 0.34.0 takes for a day after the month's end (it divides the month's hours by 24).
 */
final class FixedTimes {

    private FixedTimes() {}

    /** Whole days of {@code zone}: one item for each month. */
    static List<IntervalItem> days(Collection<LocalDate> days, ZoneId zone) {
        Map<YearMonth, List<String>> plain = new TreeMap<>();
        List<IntervalItem> inUtc = new ArrayList<>();
        for (LocalDate day : new TreeSet<>(days)) {
            if (lastDayIsMissed(day, zone)) {
                inUtc.addAll(between(day.atStartOfDay(zone), day.plusDays(1).atStartOfDay(zone)));
            } else {
                plain.computeIfAbsent(YearMonth.from(day), month -> new ArrayList<>())
                        .add(Integer.toString(day.getDayOfMonth()));
            }
        }
        List<IntervalItem> items = new ArrayList<>();
        plain.forEach((month, numbers) -> items.add(item(zone, month, numbers, List.of())));
        items.addAll(inUtc);
        return items;
    }

    /** From {@code start} in {@code zone}, and so long by a stopwatch. */
    static List<IntervalItem> once(LocalDateTime start, Duration length, ZoneId zone) {
        ZonedDateTime from = start.atZone(zone);
        ZonedDateTime to = from.plus(length);
        boolean plain = from.toLocalDateTime().equals(start)
                && from.getOffset().equals(to.getOffset())
                && from.toLocalDate()
                        .datesUntil(to.toLocalDate().plusDays(1))
                        .noneMatch(day -> lastDayIsMissed(day, zone));
        return plain ? inZone(start, length, zone) : between(from, to);
    }

    /** From each start to as much later by the clock on the wall: one item for each month, part of a day and year. */
    static List<IntervalItem> byWallClock(List<LocalDateTime> starts, Duration length, ZoneId zone) {
        Map<YearMonth, Map<TimeRange, Set<LocalDate>>> plain = new TreeMap<>();
        List<IntervalItem> inUtc = new ArrayList<>();
        for (LocalDateTime start : starts) {
            for (DayPart part : DayParts.of(start.toLocalTime(), length)) {
                LocalDate day = start.toLocalDate().plusDays(part.day());
                if (lastDayIsMissed(day, zone)) {
                    LocalDateTime midnight = day.atStartOfDay();
                    ZonedDateTime from = WallClock.reaches(
                                    midnight.plusMinutes(
                                            DayParts.minutes(part.range().startTime())),
                                    zone)
                            .atZone(zone);
                    ZonedDateTime to = WallClock.passes(
                                    midnight.plusMinutes(
                                            DayParts.minutes(part.range().endTime())),
                                    zone)
                            .atZone(zone);
                    if (to.isAfter(from)) {
                        inUtc.addAll(between(from, to));
                    }
                } else {
                    plain.computeIfAbsent(YearMonth.from(day), ignored -> new LinkedHashMap<>())
                            .computeIfAbsent(part.range(), ignored -> new TreeSet<>())
                            .add(day);
                }
            }
        }
        List<IntervalItem> items = new ArrayList<>();
        plain.forEach((month, ranges) -> ranges.forEach((range, days) -> items.add(item(
                zone,
                month,
                days.stream().map(day -> Integer.toString(day.getDayOfMonth())).toList(),
                List.of(range)))));
        items.addAll(inUtc);
        return items;
    }

    private static List<IntervalItem> between(ZonedDateTime from, ZonedDateTime to) {
        return inZone(
                from.withZoneSameInstant(ZoneOffset.UTC).toLocalDateTime(),
                Duration.between(from, to),
                ZoneId.of("UTC"));
    }

    private static List<IntervalItem> inZone(LocalDateTime start, Duration length, ZoneId zone) {
        List<IntervalItem> items = new ArrayList<>();
        for (DayPart part : DayParts.of(start.toLocalTime(), length)) {
            LocalDate day = start.toLocalDate().plusDays(part.day());
            items.add(item(
                    zone, YearMonth.from(day), List.of(Integer.toString(day.getDayOfMonth())), List.of(part.range())));
        }
        return items;
    }

    private static IntervalItem item(ZoneId zone, YearMonth month, List<String> days, List<TimeRange> times) {
        return new IntervalItem(
                zone.getId(),
                List.of(Integer.toString(month.getYear())),
                IntervalNames.months(List.of(month.getMonth())),
                days,
                List.of(),
                times);
    }

    private static boolean lastDayIsMissed(LocalDate day, ZoneId zone) {
        LocalDate first = day.withDayOfMonth(1);
        LocalDate next = first.plusMonths(1);
        Duration month = Duration.between(first.atStartOfDay(zone), next.atStartOfDay(zone));
        return day.equals(next.minusDays(1)) && month.toDays() < day.getDayOfMonth();
    }
}
