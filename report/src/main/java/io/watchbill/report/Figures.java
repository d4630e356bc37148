package io.watchbill.report;

import io.watchbill.spec.Durations;
import io.watchbill.statistics.Verdict;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers and times as people read them. */
final class Figures {
    /** What stands where there is nothing to say. */
    static final String NONE = "–";

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final double SMALLEST_EXPONENT = -300;

    private Figures() {}

    /** Such as {@code 84,708}. */
    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Such as {@code 1 row} and {@code 84,708 rows}. */
    static String count(long number, String what) {
        return count(number) + " " + what + (number == 1 ? "" : "s");
    }

    /** A share of one, such as {@code 12.3%}; what is not nothing never reads as nothing. */
    static String percent(double share) {
        if (share > 0 && share < 0.0005) {
            return "<0.1%";
        }
        return String.format(Locale.ROOT, "%.1f%%", share * 100);
    }

    /** An effect or a metric: four decimals under one, else four digits; {@code 0.0001} and {@code 12.35}. */
    static String value(double value) {
        double magnitude = Math.abs(value);
        if (magnitude != 0 && (magnitude < 0.0001 || magnitude >= 1e7)) {
            return String.format(Locale.ROOT, "%.1e", value)
                    .replaceFirst("e([-+])0", "e$1")
                    .replace("e+", "e");
        }
        if (magnitude < 1) {
            return String.format(Locale.ROOT, "%.4f", value);
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(5));
        return String.format(Locale.ROOT, "%,." + Math.max(0, Math.min(3, rounded.scale())) + "f", rounded);
    }

    /** How much worse something is: what is nothing but rounding reads as nothing. */
    static String difference(double value) {
        return Math.abs(value) < 0.00005 ? "0.0000" : value(value);
    }

    /** A p-value from its natural logarithm, however small: {@code 0.031}, {@code 2e-7}, {@code <1e-300}. */
    static String pValue(@Nullable Double ln) {
        if (ln == null) {
            return NONE;
        }
        double exponent = ln / Math.log(10);
        if (exponent < SMALLEST_EXPONENT) {
            return "<1e-300";
        }
        double value = Math.exp(ln);
        if (value < 0.001) {
            return String.format(Locale.ROOT, "%.0e", value).replaceFirst("e-0", "e-");
        }
        return String.format(Locale.ROOT, "%.3f", value);
    }

    /** A threshold as the specification writes it, such as {@code 0.25}. */
    static String threshold(double value) {
        BigDecimal plain = new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros();
        return value == 0 ? "0" : plain.toPlainString();
    }

    /** To the minute, such as {@code 2001-03-01 21:00}. */
    static String time(Instant time) {
        return MINUTE.format(time);
    }

    /** Such as {@code 24h}. */
    static String length(Duration duration) {
        return Durations.format(duration);
    }

    /** One word: {@code critical}, {@code warning}, {@code none}, or that there is no verdict. */
    static String verdict(@Nullable Verdict verdict) {
        if (verdict == null) {
            return "no verdict";
        }
        return verdict == Verdict.NONE ? "none" : verdict.name().toLowerCase(Locale.ROOT);
    }

    /** As {@link #verdict}, for people: that nothing was found is said in the words of what was looked for. */
    static String word(@Nullable Verdict verdict, String nothing) {
        return verdict == Verdict.NONE ? nothing : verdict(verdict);
    }

    /** Text without what would steer a terminal or turn the direction of the text behind it. */
    static String printable(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}]", "\uFFFD");
    }

    /** Printable text of at most that many characters, cut with an ellipsis. */
    static String cut(String written, int most) {
        String text = printable(written);
        int length = text.codePointCount(0, text.length());
        return length <= most ? text : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
    }

    /** A number in a picture: at most two decimals. */
    static String pixels(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.replaceAll("\\.?0+$", "");
    }
}
