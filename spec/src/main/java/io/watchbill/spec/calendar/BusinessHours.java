package io.watchbill.spec.calendar;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * When people work.
 *
 * @param days in the order of the week
 * @param opens included
 * @param closes excluded
 * @param holidays days on which nobody works
 */
public record BusinessHours(Set<DayOfWeek> days, LocalTime opens, LocalTime closes, List<LocalDate> holidays) {
    /** Monday to Friday, nine to five. */
    public static final BusinessHours DEFAULT = new BusinessHours(
            EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), LocalTime.of(9, 0), LocalTime.of(17, 0), List.of());

    public BusinessHours {
        days = Collections.unmodifiableSet(EnumSet.copyOf(days));
        holidays = List.copyOf(holidays);
    }

    /** Whether people work then. */
    public boolean open(Instant at, ZoneId zone) {
        ZonedDateTime local = at.atZone(zone);
        LocalTime time = local.toLocalTime();
        return workday(local.toLocalDate()) && !time.isBefore(opens) && time.isBefore(closes);
    }

    /** The next time at which people begin to work, strictly after; empty where no day of the coming year is a workday. */
    public Optional<ZonedDateTime> nextOpening(Instant after, ZoneId zone) {
        LocalDate today = after.atZone(zone).toLocalDate();
        return today.datesUntil(today.plusYears(1))
                .filter(this::workday)
                .map(date -> ZonedDateTime.of(date, opens, zone))
                .filter(opening -> opening.toInstant().isAfter(after))
                .findFirst();
    }

    private boolean workday(LocalDate date) {
        return days.contains(date.getDayOfWeek()) && !holidays.contains(date);
    }
}
