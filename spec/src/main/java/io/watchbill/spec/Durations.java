package io.watchbill.spec;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as Prometheus writes them: {@code 1d12h}, {@code 500ms}. Each unit at most once, largest first; a week is 7 days, a year 365.
 */
public final class Durations {
    private static final Pattern FORM =
            Pattern.compile("(?:(\\d+)y)?(?:(\\d+)w)?(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?(?:(\\d+)ms)?");
    private static final long[] MILLIS = {
        365 * 86_400_000L, 7 * 86_400_000L, 86_400_000L, 3_600_000L, 60_000L, 1_000L, 1L
    };

    private Durations() {}

    /** The duration, or empty where the text is none. Zero is written {@code 0s} or {@code 0}. */
    public static Optional<Duration> parse(String text) {
        if (text.equals("0")) {
            return Optional.of(Duration.ZERO);
        }
        Matcher matcher = FORM.matcher(text);
        if (text.isEmpty() || !matcher.matches()) {
            return Optional.empty();
        }
        try {
            long millis = 0;
            for (int unit = 0; unit < MILLIS.length; unit++) {
                String digits = matcher.group(unit + 1);
                if (digits != null) {
                    millis = Math.addExact(millis, Math.multiplyExact(Long.parseLong(digits), MILLIS[unit]));
                }
            }
            return Optional.of(Duration.ofMillis(millis));
        } catch (ArithmeticException | NumberFormatException tooLong) {
            return Optional.empty();
        }
    }

    /**
     * The canonical form in days and smaller units: {@code 60m} is {@code 1h}, {@code 1w} is {@code 7d}, {@code 24h} is {@code 24h} and
     * {@code 1d} too, because windows of a day are named by their hours.
     *
     * @throws IllegalArgumentException for a negative duration or one finer than a millisecond
     */
    public static String format(Duration duration) {
        if (duration.isNegative() || duration.toNanosPart() % 1_000_000 != 0) {
            throw new IllegalArgumentException("no Prometheus duration: " + duration);
        }
        if (duration.isZero()) {
            return "0s";
        }
        if (duration.equals(Duration.ofHours(24))) {
            return "24h";
        }
        StringBuilder text = new StringBuilder();
        append(text, duration.toDays(), "d");
        append(text, duration.toHoursPart(), "h");
        append(text, duration.toMinutesPart(), "m");
        append(text, duration.toSecondsPart(), "s");
        append(text, duration.toMillisPart(), "ms");
        return text.toString();
    }

    private static void append(StringBuilder text, long amount, String unit) {
        if (amount > 0) {
            text.append(amount).append(unit);
        }
    }
}
