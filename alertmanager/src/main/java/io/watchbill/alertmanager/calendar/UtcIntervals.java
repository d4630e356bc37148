package io.watchbill.alertmanager.calendar;

import io.watchbill.alertmanager.format.IntervalItem;
import io.watchbill.alertmanager.format.IntervalItem.TimeRange;
import io.watchbill.alertmanager.semantics.IntervalClock;
import io.watchbill.alertmanager.semantics.MonthLength;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Intervals for readers that know UTC alone: every day on which they hold, written out by date. A day of UTC is never put
 * forward or back, so that no version of Alertmanager miscounts it.
 */
public final class UtcIntervals {

    private static final ZoneId UTC = ZoneId.of("UTC");

    /** A year that is over, for what never comes: an interval without an item would not be one. */
    private static final String NEVER = "2000";

    private static final String FOR_EVER = "2999";

    private UtcIntervals() {}

    /** Whether they say the same to a reader that takes no notice of their location. */
    public static boolean isPlain(List<IntervalItem> items) {
        return items.stream()
                .allMatch(item -> ZoneId.of(item.location()).normalized().equals(ZoneOffset.UTC));
    }

    /** Items that hold exactly when these do, from the first day of the horizon to its last one; never outside of it. */
    public static List<IntervalItem> of(List<IntervalItem> items, Horizon horizon) {
        Map<YearMonth, Map<List<TimeRange>, List<LocalDate>>> months = new TreeMap<>();
        days(items, horizon)
                .forEach((day, ranges) -> months.computeIfAbsent(YearMonth.from(day), month -> new LinkedHashMap<>())
                        .computeIfAbsent(ranges, same -> new ArrayList<>())
                        .add(day));
        List<IntervalItem> written = new ArrayList<>();
        months.forEach((month, days) -> days.forEach((ranges, dates) -> written.add(new IntervalItem(
                UTC.getId(),
                List.of(Integer.toString(month.getYear())),
                IntervalNames.months(List.of(month.getMonth())),
                ranges(dates),
                List.of(),
                ranges.equals(List.of(DayParts.WHOLE_DAY)) ? List.of() : ranges))));
        return written.isEmpty() ? List.of(years(NEVER)) : written;
    }

    /** The time after the horizon, for what must not end with it. */
    public static IntervalItem after(Horizon horizon) {
        return years(horizon.last().getYear() + 1 + ":" + FOR_EVER);
    }

    private static IntervalItem years(String years) {
        return new IntervalItem(UTC.getId(), List.of(years), List.of(), List.of(), List.of(), List.of());
    }

    /** The parts of each day in UTC in which the items hold. */
    private static Map<LocalDate, List<TimeRange>> days(List<IntervalItem> items, Horizon horizon) {
        Instant end = horizon.last().plusDays(1).atStartOfDay(UTC).toInstant();
        IntervalClock clock = new IntervalClock(items, MonthLength.CALENDAR);
        Map<LocalDate, List<TimeRange>> days = new TreeMap<>();
        LocalDateTime open = null;
        for (Instant edge : edges(items, horizon)) {
            boolean holds = edge.isBefore(end) && clock.holds(edge);
            LocalDateTime now = LocalDateTime.ofInstant(edge, UTC);
            if (holds && open == null) {
                open = now;
            } else if (!holds && open != null) {
                add(days, open, now);
                open = null;
            }
        }
        return days;
    }

    private static void add(Map<LocalDate, List<TimeRange>> days, LocalDateTime from, LocalDateTime to) {
        LocalDateTime begin = from;
        while (begin.isBefore(to)) {
            LocalDateTime midnight = begin.toLocalDate().plusDays(1).atStartOfDay();
            String until = to.isBefore(midnight) ? to.toLocalTime().toString() : DayParts.MIDNIGHT;
            days.computeIfAbsent(begin.toLocalDate(), day -> new ArrayList<>())
                    .add(new TimeRange(begin.toLocalTime().toString(), until));
            begin = midnight;
        }
    }

    /** Every instant at which an item could begin or cease to hold, in order. */
    private static SortedSet<Instant> edges(List<IntervalItem> items, Horizon horizon) {
        TreeSet<Instant> edges = new TreeSet<>();
        Instant begin = horizon.first().atStartOfDay(UTC).toInstant();
        Instant end = horizon.last().plusDays(1).atStartOfDay(UTC).toInstant();
        edges.add(begin);
        edges.add(end);
        Map<ZoneId, TreeSet<LocalTime>> times = new LinkedHashMap<>();
        for (IntervalItem item : items) {
            TreeSet<LocalTime> ofZone = times.computeIfAbsent(ZoneId.of(item.location()), zone -> new TreeSet<>());
            ofZone.add(LocalTime.MIDNIGHT);
            item.times().forEach(range -> {
                ofZone.add(DayParts.time(range.startTime()));
                ofZone.add(DayParts.time(range.endTime()));
            });
        }
        times.forEach((zone, ofZone) -> {
            horizon.first()
                    .minusDays(1)
                    .datesUntil(horizon.last().plusDays(2))
                    .forEach(date -> ofZone.forEach(time -> {
                        for (ZoneOffset offset : zone.getRules().getValidOffsets(date.atTime(time))) {
                            edges.add(date.atTime(time).toInstant(offset));
                        }
                    }));
            for (ZoneOffsetTransition change = zone.getRules().nextTransition(begin);
                    change != null && change.getInstant().isBefore(end);
                    change = zone.getRules().nextTransition(change.getInstant())) {
                edges.add(change.getInstant());
            }
        });
        edges.removeIf(edge -> edge.isBefore(begin) || edge.isAfter(end));
        return edges;
    }

    /** Days of one month, neighbours as ranges. */
    private static List<String> ranges(List<LocalDate> dates) {
        List<String> ranges = new ArrayList<>();
        for (int i = 0; i < dates.size(); ) {
            int j = i;
            while (j + 1 < dates.size() && dates.get(j + 1).equals(dates.get(j).plusDays(1))) {
                j++;
            }
            int first = dates.get(i).getDayOfMonth();
            ranges.add(
                    i == j
                            ? Integer.toString(first)
                            : first + ":" + dates.get(j).getDayOfMonth());
            i = j + 1;
        }
        return ranges;
    }
}
