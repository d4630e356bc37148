package io.watchbill.rules.proof;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as Prometheus' template functions print them. Source: template/template.go and Go's {@code %.4g}. */
final class GoNumbers {

    private static final int DIGITS = 4;
    private static final String[] LARGE = {"k", "M", "G", "T", "P", "E", "Z", "Y"};
    private static final String[] LARGE_1024 = {"ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi"};
    private static final String[] SMALL = {"m", "u", "n", "p", "f", "a", "z", "y"};

    private GoNumbers() {}

    /** {@code humanize}: SI prefixes. */
    static String humanize(double value) {
        if (value == 0) {
            return "0";
        }
        if (Math.abs(value) >= 1) {
            return scaledDown(value, 1000, LARGE);
        }
        return scaledUp(value);
    }

    /** {@code humanize1024}: binary prefixes. */
    static String humanize1024(double value) {
        return Math.abs(value) <= 1 ? general(value) : scaledDown(value, 1024, LARGE_1024);
    }

    /** {@code humanizePercentage}: a ratio in per cent. */
    static String humanizePercentage(double value) {
        return general(value * 100) + "%";
    }

    /** {@code humanizeDuration}: seconds. */
    static String humanizeDuration(double value) {
        if (value == 0) {
            return "0s";
        }
        if (Math.abs(value) < 1) {
            return scaledUp(value) + "s";
        }
        String sign = value < 0 ? "-" : "";
        long total = (long) Math.abs(value);
        long seconds = total % 60;
        long minutes = total / 60 % 60;
        long hours = total / 3_600 % 24;
        long days = total / 86_400;
        if (days != 0) {
            return sign + days + "d " + hours + "h " + minutes + "m " + seconds + "s";
        }
        if (hours != 0) {
            return sign + hours + "h " + minutes + "m " + seconds + "s";
        }
        return minutes != 0 ? sign + minutes + "m " + seconds + "s" : sign + general(Math.abs(value)) + "s";
    }

    /** {@code %.4g}: four significant digits, no trailing zeros, an exponent below 1e-4 and from 1e4. */
    static String general(double value) {
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded = new BigDecimal(value)
                .round(new MathContext(DIGITS, RoundingMode.HALF_EVEN))
                .stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent >= -4 && exponent < DIGITS) {
            return rounded.toPlainString();
        }
        String mantissa = rounded.movePointLeft(exponent).stripTrailingZeros().toPlainString();
        return mantissa + String.format(Locale.ROOT, "e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
    }

    private static String scaledDown(double value, double step, String[] prefixes) {
        double scaled = value;
        String prefix = "";
        for (String next : prefixes) {
            if (Math.abs(scaled) < step) {
                break;
            }
            prefix = next;
            scaled /= step;
        }
        return general(scaled) + prefix;
    }

    private static String scaledUp(double value) {
        double scaled = value;
        String prefix = "";
        for (String next : SMALL) {
            if (Math.abs(scaled) >= 1) {
                break;
            }
            prefix = next;
            scaled *= 1000;
        }
        return general(scaled) + prefix;
    }
}
