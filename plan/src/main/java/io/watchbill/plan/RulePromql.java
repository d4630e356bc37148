package io.watchbill.plan;

import io.watchbill.spec.calendar.RecurrenceRule;
import io.watchbill.spec.calendar.RecurrenceRule.Day;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The days of a rule as factors of PromQL, each 0 or 1. */
final class RulePromql {

    private static final int WEEK = 7;
    private static final int MONTHS = 12;

    private RulePromql() {}

    /**
     * The factors.
     *
     * @param rule one that {@link RecurrenceRule#hasCalendarForm() counts by the calendar alone}
     * @param local seconds of a local time
     * @param date days of its date
     */
    static List<String> on(RecurrenceRule rule, String local, String date) {
        List<String> factors = new ArrayList<>();
        String clock = "vector(" + local + ")";
        rule.from().ifPresent(from -> {
            factors.add(RecurringTime.since(date, from));
            cycles(rule, from, clock, date).ifPresent(factors::add);
        });
        rule.until().ifPresent(until -> factors.add("(vector(" + date + ") <= bool " + until.toEpochDay() + ")"));
        add(
                factors,
                rule.months().stream()
                        .sorted()
                        .map(Month::getValue)
                        .map(month -> "(month(" + clock + ") == bool " + month + ")")
                        .toList());
        add(
                factors,
                rule.monthDays().stream()
                        .distinct()
                        .map(day -> monthDay(day, clock))
                        .toList());
        add(
                factors,
                rule.days().stream().distinct().map(day -> weekday(day, clock)).toList());
        return factors;
    }

    /** Any of them. */
    private static void add(List<String> factors, List<String> alternatives) {
        if (!alternatives.isEmpty()) {
            factors.add(alternatives.stream().collect(Collectors.joining(" + ", "((", ") > bool 0)")));
        }
    }

    private static Optional<String> cycles(RecurrenceRule rule, LocalDate from, String clock, String date) {
        if (rule.interval() == 1) {
            return Optional.empty();
        }
        String count = switch (rule.cycle()) {
            case DAILY -> "vector(" + date + " - " + from.toEpochDay() + ")";
            case WEEKLY -> {
                LocalDate first = from.with(TemporalAdjusters.previousOrSame(rule.weekStart()));
                yield "floor(vector((" + date + " - " + first.toEpochDay() + ") / " + WEEK + "))";
            }
            case MONTHLY ->
                "(year(" + clock + ") * " + MONTHS + " + month(" + clock + ") - "
                        + (from.getYear() * MONTHS + from.getMonthValue()) + ")";
            case YEARLY -> "(year(" + clock + ") - " + from.getYear() + ")";
        };
        return Optional.of("(" + count + " % " + rule.interval() + " == bool 0)");
    }

    private static String monthDay(int day, String clock) {
        String number = "day_of_month(" + clock + ")";
        return day > 0
                ? "(" + number + " == bool " + day + ")"
                : "(days_in_month(" + clock + ") - " + number + " == bool " + (-day - 1) + ")";
    }

    private static String weekday(Day day, String clock) {
        DayOfWeek weekday = day.weekday();
        String is = "(day_of_week(" + clock + ") == bool " + RecurringTime.number(weekday) + ")";
        if (day.ordinal() == 0) {
            return is;
        }
        String number = day.ordinal() > 0
                ? "(day_of_month(" + clock + ") - 1)"
                : "(days_in_month(" + clock + ") - day_of_month(" + clock + "))";
        int week = Math.abs(day.ordinal()) - 1;
        return is + " * (floor(" + number + " / " + WEEK + ") == bool " + week + ")";
    }
}
