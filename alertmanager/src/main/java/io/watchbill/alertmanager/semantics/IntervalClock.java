package io.watchbill.alertmanager.semantics;

import io.watchbill.alertmanager.format.IntervalItem;
import io.watchbill.alertmanager.format.IntervalItem.TimeRange;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * When items hold, as Alertmanager's {@code TimeInterval.ContainsTime} decides it: any item, and of an item every member. Not
 * thread-safe: it remembers the lengths of months.
 */
public final class IntervalClock {

    private final List<Item> items;
    private final MonthLength monthLength;
    private final Map<ZoneId, Map<LocalDate, Integer>> lengths = new HashMap<>();

    /** An included range of numbers. */
    private record Range(int first, int last) {
        static Range of(String text) {
            String[] ends = text.split(":", 2);
            return new Range(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
        }

        boolean contains(int number) {
            return first <= number && number <= last;
        }
    }

    /** An item in numbers; months from 1, weekdays from Sunday 0, minutes of the day. */
    private record Item(
            ZoneId zone,
            List<Range> years,
            List<Range> months,
            List<Range> days,
            List<Range> weekdays,
            List<Range> minutes) {}

    /**
     * @param items of one named interval
     * @param monthLength how long a month is for that Alertmanager
     */
    public IntervalClock(List<IntervalItem> items, MonthLength monthLength) {
        this.items = items.stream().map(IntervalClock::item).toList();
        this.monthLength = monthLength;
    }

    /** Whether one of the items holds. */
    public boolean holds(Instant at) {
        ZoneId zone = ZoneOffset.UTC;
        LocalDateTime local = LocalDateTime.ofInstant(at, zone);
        for (Item item : items) {
            if (!item.zone().equals(zone)) {
                zone = item.zone();
                local = LocalDateTime.ofInstant(at, zone);
            }
            if (any(item.minutes(), local.getHour() * 60 + local.getMinute())
                    && any(item.years(), local.getYear())
                    && any(item.months(), local.getMonthValue())
                    && any(item.weekdays(), local.getDayOfWeek().getValue() % 7)
                    && (item.days().isEmpty() || isOn(item, local.toLocalDate()))) {
                return true;
            }
        }
        return false;
    }

    /** Alertmanager counts a range from the end of the month, and cuts it there; one that begins after the end is none. */
    private boolean isOn(Item item, LocalDate date) {
        int length = lengths.computeIfAbsent(item.zone(), ignored -> new HashMap<>())
                .computeIfAbsent(date.withDayOfMonth(1), first -> monthLength.of(first, item.zone()));
        for (Range range : item.days()) {
            int first = range.first() < 0 ? length + range.first() + 1 : range.first();
            int last = range.last() < 0 ? length + range.last() + 1 : range.last();
            if (first <= length && new Range(first, Math.min(last, length)).contains(date.getDayOfMonth())) {
                return true;
            }
        }
        return false;
    }

    private static boolean any(List<Range> ranges, int number) {
        return ranges.isEmpty() || ranges.stream().anyMatch(range -> range.contains(number));
    }

    private static Item item(IntervalItem item) {
        List<Range> months = new ArrayList<>();
        for (String names : item.months()) {
            String[] ends = names.split(":", 2);
            months.add(new Range(month(ends[0]), month(ends[ends.length - 1])));
        }
        List<Range> weekdays = new ArrayList<>();
        for (String names : item.weekdays()) {
            String[] ends = names.split(":", 2);
            weekdays.add(new Range(weekday(ends[0]), weekday(ends[ends.length - 1])));
        }
        return new Item(
                ZoneId.of(item.location()),
                item.years().stream().map(Range::of).toList(),
                months,
                item.daysOfMonth().stream().map(Range::of).toList(),
                weekdays,
                item.times().stream().map(IntervalClock::minutes).toList());
    }

    private static Range minutes(TimeRange range) {
        return new Range(minutes(range.startTime()), minutes(range.endTime()) - 1);
    }

    /** {@code HH:MM}; 24:00 is the end of the day. */
    private static int minutes(String clock) {
        String[] parts = clock.split(":", 2);
        return Integer.parseInt(parts[0]) * 60 + Integer.parseInt(parts[1]);
    }

    private static int month(String name) {
        return Month.valueOf(name.toUpperCase(Locale.ROOT)).getValue();
    }

    private static int weekday(String name) {
        return DayOfWeek.valueOf(name.toUpperCase(Locale.ROOT)).getValue() % 7;
    }
}
