package io.watchbill.spec.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
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
}
