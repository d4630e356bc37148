package io.watchbill.alertmanager.calendar;

import java.time.Duration;
import java.time.LocalDate;

/**
 * How far dates are written out. Whole years, so that a specification that does not change gives the same file on every day
 * of a year.
 *
 * @param today in any zone
 * @param ahead how far at least
 */
public record Horizon(LocalDate today, Duration ahead) {

    /** The first day of this year. */
    public LocalDate first() {
        return today.withDayOfYear(1);
    }

    /** The last day of the year that is reached from the end of this one. */
    public LocalDate last() {
        LocalDate reached = first().plusYears(1).plusDays(ahead.toDays());
        return reached.withDayOfYear(reached.lengthOfYear());
    }
}
