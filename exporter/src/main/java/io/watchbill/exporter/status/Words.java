package io.watchbill.exporter.status;

import io.watchbill.spec.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers, times and lengths of time as people on call read them. */
final class Words {
    /** What stands where there is nothing to say. */
    static final String NONE = "–";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String[] BYTES = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
    private static final double SMALLEST_EXPONENT = -300;

    private Words() {}

    /** Such as {@code 84,708}. */
    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Such as {@code 1 column} and {@code 84,708 columns}. */
    static String count(long number, String what) {
        return count(number) + " " + what + (number == 1 ? "" : "s");
    }

    /** Such as {@code 1.5 GiB}. */
    static String bytes(long bytes) {
        double size = bytes;
        int unit = 0;
        while (size >= 1_023.95 && unit < BYTES.length - 1) {
            size /= 1_024;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%,.0f %s" : "%,.1f %s", size, BYTES[unit]);
    }

    /** A share of one in whole percents; what is not nothing never reads as nothing, nor what is not all as all. */
    static String percent(double share) {
        if (share > 0 && share < 0.01) {
            return "<1%";
        }
        return String.format(Locale.ROOT, "%d%%", (long) Math.floor(share * 100 + 1e-9));
    }

    /** A score: {@code 0.0123}, {@code 1.234}, {@code 12,345.7}, {@code 2.1e-7}. */
    static String value(@Nullable Double value) {
        if (value == null) {
            return NONE;
        }
        double magnitude = Math.abs(value);
        if (magnitude != 0 && (magnitude < 0.0001 || magnitude >= 1e9)) {
            return String.format(Locale.ROOT, "%.1e", value);
        }
        return String.format(Locale.ROOT, magnitude < 1 ? "%.4f" : magnitude < 100 ? "%.3f" : "%,.1f", value);
    }

    /** A p-value from its natural logarithm, however small: {@code 0.031}, {@code 2e-07}, {@code <1e-300}. */
    static String pValue(@Nullable Double ln) {
        if (ln == null) {
            return NONE;
        }
        if (ln / Math.log(10) < SMALLEST_EXPONENT) {
            return "<1e-300";
        }
        double value = Math.exp(ln);
        return String.format(Locale.ROOT, value < 0.001 ? "%.0e" : "%.3f", value);
    }

    /** To the second, such as {@code 2001-03-01 21:00:07 UTC}. */
    static String time(Instant time) {
        return TIME.format(time) + " UTC";
    }

    /** The two largest units, such as {@code 3 h 12 min}; nothing is {@code 0 s}. */
    static String length(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3_600) {
            return two(seconds / 60, "min", seconds % 60, "s");
        }
        if (seconds < 86_400) {
            return two(seconds / 3_600, "h", seconds % 3_600 / 60, "min");
        }
        return two(seconds / 86_400, "d", seconds % 86_400 / 3_600, "h");
    }

    private static String two(long many, String unit, long few, String smaller) {
        return count(many) + " " + unit + (few == 0 ? "" : " " + few + " " + smaller);
    }

    /** How long ago, or ahead: {@code 3 s ago}, {@code 2 min ahead}. */
    static String age(Instant time, Instant now) {
        return time.isAfter(now.plusMillis(999))
                ? length(Duration.between(now, time)) + " ahead"
                : length(Duration.between(time, now)) + " ago";
    }

    /** As the specification writes it, such as {@code 24h}. */
    static String window(Duration length) {
        return Durations.format(length);
    }

    /** The first letter is a capital, and a full stop ends it. */
    static String sentence(String text) {
        int first = text.offsetByCodePoints(0, 1);
        return text.substring(0, first).toUpperCase(Locale.ROOT) + text.substring(first) + ".";
    }
}
