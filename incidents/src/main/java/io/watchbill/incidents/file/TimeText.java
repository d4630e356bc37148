package io.watchbill.incidents.file;

import io.watchbill.spec.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/** Times as they stand in a file: in UTC, to the second. */
public final class TimeText {

    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private TimeText() {}

    /** {@code 2026-11-26 03:12:04}. */
    public static String of(Instant at) {
        return FORM.format(at);
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
