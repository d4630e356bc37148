package io.watchbill.alertmanager.calendar;

import io.watchbill.alertmanager.format.IntervalItem;
import io.watchbill.spec.calendar.Frequency;
import io.watchbill.spec.calendar.Recurrence;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Windows as dates up to a horizon, where no rule of Alertmanager says the same. */
final class DatedIntervals {

    /** A frequency that does not come within so many years is none. */
    private static final int MOST_YEARS = 100;

    private DatedIntervals() {}

    /**
     * Items by date.
     *
     * @param reason why no rule says the same
     */
    static Intervals of(Frequency frequency, Duration length, ZoneId zone, Horizon horizon, String reason) {
        Recurrence recurrence = frequency.recurrence();
        LocalDate first = horizon.first().minusDays(length.toDays() + 1);
        Optional<LocalDate> over = recurrence.last().filter(last -> !last.isAfter(horizon.last()));
        LocalDate last = over.orElse(horizon.last());
        List<LocalDate> dates = first.isAfter(last)
                ? List.of()
                : first.datesUntil(last.plusDays(1)).filter(recurrence::on).toList();
        if (dates.isEmpty()) {
            // Nothing in sight: a single date, so that the interval exists and routes can name it.
            dates = nearest(recurrence, first).stream().toList();
        }
        if (dates.isEmpty()) {
            return new Intervals.Inexact("does not come within " + MOST_YEARS + " years");
        }
        List<LocalDateTime> starts =
                dates.stream().map(date -> date.atTime(frequency.time())).toList();
        List<IntervalItem> items = FixedTimes.byWallClock(starts, length, zone);
        LocalDate end = last.isBefore(horizon.first()) ? horizon.first() : last;
        Optional<Instant> counterexample =
                new Proof(frequency, length, zone, horizon.first(), end).counterexample(items);
        if (items.isEmpty() || counterexample.isPresent()) {
            return new Intervals.Inexact("cannot be said by dates either"
                    + counterexample.map(at -> ": they are wrong at " + at).orElse(""));
        }
        return over.isPresent() ? new Intervals.Exact(items) : new Intervals.Unrolled(items, last, reason);
    }

    private static Optional<LocalDate> nearest(Recurrence recurrence, LocalDate first) {
        Stream<LocalDate> later = first.datesUntil(first.plusYears(MOST_YEARS));
        Stream<LocalDate> earlier =
                Stream.iterate(first, date -> date.minusDays(1)).limit(MOST_YEARS * 366L);
        return Stream.concat(later, earlier).filter(recurrence::on).findFirst();
    }
}
