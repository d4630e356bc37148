package io.watchbill.alertmanager.calendar;

import java.time.DayOfWeek;
import java.time.Month;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Weekdays and months as Alertmanager spells them. */
final class IntervalNames {

    private IntervalNames() {}

    /** Names, neighbours as ranges. Alertmanager's week begins with Sunday, and a range never wraps around it. */
    static List<String> weekdays(Collection<DayOfWeek> days) {
        List<DayOfWeek> sorted = days.stream()
                .sorted(Comparator.comparingInt(IntervalNames::sinceSunday))
                .toList();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < sorted.size(); ) {
            int j = i;
            while (j + 1 < sorted.size() && sinceSunday(sorted.get(j + 1)) == sinceSunday(sorted.get(j)) + 1) {
                j++;
            }
            names.add(i == j ? name(sorted.get(i)) : name(sorted.get(i)) + ":" + name(sorted.get(j)));
            i = j + 1;
        }
        return names;
    }

    /** Names in the order of the year. */
    static List<String> months(Collection<Month> months) {
        return months.stream().sorted().map(IntervalNames::name).toList();
    }

    static String name(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    private static int sinceSunday(DayOfWeek day) {
        return day.getValue() % 7;
    }
}
