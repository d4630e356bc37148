package io.watchbill.spec.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A rule of RFC 5545 that no shorter form can say. Of its parts those that speak of days.
 *
 * @param interval every so many cycles, at least 1; more than 1 only with {@code from}
 * @param months empty: all
 * @param monthDays 1..31, or -1..-31 from the end of the month; empty: all
 * @param days empty: all
 * @param positions which days of each cycle are taken, 1 the first, -1 the last; empty: all
 * @param weekStart the first day of a week, where weeks are counted
 * @param from no day before it, and what cycles are counted from
 * @param until no day after it
 */
public record RecurrenceRule(
        Cycle cycle,
        int interval,
        Set<Month> months,
        List<Integer> monthDays,
        List<Day> days,
        List<Integer> positions,
        DayOfWeek weekStart,
        Optional<LocalDate> from,
        Optional<LocalDate> until)
        implements Recurrence {

    /** What a rule goes through. */
    public enum Cycle {
        DAILY,
        WEEKLY,
        MONTHLY,
        YEARLY
    }

    /**
     * A weekday.
     *
     * @param ordinal the so manieth of its month, or of its year in a yearly rule without months; from the end where
     *     negative; 0 for all
     */
    public record Day(int ordinal, DayOfWeek weekday) {
        String text() {
            return (ordinal == 0 ? "" : String.valueOf(ordinal))
                    + weekday.name().substring(0, 2);
        }

        private boolean on(LocalDate date, boolean ofYear) {
            if (date.getDayOfWeek() != weekday) {
                return false;
            }
            int day = ofYear ? date.getDayOfYear() : date.getDayOfMonth();
            int length = ofYear ? date.lengthOfYear() : date.lengthOfMonth();
            return ordinal == 0 || ordinal == (day + 6) / 7 || ordinal == -((length - day) / 7 + 1);
        }
    }

    public RecurrenceRule {
        months = months.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(months));
        monthDays = List.copyOf(monthDays);
        days = List.copyOf(days);
        positions = List.copyOf(positions);
    }

    @Override
    public String text() {
        List<String> parts = new ArrayList<>();
        parts.add("FREQ=" + cycle.name());
        if (interval > 1) {
            parts.add("INTERVAL=" + interval);
        }
        add(
                parts,
                "BYMONTH=",
                months.stream().map(month -> String.valueOf(month.getValue())).toList());
        add(parts, "BYMONTHDAY=", monthDays.stream().map(String::valueOf).toList());
        add(parts, "BYDAY=", days.stream().map(Day::text).toList());
        add(parts, "BYSETPOS=", positions.stream().map(String::valueOf).toList());
        if (weekStart != DayOfWeek.MONDAY) {
            parts.add("WKST=" + weekStart.name().substring(0, 2));
        }
        until.ifPresent(date -> parts.add("UNTIL=" + date.toString().replace("-", "")));
        return "RRULE:" + String.join(";", parts)
                + from.map(date -> " from " + date).orElse("");
    }

    private static void add(List<String> parts, String key, List<String> values) {
        if (!values.isEmpty()) {
            parts.add(key + String.join(",", values));
        }
    }

    /** Whether a day shows by itself that it is one of the rule, without a look at others of its cycle. */
    public boolean hasCalendarForm() {
        return positions.isEmpty() && (!isOfYear() || days.stream().allMatch(day -> day.ordinal() == 0));
    }

    /** Whether weekdays are counted through the year. */
    private boolean isOfYear() {
        return cycle == Cycle.YEARLY && months.isEmpty() && monthDays.isEmpty();
    }

    @Override
    public boolean on(LocalDate date) {
        return from.map(first -> !date.isBefore(first) && cycles(first, date) % interval == 0)
                        .orElse(true)
                && until.map(last -> !date.isAfter(last)).orElse(true)
                && fits(date)
                && (positions.isEmpty() || isAtPosition(date));
    }

    private boolean fits(LocalDate date) {
        boolean ofYear = isOfYear();
        return (months.isEmpty() || months.contains(date.getMonth()))
                && (monthDays.isEmpty()
                        || monthDays.contains(date.getDayOfMonth())
                        || monthDays.contains(date.getDayOfMonth() - date.lengthOfMonth() - 1))
                && (days.isEmpty() || days.stream().anyMatch(day -> day.on(date, ofYear)));
    }

    private boolean isAtPosition(LocalDate date) {
        LocalDate first = beginning(date);
        List<LocalDate> fitting =
                first.datesUntil(next(first)).filter(this::fits).toList();
        int index = fitting.indexOf(date);
        return positions.contains(index + 1) || positions.contains(index - fitting.size());
    }

    private long cycles(LocalDate first, LocalDate date) {
        return switch (cycle) {
            case DAILY -> ChronoUnit.DAYS.between(first, date);
            case WEEKLY -> ChronoUnit.WEEKS.between(beginning(first), beginning(date));
            case MONTHLY -> ChronoUnit.MONTHS.between(YearMonth.from(first), YearMonth.from(date));
            case YEARLY -> (long) date.getYear() - first.getYear();
        };
    }

    private LocalDate beginning(LocalDate date) {
        return switch (cycle) {
            case DAILY -> date;
            case WEEKLY -> date.with(TemporalAdjusters.previousOrSame(weekStart));
            case MONTHLY -> date.withDayOfMonth(1);
            case YEARLY -> date.withDayOfYear(1);
        };
    }

    private LocalDate next(LocalDate beginning) {
        return switch (cycle) {
            case DAILY -> beginning.plusDays(1);
            case WEEKLY -> beginning.plusWeeks(1);
            case MONTHLY -> beginning.plusMonths(1);
            case YEARLY -> beginning.plusYears(1);
        };
    }

    /** Months in words: {@code march and october}. */
    static String names(Set<Month> months) {
        return months.stream()
                .sorted()
                .map(month -> month.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" and "));
    }
}
