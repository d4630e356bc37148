package io.watchbill.spec.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Days that recur. */
public sealed interface Recurrence
        permits Recurrence.Daily,
                Recurrence.Weekly,
                Recurrence.MonthlyWeekday,
                Recurrence.MonthlyDay,
                Recurrence.Once,
                Recurrence.Bounded,
                RecurrenceRule {
    /** The canonical form, without a time. */
    String text();

    /** Whether it takes place on a day. */
    boolean on(LocalDate date);

    /** Every day, or every so many days counted from a date. */
    record Daily(int interval, Optional<LocalDate> from) implements Recurrence {
        @Override
        public String text() {
            return (interval == 1 ? "every day" : "every " + interval + " days")
                    + from.map(date -> " from " + date).orElse("");
        }

        @Override
        public boolean on(LocalDate date) {
            return from.map(start -> !date.isBefore(start) && ChronoUnit.DAYS.between(start, date) % interval == 0)
                    .orElse(true);
        }
    }

    /**
     * On weekdays of every week, or of every so many weeks counted from the week of a date (Monday to Sunday).
     *
     * @param days in the order of the week, at least one
     */
    record Weekly(int interval, Set<DayOfWeek> days, Optional<LocalDate> from) implements Recurrence {
        public Weekly {
            days = Collections.unmodifiableSet(EnumSet.copyOf(days));
        }

        @Override
        public String text() {
            return "every "
                    + (interval == 1 ? "" : nth(interval) + " ")
                    + (days.size() == 1 ? DayWords.name(days.iterator().next()) : DayWords.text(days))
                    + from.map(date -> " from " + date).orElse("");
        }

        @Override
        public boolean on(LocalDate date) {
            return days.contains(date.getDayOfWeek())
                    && from.map(start -> !date.isBefore(start)
                                    && ChronoUnit.WEEKS.between(monday(start), monday(date)) % interval == 0)
                            .orElse(true);
        }

        private static LocalDate monday(LocalDate date) {
            return date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        }
    }

    /**
     * On the so manieth weekday of every month; months without a fifth one are left out.
     *
     * @param ordinal 1..5, or -1 for the last
     */
    record MonthlyWeekday(int ordinal, DayOfWeek day) implements Recurrence {
        @Override
        public String text() {
            return nth(ordinal) + " " + DayWords.name(day) + " monthly";
        }

        @Override
        public boolean on(LocalDate date) {
            LocalDate candidate = date.with(TemporalAdjusters.dayOfWeekInMonth(ordinal, day));
            return candidate.equals(date);
        }
    }

    /**
     * On a day of every month; months without that day are left out.
     *
     * @param day 1..31, or -1 for the last
     */
    record MonthlyDay(int day) implements Recurrence {
        @Override
        public String text() {
            return (day == -1 ? "last day" : nth(day)) + " monthly";
        }

        @Override
        public boolean on(LocalDate date) {
            return date.getDayOfMonth() == (day == -1 ? date.lengthOfMonth() : day);
        }
    }

    /**
     * Once.
     *
     * @param end when it is over, where the frequency itself says so; later than its beginning
     */
    record Once(LocalDate date, Optional<LocalDateTime> end) implements Recurrence {
        public Once(LocalDate date) {
            this(date, Optional.empty());
        }

        @Override
        public String text() {
            return "once " + date;
        }

        @Override
        public boolean on(LocalDate other) {
            return date.equals(other);
        }
    }

    /**
     * What recurs between two dates, both included, at least one of which is there.
     *
     * @param within neither once nor bounded itself
     */
    record Bounded(Recurrence within, Optional<LocalDate> from, Optional<LocalDate> until) implements Recurrence {
        /** The recurrence, in bounds where there are any. */
        static Recurrence of(Recurrence within, Optional<LocalDate> from, Optional<LocalDate> until) {
            return from.isEmpty() && until.isEmpty() ? within : new Bounded(within, from, until);
        }

        @Override
        public String text() {
            return within.text()
                    + from.map(date -> " from " + date).orElse("")
                    + until.map(date -> " until " + date).orElse("");
        }

        @Override
        public boolean on(LocalDate date) {
            return from.map(first -> !date.isBefore(first)).orElse(true)
                    && until.map(last -> !date.isAfter(last)).orElse(true)
                    && within.on(date);
        }
    }

    /** The last date on which it can take place; empty where it goes on. */
    default Optional<LocalDate> last() {
        if (this instanceof Once once) {
            return Optional.of(once.date());
        } else if (this instanceof Bounded bounded) {
            return bounded.until();
        }
        return this instanceof RecurrenceRule rule ? rule.until() : Optional.empty();
    }

    private static String nth(int number) {
        if (number == -1) {
            return "last";
        }
        int tens = number % 100;
        if (tens >= 11 && tens <= 13) {
            return number + "th";
        }
        return number
                + switch (number % 10) {
                    case 1 -> "st";
                    case 2 -> "nd";
                    case 3 -> "rd";
                    default -> "th";
                };
    }
}
