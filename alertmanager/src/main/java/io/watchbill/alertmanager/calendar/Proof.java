package io.watchbill.alertmanager.calendar;

import io.watchbill.alertmanager.format.IntervalItem;
import io.watchbill.alertmanager.semantics.IntervalClock;
import io.watchbill.alertmanager.semantics.MonthLength;
import io.watchbill.spec.calendar.Frequency;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether items hold exactly when the clock on the wall is in a window. Both can change only at a midnight, at an edge of the
 * window or of an item, on the clock of its zone, or when the clocks change. All these instants are looked at, and between
 * two of them nothing happens, so that equality there is equality at every instant.
 */
final class Proof {

    private final Frequency frequency;
    private final Duration length;
    private final ZoneId zone;
    private final LocalDate first;
    private final LocalDate last;

    /**
     * @param first the first day that is looked at
     * @param last the last one
     */
    Proof(Frequency frequency, Duration length, ZoneId zone, LocalDate first, LocalDate last) {
        this.frequency = frequency;
        this.length = length;
        this.zone = zone;
        this.first = first;
        this.last = last;
    }

    /** An instant at which some Alertmanager would be wrong; empty where all are right. */
    Optional<Instant> counterexample(List<IntervalItem> items) {
        LocalDateTime[] starts = first.minusDays(length.toDays() + 1)
                .datesUntil(last.plusDays(2))
                .filter(frequency.recurrence()::on)
                .map(date -> date.atTime(frequency.time()))
                .toArray(LocalDateTime[]::new);
        List<Instant> instants = instants(items);
        for (MonthLength monthLength : lengths(items)) {
            IntervalClock clock = new IntervalClock(items, monthLength);
            for (Instant at : instants) {
                if (clock.holds(at) != isOpen(starts, LocalDateTime.ofInstant(at, zone))) {
                    return Optional.of(at);
                }
            }
        }
        return Optional.empty();
    }

    /** Where no item counts days, months are of no account. */
    private static List<MonthLength> lengths(List<IntervalItem> items) {
        boolean counts = items.stream().anyMatch(item -> !item.daysOfMonth().isEmpty());
        return counts ? List.of(MonthLength.values()) : List.of(MonthLength.CALENDAR);
    }

    /** All windows are of one length, so that the latest to begin is the latest to end. */
    private boolean isOpen(LocalDateTime[] starts, LocalDateTime now) {
        int low = 0;
        int high = starts.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (starts[middle].isAfter(now)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low > 0 && now.isBefore(starts[low - 1].plus(length));
    }

    private List<Instant> instants(List<IntervalItem> items) {
        Set<LocalTime> local = new HashSet<>(
                List.of(LocalTime.MIDNIGHT, frequency.time(), frequency.time().plus(length)));
        Set<LocalTime> utc = new HashSet<>();
        for (IntervalItem item : items) {
            Set<LocalTime> edges = item.location().equals(zone.getId()) ? local : utc;
            edges.add(LocalTime.MIDNIGHT);
            item.times().forEach(range -> {
                edges.add(DayParts.time(range.startTime()));
                edges.add(DayParts.time(range.endTime()));
            });
        }
        List<Instant> instants = new ArrayList<>();
        Instant begin = first.atStartOfDay(zone).toInstant();
        Instant end = last.plusDays(1).atStartOfDay(zone).toInstant();
        first.datesUntil(last.plusDays(1)).forEach(date -> {
            for (LocalTime time : local) {
                for (ZoneOffset offset : zone.getRules().getValidOffsets(date.atTime(time))) {
                    instants.add(date.atTime(time).toInstant(offset));
                }
            }
            utc.forEach(time -> instants.add(date.atTime(time).toInstant(ZoneOffset.UTC)));
        });
        for (ZoneOffsetTransition change = zone.getRules().nextTransition(begin);
                change != null && change.getInstant().isBefore(end);
                change = zone.getRules().nextTransition(change.getInstant())) {
            instants.add(change.getInstant());
        }
        instants.removeIf(at -> at.isBefore(begin) || !at.isBefore(end));
        return List.copyOf(instants);
    }
}
