package io.watchbill.alertmanager.calendar;

import io.watchbill.alertmanager.format.IntervalItem;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * When an interval holds, as {@code timeinterval.ContainsTime} of Alertmanager 0.25 to 0.34.0 decides it, with its
 * month of too few days where the clocks go forward.
 */
final class AlertmanagerClock {

    private AlertmanagerClock() {}

    static boolean holds(List<IntervalItem> items, Instant now) {
        return items.stream().anyMatch(item -> holds(item, now.atZone(ZoneId.of(item.location()))));
    }

    private static boolean holds(IntervalItem item, ZonedDateTime now) {
        return any(item.times(), range -> {
                    int minute = now.getHour() * 60 + now.getMinute();
                    return minutes(range.startTime()) <= minute && minute < minutes(range.endTime());
                })
                && any(item.daysOfMonth(), range -> dayIsIn(range, now))
                && any(
                        item.months(),
                        month -> month.equals(lower(now.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH))))
                && any(item.weekdays(), range -> {
                    String[] ends = range.split(":");
                    int day = now.getDayOfWeek().getValue() % 7;
                    return weekday(ends[0]) <= day && day <= weekday(ends[ends.length - 1]);
                })
                && any(item.years(), year -> year.equals(Integer.toString(now.getYear())));
    }

    private static boolean dayIsIn(String range, ZonedDateTime now) {
        LocalDate first = now.toLocalDate().withDayOfMonth(1);
        int length = (int) Duration.between(
                        first.atStartOfDay(now.getZone()), first.plusMonths(1).atStartOfDay(now.getZone()))
                .toDays();
        String[] ends = range.split(":");
        int begin = fromEnd(Integer.parseInt(ends[0]), length);
        int end = fromEnd(Integer.parseInt(ends[ends.length - 1]), length);
        return begin <= length && begin <= now.getDayOfMonth() && now.getDayOfMonth() <= Math.min(end, length);
    }

    private static int fromEnd(int day, int length) {
        return day < 0 ? length + day + 1 : day;
    }

    private static int minutes(String clock) {
        return clock.equals("24:00") ? 24 * 60 : LocalTime.parse(clock).toSecondOfDay() / 60;
    }

    /** Sunday is 0 and a range may not wrap, so that saturday:sunday is none. */
    private static int weekday(String name) {
        return List.of("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")
                .indexOf(name);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static <T> boolean any(List<T> list, Predicate<T> test) {
        return list.isEmpty() || list.stream().anyMatch(test);
    }
}
