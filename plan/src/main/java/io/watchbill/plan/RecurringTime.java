package io.watchbill.plan;

import io.watchbill.spec.calendar.ClockChanges;
import io.watchbill.spec.calendar.Frequency;
import io.watchbill.spec.calendar.Recurrence;
import io.watchbill.spec.calendar.RecurrenceRule;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A recurring time of a zone as PromQL, which knows UTC alone. The expression is over 0 from each beginning of the frequency, as
 * {@link Frequency#between} gives them, for the duration in real time, and 0 otherwise.
 *
 * <p>A beginning is looked for under each offset that the zone's clocks have: with an offset o, the instant lies
 * {@code e = (time + o - timeOfDay) mod 1d} after a candidate, whose date is that of {@code time + o - timeOfDay} in UTC. The
 * candidate counts if o was the offset then; of a local time that is left out or comes twice the offset before the change counts,
 * as in java.time.
 */
record RecurringTime(Frequency frequency, Duration duration, ClockChanges changes) {

    private static final long DAY = 86_400;
    /** The Monday before 1970-01-01, a Thursday, in days from it. */
    private static final int FIRST_MONDAY = -3;

    String promql() {
        List<String> candidates = new ArrayList<>();
        long seconds = duration.toSeconds();
        for (long days = 0; days * DAY < seconds; days++) {
            long within = Math.min(DAY, seconds - days * DAY);
            candidates.add(candidate(changes.standard(), days, within, false));
            if (changes.summer().isPresent()) {
                candidates.add(candidate(
                        changes.standard() + changes.summer().orElseThrow().saving(), days, within, true));
            }
        }
        return String.join(" + ", candidates);
    }

    /** 1 if a beginning under the offset lies so many days, and less than {@code within} seconds more, back. */
    private String candidate(long offset, long days, long within, boolean summer) {
        String local = SummerTime.plus("time()", offset - frequency.time().toSecondOfDay() - days * DAY);
        List<String> factors = new ArrayList<>();
        if (within < DAY) {
            factors.add("(vector((" + local + ") % " + DAY + ") < bool " + within + ")");
        }
        factors.addAll(on(frequency.recurrence(), local));
        changes.summer().ifPresent(rule -> {
            String beginning = SummerTime.plus("time() - (" + local + ") % " + DAY, -days * DAY);
            factors.add(
                    summer
                            ? SummerTime.at(rule, beginning)
                            : "(1 - " + SummerTime.at(rule, SummerTime.plus(beginning, -rule.saving())) + ")");
        });
        return factors.isEmpty() ? "vector(1)" : String.join(" * ", factors);
    }

    /** Factors of 0 or 1: whether the recurrence takes place on the date of a local time. */
    private static List<String> on(Recurrence recurrence, String local) {
        String date = "(" + local + " - (" + local + ") % " + DAY + ") / " + DAY;
        List<String> factors = new ArrayList<>();
        if (recurrence instanceof Recurrence.Daily daily) {
            daily.from().ifPresent(from -> {
                factors.add(since(date, from));
                factors.add(
                        "(vector((" + date + " - " + from.toEpochDay() + ") % " + daily.interval() + ") == bool 0)");
            });
        } else if (recurrence instanceof Recurrence.Weekly weekly) {
            factors.add(weekly.days().stream()
                    .map(day -> "(day_of_week(vector(" + local + ")) == bool " + number(day) + ")")
                    .collect(Collectors.joining(" + ", "(", ")")));
            weekly.from().ifPresent(from -> {
                long week = Math.floorDiv(from.toEpochDay() - FIRST_MONDAY, 7);
                factors.add(since(date, from));
                factors.add("((floor(vector((" + date + " + " + -FIRST_MONDAY + ") / 7)) - " + week + ") % "
                        + weekly.interval() + " == bool 0)");
            });
        } else if (recurrence instanceof Recurrence.MonthlyWeekday monthly) {
            String day = "day_of_month(vector(" + local + "))";
            factors.add("(day_of_week(vector(" + local + ")) == bool " + number(monthly.day()) + ")");
            if (monthly.ordinal() < 0) {
                factors.add("(" + day + " > bool days_in_month(vector(" + local + ")) - 7)");
            } else {
                factors.add("(" + day + " > bool " + 7 * (monthly.ordinal() - 1) + ")");
                factors.add("(" + day + " <= bool " + 7 * monthly.ordinal() + ")");
            }
        } else if (recurrence instanceof Recurrence.MonthlyDay monthly) {
            factors.add("(day_of_month(vector(" + local + ")) == bool "
                    + (monthly.day() < 0 ? "days_in_month(vector(" + local + "))" : monthly.day()) + ")");
        } else if (recurrence instanceof Recurrence.Once once) {
            factors.add("(vector(" + date + ") == bool " + once.date().toEpochDay() + ")");
        } else if (recurrence instanceof Recurrence.Bounded bounded) {
            factors.addAll(on(bounded.within(), local));
            bounded.from().ifPresent(from -> factors.add(since(date, from)));
            bounded.until()
                    .ifPresent(until -> factors.add("(vector(" + date + ") <= bool " + until.toEpochDay() + ")"));
        } else if (recurrence instanceof RecurrenceRule rule) {
            factors.addAll(RulePromql.on(rule, local, date));
        }
        return factors;
    }

    static String since(String date, LocalDate from) {
        return "(vector(" + date + ") >= bool " + from.toEpochDay() + ")";
    }

    /** Of PromQL, where Sunday is 0. */
    static int number(DayOfWeek day) {
        return day.getValue() % 7;
    }
}
