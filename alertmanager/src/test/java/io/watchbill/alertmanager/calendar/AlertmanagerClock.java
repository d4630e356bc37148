package io.watchbill.alertmanager.calendar;

import io.watchbill.alertmanager.format.IntervalItem;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * When an interval holds, as {@code timeinterval.ContainsTime} of Alertmanager decides it: read from its text, and written apart from
 * what the program uses.
 *
 * <p>Versions 0.25 to 0.34.0 take a month for its hours divided by 24, rounded down: where the clocks go forward it has a
 * day too few, and the last day is matched by no number.
 */
final class AlertmanagerClock {

    private static final List<String> WEEK =
            List.of("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday");
    private static final List<String> YEAR = List.of(
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december");

    private AlertmanagerClock() {}

    /** Whether one of the items holds, in versions that miscount days. */
    static boolean holds(List<IntervalItem> items, Instant now) {
        return holds(items, now, true);
    }

    /**
     * Whether one of the items holds.
     *
     * @param miscountsDays whether the version takes a month in which the clocks go forward for a day shorter
     */
    static boolean holds(List<IntervalItem> items, Instant now, boolean miscountsDays) {
        return items.stream().anyMatch(item -> holds(item, now.atZone(zone(item)), miscountsDays));
    }

    private static ZoneId zone(IntervalItem item) {
        return ZoneId.of(item.location());
    }

    private static boolean holds(IntervalItem item, ZonedDateTime now, boolean miscountsDays) {
        return any(item.times(), range -> {
                    int minute = now.getHour() * 60 + now.getMinute();
                    return minutes(range.startTime()) <= minute && minute < minutes(range.endTime());
                })
                && any(item.daysOfMonth(), range -> dayIsIn(range, now, miscountsDays))
                && any(item.months(), range -> isIn(range, AlertmanagerClock::month, now.getMonthValue()))
                && any(
                        item.weekdays(),
                        range -> isIn(range, WEEK::indexOf, now.getDayOfWeek().getValue() % 7))
                && any(item.years(), range -> isIn(range, Integer::parseInt, now.getYear()));
    }

    /** Ends are included, and no range wraps: saturday:sunday is none, because Sunday is the first. */
    private static boolean isIn(String range, ToIntFunction<String> number, int value) {
        String[] ends = range.toLowerCase(Locale.ROOT).split(":", 2);
        return number.applyAsInt(ends[0]) <= value && value <= number.applyAsInt(ends[ends.length - 1]);
    }

    private static boolean dayIsIn(String range, ZonedDateTime now, boolean miscountsDays) {
        int length = miscountsDays ? miscounted(now) : now.toLocalDate().lengthOfMonth();
        String[] ends = range.split(":", 2);
        int begin = fromEnd(Integer.parseInt(ends[0]), length);
        int end = fromEnd(Integer.parseInt(ends[ends.length - 1]), length);
        return begin <= length && begin <= now.getDayOfMonth() && now.getDayOfMonth() <= Math.min(end, length);
    }

    private static int miscounted(ZonedDateTime now) {
        LocalDate first = now.toLocalDate().withDayOfMonth(1);
        return (int) Duration.between(
                        first.atStartOfDay(now.getZone()), first.plusMonths(1).atStartOfDay(now.getZone()))
                .toDays();
    }

    private static int fromEnd(int day, int length) {
        return day < 0 ? length + day + 1 : day;
    }

    private static int month(String name) {
        int index = YEAR.indexOf(name);
        return index < 0 ? Integer.parseInt(name) : index + 1;
    }

    private static int minutes(String clock) {
        return clock.equals("24:00") ? 24 * 60 : LocalTime.parse(clock).toSecondOfDay() / 60;
    }

    private static <T> boolean any(List<T> list, Predicate<T> test) {
        return list.isEmpty() || list.stream().anyMatch(test);
    }
}
