package io.watchbill.spec;

import java.time.Duration;

/**
 * The time over which a service level is promised.
 *
 * @param length 1 to 90 days; of a calendar month the 30 days that its burn rates are shares of
 * @param calendarMonth whether it begins anew at 00:00 UTC of the first day of each month, rather than rolling
 */
public record ObjectivePeriod(Duration length, boolean calendarMonth) {

    /** How a calendar month is written. */
    public static final String MONTH = "month";

    public static final Duration SHORTEST = Duration.ofDays(1);
    public static final Duration LONGEST = Duration.ofDays(90);

    /** Where nothing is said: 30 days, rolling. */
    public static final ObjectivePeriod DEFAULT = rolling(Duration.ofDays(30));

    /** The calendar month in UTC. */
    public static final ObjectivePeriod CALENDAR_MONTH = new ObjectivePeriod(Duration.ofDays(30), true);

    public ObjectivePeriod {
        if (length.compareTo(SHORTEST) < 0 || length.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a period is 1d to 90d long, not " + length);
        }
    }

    /** The last so many days, whenever one looks. */
    public static ObjectivePeriod rolling(Duration length) {
        return new ObjectivePeriod(length, false);
    }

    /** As a specification writes it: {@code 30d} or {@code month}. */
    public String text() {
        return calendarMonth ? MONTH : Durations.format(length);
    }
}
