package io.watchbill.alertmanager.calendar;

import io.watchbill.alertmanager.calendar.DayParts.DayPart;
import io.watchbill.alertmanager.format.IntervalItem;
import io.watchbill.alertmanager.format.IntervalItem.TimeRange;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A part of a window that comes by a pattern, as items that hold every year. Two things stand in the way. Days that pass the
 * end of a month need its length, which for February is not the same every year. And up to 0.34.0 Alertmanager never reaches
 * the last day of a month in which the clocks are put forward: such a month is said apart, and its last day in UTC.
 */
final class SaidIntervals {

    /** No month is shorter. */
    private static final int SHORTEST_MONTH = 28;

    private static final int LONGEST_MONTH = 31;

    /** So that no day is moved past the month after its own. */
    private static final int MOST_DAYS_MOVED = 21;

    private final DayPattern pattern;
    private final DayPart part;
    private final ZoneId zone;
    private final Shortened shortened;
    private final List<IntervalItem> items = new ArrayList<>();

    /**
     * What is special about months in a zone.
     *
     * @param months in which the clocks are put forward in some year
     * @param years that are looked at
     */
    record Shortened(Set<Month> months, LocalDate years) {

        private static final int YEARS = 10;

        /** Of the ten years from a day on. */
        static Shortened of(ZoneId zone, LocalDate first) {
            Set<Month> months = EnumSet.noneOf(Month.class);
            LocalDate end = first.plusYears(YEARS);
            for (ZoneOffsetTransition change = zone.getRules()
                            .nextTransition(first.atStartOfDay(zone).toInstant());
                    change != null && change.getDateTimeBefore().toLocalDate().isBefore(end);
                    change = zone.getRules().nextTransition(change.getInstant())) {
                if (change.isGap()) {
                    months.add(change.getDateTimeBefore().getMonth());
                }
            }
            return new Shortened(months, first);
        }

        /** The offset of a day, at noon, if it is the same in every year. */
        Optional<ZoneOffset> offset(Month month, int day, ZoneId zone) {
            Set<ZoneOffset> offsets = new HashSet<>();
            for (int year = 0; year < YEARS; year++) {
                LocalDate date = LocalDate.of(years.getYear() + year, month, day);
                offsets.add(zone.getRules().getOffset(date.atTime(12, 0)));
            }
            return offsets.size() == 1 ? Optional.of(offsets.iterator().next()) : Optional.empty();
        }
    }

    private SaidIntervals(DayPattern pattern, DayPart part, ZoneId zone, Shortened shortened) {
        this.pattern = pattern;
        this.part = part;
        this.zone = zone;
        this.shortened = shortened;
    }

    /** The items; empty where none hold every year. */
    static Optional<List<IntervalItem>> of(DayPattern pattern, DayPart part, ZoneId zone, Shortened shortened) {
        SaidIntervals said = new SaidIntervals(pattern, part, zone, shortened);
        return said.say() ? Optional.of(said.items) : Optional.empty();
    }

    private boolean say() {
        int shift = part.day();
        if (shift > MOST_DAYS_MOVED) {
            return false;
        } else if (pattern.isWholeMonth() && (shift == 0 || pattern.months().isEmpty())) {
            add(pattern.months(), List.of());
            return true;
        } else if (pattern.first() > 0 && pattern.last() + shift <= SHORTEST_MONTH) {
            add(pattern.months(), days(pattern.first() + shift, pattern.last() + shift));
            return true;
        }
        return pattern.first() < 0 ? fromTheEnd(shift) : pastTheEnd(shift);
    }

    private boolean fromTheEnd(int shift) {
        int first = pattern.first() + shift;
        int last = Math.min(pattern.last() + shift, -1);
        if (first <= -1) {
            Set<Month> plain = EnumSet.copyOf(months());
            plain.removeAll(shortened.months());
            if (!plain.isEmpty()) {
                add(plain.size() == Month.values().length ? Set.of() : plain, days(first, last));
            }
            for (Month month : months()) {
                if (shortened.months().contains(month)
                        && (month == Month.FEBRUARY
                                || !within(month, month.maxLength() + 1 + first, month.maxLength() + 1 + last))) {
                    return false;
                }
            }
        }
        if (pattern.last() + shift >= 0) {
            addSpill(months(), Math.max(first, 0) + 1, pattern.last() + shift + 1);
        }
        return true;
    }

