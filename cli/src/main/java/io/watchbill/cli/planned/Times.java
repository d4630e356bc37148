package io.watchbill.cli.planned;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as tables show them. */
public final class Times {

    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("EEE uuuu-MM-dd HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm'Z'", Locale.ENGLISH);

    private Times() {}

    /** {@code Sun 2026-11-29 02:00}. */
    public static String local(ZonedDateTime time) {
        return time.format(LOCAL);
    }

    /** {@code 2026-11-29 07:00Z}, of a time in UTC. */
    public static String utc(ZonedDateTime time) {
        return time.format(UTC);
    }

    /** {@code 2h}, {@code 1h30m}, {@code 45m}; {@code 0m} is none at all. */
    public static String length(Duration length) {
        long hours = length.toHours();
        int minutes = length.toMinutesPart();
        return (hours > 0 ? hours + "h" : "") + (minutes > 0 || hours == 0 ? minutes + "m" : "");
    }
}
