package io.watchbill.alertmanager.semantics;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;

/** How many days a month has for an Alertmanager. */
public enum MonthLength {
    /** As the calendar says, after 0.34.0. */
    CALENDAR {
        @Override
        int of(LocalDate first, ZoneId zone) {
            return first.lengthOfMonth();
        }
    },
    /** Its hours over 24, up to 0.34.0: one day too few where the clocks are put forward. */
    HOURS {
        @Override
        int of(LocalDate first, ZoneId zone) {
            return (int) Duration.between(
                            first.atStartOfDay(zone), first.plusMonths(1).atStartOfDay(zone))
                    .toDays();
        }
    };

    /** Days of the month that begins on {@code first}. */
    abstract int of(LocalDate first, ZoneId zone);
}
