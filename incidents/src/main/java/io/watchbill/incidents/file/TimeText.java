package io.watchbill.incidents.file;

import io.watchbill.spec.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/** Times as they stand in a file: to the second, in UTC but where the zone is named. */
public final class TimeText {

    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter FORM = LOCAL.withZone(ZoneOffset.UTC);

    private TimeText() {}

    /** {@code 2026-11-26 03:12:04}. */
    public static String of(Instant at) {
        return FORM.format(at);
    }

    /** {@code 2026-11-27 17:00:00 America/New_York}. */
    static String withZone(ZonedDateTime at) {
        return LOCAL.format(at) + " " + at.getZone().getId();
    }

    /** {@code 2026-11-26 03:12:04 UTC}, or a dash. */
    static String orDash(Optional<Instant> at) {
        return at.map(known -> of(known) + " UTC").orElse("–");
    }

    /** {@code 1h4m9s}. */
    public static String between(Instant from, Instant to) {
        Duration length = Duration.between(from.truncatedTo(ChronoUnit.SECONDS), to.truncatedTo(ChronoUnit.SECONDS));
        return length.isNegative() ? "0s" : Durations.format(length);
    }
}
