package io.watchbill.plan;

import io.watchbill.spec.calendar.ClockChanges.Change;
import io.watchbill.spec.calendar.ClockChanges.Summer;

/** Whether clocks are put forward, as PromQL over an instant in Unix time: PromQL knows UTC alone. */
final class SummerTime {

    private SummerTime() {}

    /** 1 in summer time, 0 outside. */
    static String at(Summer summer, String instant) {
        boolean north = summer.begin().month() < summer.end().month();
        String between = between(north ? summer.begin() : summer.end(), north ? summer.end() : summer.begin(), instant);
        return north ? between : "(1 - " + between + ")";
    }

    /**
     * 1 between two changes of one year. Each change happens at midnight of its date on a clock of its own, so that near the end
     * of a month the two clocks may show different months.
     */
    private static String between(Change first, Change second, String instant) {
        String onFirst = "vector(" + plus(instant, -first.utcSeconds()) + ")";
        String onSecond = "vector(" + plus(instant, -second.utcSeconds()) + ")";
        String months = "(month(" + onFirst + ") > bool " + first.month() + ") * (month(" + onFirst + ") <= bool "
                + second.month() + ") * (month(" + onSecond + ") >= bool " + first.month() + ") * (month(" + onSecond
                + ") < bool " + second.month() + ")";
        String begun = "(month(" + onFirst + ") == bool " + first.month() + ") * " + passed(first, onFirst);
        String notEnded =
                "(month(" + onSecond + ") == bool " + second.month() + ") * (1 - " + passed(second, onSecond) + ")";
        return "(" + months + " + " + begun + " + " + notEnded + " > bool 0)";
    }

    /** Within its month: 1 from the date of the change on. */
    private static String passed(Change change, String clock) {
        String day = "day_of_month(" + clock + ")";
        String from = change.day() > 0
                ? String.valueOf(change.day())
                : "days_in_month(" + clock + ") - "
                        + (change.weekday().isPresent() ? 5 - change.day() : -1 - change.day());
        return change.weekday()
                .map(weekday -> "(" + day + " - (day_of_week(" + clock + ") + " + (7 - weekday % 7) + ") % 7 >= bool "
                        + from + ")")
                .orElse("(" + day + " >= bool " + from + ")");
    }

    /** An instant some seconds later, or earlier. */
    static String plus(String instant, long seconds) {
        return seconds == 0 ? instant : instant + (seconds < 0 ? " - " : " + ") + Math.abs(seconds);
    }
}
