package io.watchbill.alertmanager.calendar;

import io.watchbill.alertmanager.format.IntervalItem.TimeRange;
import java.time.Duration;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A span of local time cut at every midnight, because a time range of Alertmanager ends with its day. */
final class DayParts {

    static final int MINUTES_OF_DAY = 24 * 60;

    /** The end of a day, as a time range writes it. */
    static final String MIDNIGHT = "24:00";

    static final TimeRange WHOLE_DAY = new TimeRange("00:00", MIDNIGHT);

    /**
     * The part in one day.
     *
     * @param day days after the first
     */
    record DayPart(int day, TimeRange range) {}

    private DayParts() {}

    /** The parts of a span of whole minutes that begins at {@code start} and lasts {@code length} by the wall clock. */
    static List<DayPart> of(LocalTime start, Duration length) {
        int begin = start.toSecondOfDay() / 60;
        long end = begin + length.toMinutes();
        List<DayPart> parts = new ArrayList<>();
        for (int day = 0; (long) day * MINUTES_OF_DAY < end; day++) {
            int from = day == 0 ? begin : 0;
            int to = (int) Math.min(MINUTES_OF_DAY, end - (long) day * MINUTES_OF_DAY);
            parts.add(new DayPart(day, range(from, to)));
        }
        return parts;
    }

    /** A range in minutes of the day. */
    static TimeRange range(int from, int to) {
        return new TimeRange(clock(from), clock(to));
    }

    /** Whether Alertmanager, which counts in minutes, can tell the time. */
    static boolean wholeMinutes(LocalTime time, Duration length) {
        return time.equals(time.truncatedTo(ChronoUnit.MINUTES))
                && length.equals(length.truncatedTo(ChronoUnit.MINUTES));
    }

    /** {@code HH:MM} in minutes of the day. */
    static int minutes(String clock) {
        int colon = clock.indexOf(':');
        return Integer.parseInt(clock.substring(0, colon)) * 60 + Integer.parseInt(clock.substring(colon + 1));
    }

    /** {@code HH:MM}, where the end of the day is the beginning of another. */
    static LocalTime time(String clock) {
        int minutes = minutes(clock) % MINUTES_OF_DAY;
        return LocalTime.of(minutes / 60, minutes % 60);
    }

    private static String clock(int minutes) {
        return String.format(Locale.ROOT, "%02d:%02d", minutes / 60, minutes % 60);
    }
}
