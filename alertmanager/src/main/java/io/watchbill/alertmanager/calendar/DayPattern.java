package io.watchbill.alertmanager.calendar;

import io.watchbill.spec.calendar.Recurrence;
import io.watchbill.spec.calendar.RecurrenceRule;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Days as Alertmanager can say them: those in a range of days of the month that fall on a weekday, in some months.
 *
 * @param months empty: all
 * @param first of the range, from the month's end where negative; 0 where all days are in it
 * @param last of the range, on the same side; 0 where all days are in it
 * @param weekdays empty: all
 */
record DayPattern(Set<Month> months, int first, int last, Set<DayOfWeek> weekdays) {

    private static final int WEEK = 7;

    boolean isWholeMonth() {
        return first == 0;
    }

    /**
     * Patterns of which any holds on the days of a recurrence; empty where none do.
     *
     * @param since nothing before this day matters
     */
    static Optional<List<DayPattern>> of(Recurrence recurrence, LocalDate since) {
        if (recurrence instanceof Recurrence.Daily daily) {
            return daily.interval() == 1 && begun(daily.from(), since)
                    ? Optional.of(List.of(new DayPattern(Set.of(), 0, 0, Set.of())))
                    : Optional.empty();
        } else if (recurrence instanceof Recurrence.Weekly weekly) {
            return weekly.interval() == 1 && begun(weekly.from(), since)
                    ? Optional.of(List.of(new DayPattern(Set.of(), 0, 0, weekly.days())))
                    : Optional.empty();
        } else if (recurrence instanceof Recurrence.MonthlyWeekday monthly) {
            return Optional.of(List.of(nth(Set.of(), monthly.ordinal(), monthly.day())));
        } else if (recurrence instanceof Recurrence.MonthlyDay monthly) {
            return Optional.of(List.of(new DayPattern(Set.of(), monthly.day(), monthly.day(), Set.of())));
        } else if (recurrence instanceof Recurrence.Bounded bounded) {
            return bounded.until().isEmpty() && begun(bounded.from(), since)
                    ? of(bounded.within(), since)
                    : Optional.empty();
        }
        return recurrence instanceof RecurrenceRule rule ? of(rule, since) : Optional.empty();
    }

    private static Optional<List<DayPattern>> of(RecurrenceRule rule, LocalDate since) {
        boolean counts = rule.interval() > 1
                || !rule.positions().isEmpty()
                || rule.until().isPresent();
        boolean ordinals = rule.days().stream().anyMatch(day -> day.ordinal() != 0);
        boolean ofYear =
                rule.cycle() == RecurrenceRule.Cycle.YEARLY && rule.months().isEmpty();
        if (counts
                || !begun(rule.from(), since)
                || (ordinals && (ofYear || !rule.monthDays().isEmpty()))) {
            return Optional.empty();
        }
        List<DayPattern> patterns = new ArrayList<>();
        if (ordinals) {
            for (RecurrenceRule.Day day : rule.days()) {
                patterns.add(
                        day.ordinal() == 0
                                ? new DayPattern(rule.months(), 0, 0, Set.of(day.weekday()))
                                : nth(rule.months(), day.ordinal(), day.weekday()));
            }
            return Optional.of(patterns);
        }
        Set<DayOfWeek> weekdays =
                Set.copyOf(rule.days().stream().map(RecurrenceRule.Day::weekday).toList());
        for (int day : rule.monthDays().isEmpty() ? List.of(0) : rule.monthDays()) {
            patterns.add(new DayPattern(rule.months(), day, day, weekdays));
        }
        return Optional.of(patterns);
    }

    private static DayPattern nth(Set<Month> months, int ordinal, DayOfWeek day) {
        int first = ordinal > 0 ? WEEK * (ordinal - 1) + 1 : WEEK * ordinal;
        return new DayPattern(months, first, first + WEEK - 1, Set.of(day));
    }

    private static boolean begun(Optional<LocalDate> from, LocalDate since) {
        return from.map(first -> !first.isAfter(since)).orElse(true);
    }
}