    /** Month by month, because each has an end of its own. */
    private boolean pastTheEnd(int shift) {
        int start = pattern.isWholeMonth() ? 1 : pattern.first();
        int stop = pattern.isWholeMonth() ? LONGEST_MONTH : pattern.last();
        Map<List<Integer>, Set<Month>> spills = new LinkedHashMap<>();
        Map<List<Integer>, Set<Month>> plain = new LinkedHashMap<>();
        for (Month month : months()) {
            List<Integer> spill = spill(month.maxLength(), start, stop, shift);
            if (!spill.equals(spill(month.minLength(), start, stop, shift))) {
                return false;
            } else if (!spill.isEmpty()) {
                spills.computeIfAbsent(spill, ignored -> EnumSet.noneOf(Month.class))
                        .add(month);
            }
            int last = Math.min(stop, month.maxLength()) + shift;
            int first = start + shift;
            if (first <= Math.min(last, month.maxLength())) {
                if (!shortened.months().contains(month)) {
                    plain.computeIfAbsent(
                                    List.of(first, Math.min(last, month.maxLength())),
                                    ignored -> EnumSet.noneOf(Month.class))
                            .add(month);
                } else if (month == Month.FEBRUARY || !within(month, first, Math.min(last, month.maxLength()))) {
                    return false;
                }
            }
        }
        plain.forEach((range, months) -> add(months, days(range.get(0), range.get(1))));
        spills.forEach((range, months) -> addSpill(months, range.get(0), range.get(1)));
        return true;
    }

    /** The days of the next month, first and last, that a range of days reaches when it is moved. */
    private static List<Integer> spill(int length, int start, int stop, int shift) {
        int first = Math.max(start + shift - length, 1);
        int last = Math.min(stop, length) + shift - length;
        return start > length || first > last ? List.of() : List.of(first, last);
    }

    /** Days of a month that is one day too short for an Alertmanager. */
    private boolean within(Month month, int first, int last) {
        int length = month.maxLength();
        if (first < length) {
            add(Set.of(month), days(first, Math.min(last, length - 1)));
        }
        return last < length || lastDay(month, length);
    }

    private boolean lastDay(Month month, int length) {
        Optional<ZoneOffset> offset = shortened.offset(month, length, zone);
        if (offset.isEmpty()) {
            return false;
        }
        int ahead = offset.get().getTotalSeconds() / 60;
        int from = DayParts.minutes(part.range().startTime()) - ahead;
        int to = DayParts.minutes(part.range().endTime()) - ahead;
        for (int day = Math.floorDiv(from, DayParts.MINUTES_OF_DAY); day * DayParts.MINUTES_OF_DAY < to; day++) {
            int midnight = day * DayParts.MINUTES_OF_DAY;
            TimeRange range =
                    DayParts.range(Math.max(from - midnight, 0), Math.min(to - midnight, DayParts.MINUTES_OF_DAY));
            int number = length + day;
            boolean next = number > length;
            items.add(new IntervalItem(
                    "UTC",
                    List.of(),
                    IntervalNames.months(Set.of(next ? month.plus(1) : month)),
                    days(next ? 1 : number, next ? 1 : number),
                    weekdays(part.day() + day),
                    List.of(range)));
        }
        return true;
    }

    private void addSpill(Collection<Month> of, int first, int last) {
        Set<Month> next = EnumSet.noneOf(Month.class);
        of.forEach(month -> next.add(month.plus(1)));
        add(next.size() == Month.values().length ? Set.of() : next, days(first, last));
    }

    private void add(Set<Month> months, List<String> days) {
        items.add(new IntervalItem(
                zone.getId(),
                List.of(),
                IntervalNames.months(months),
                days,
                weekdays(part.day()),
                List.of(part.range())));
    }

    private List<String> weekdays(int shift) {
        List<DayOfWeek> moved =
                pattern.weekdays().stream().map(day -> day.plus(shift)).toList();
        return IntervalNames.weekdays(moved);
    }

    private Set<Month> months() {
        return pattern.months().isEmpty() ? EnumSet.allOf(Month.class) : pattern.months();
    }

    private static List<String> days(int first, int last) {
        return List.of(first == last ? String.valueOf(first) : first + ":" + last);
    }
}
