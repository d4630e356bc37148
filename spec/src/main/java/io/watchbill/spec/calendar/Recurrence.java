package io.watchbill.spec.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Days that recur. */
public sealed interface Recurrence {
    /** Every day, or every so many days counted from a date. */
    record Daily(int interval, Optional<LocalDate> from) implements Recurrence {}

    /**
     * On weekdays of every week, or of every so many weeks counted from a date.
     *
     * @param days in the order of the week, at least one
     */
    record Weekly(int interval, Set<DayOfWeek> days, Optional<LocalDate> from) implements Recurrence {
        public Weekly {
            days = Collections.unmodifiableSet(EnumSet.copyOf(days));
        }
    }

    /**
     * On the so manieth weekday of every month.
     *
     * @param ordinal 1..5, or -1 for the last
     */
    record MonthlyWeekday(int ordinal, DayOfWeek day) implements Recurrence {}

    /**
     * On a day of every month; months without that day are left out.
     *
     * @param day 1..31, or -1 for the last
     */
    record MonthlyDay(int day) implements Recurrence {}

    /** Once. */
    record Once(LocalDate date) implements Recurrence {}
}
