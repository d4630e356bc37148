package io.watchbill.spec.condition;

import io.watchbill.spec.Durations;
import io.watchbill.spec.Named;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A number as a person wrote it. Two quantities are equal when their values are: {@code 2%} equals {@code 0.02}.
 *
 * @param value in the base unit: ratios as shares, durations in seconds, sizes in bytes; without trailing zeros
 * @param notation how it was written
 * @param text as written
 */
public record Quantity(BigDecimal value, Notation notation, String text) {
    public Quantity {
        value = value.stripTrailingZeros();
    }

    private static final Pattern NUMBER = Pattern.compile("([-+]?\\d+(?:\\.\\d+)?(?:[eE][-+]?\\d{1,3})?)(.*)");
    private static final Map<String, String> SCALES = Map.of("", "1", "k", "1e3", "M", "1e6", "G", "1e9");
    private static final Map<String, String> TIMES =
            Map.of("ms", "0.001", "s", "1", "m", "60", "h", "3600", "d", "86400", "w", "604800", "y", "31536000");
    private static final Map<String, String> SIZES = Map.of(
            "B",
            "1",
            "kB",
            "1e3",
            "KB",
            "1e3",
            "MB",
            "1e6",
            "GB",
            "1e9",
            "TB",
            "1e12",
            "KiB",
            "1024",
            "MiB",
            "1048576",
            "GiB",
            "1073741824",
            "TiB",
            "1099511627776");

    /**
     * Reads {@code 0.25}, {@code 1.8M}, {@code 2%}, {@code 100ms}, {@code 1m30s}, {@code 5GiB}, {@code 400rps}, {@code 400/s} or {@code 10MB/s};
     * empty where the text is none of them.
     */
    public static Optional<Quantity> parse(String text) {
        Matcher matcher = NUMBER.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(matcher.group(1));
        String suffix = matcher.group(2);
        if (SCALES.containsKey(suffix)) {
            return Optional.of(of(number, SCALES.get(suffix), Notation.PLAIN, text));
        } else if (suffix.equals("%")) {
            return Optional.of(of(number, "0.01", Notation.PERCENT, text));
        } else if (TIMES.containsKey(suffix)) {
            return Optional.of(of(number, TIMES.get(suffix), Notation.DURATION, text));
        } else if (SIZES.containsKey(suffix)) {
            return Optional.of(of(number, SIZES.get(suffix), Notation.BYTES, text));
        } else if (suffix.endsWith("/s") && SIZES.containsKey(withoutRate(suffix))) {
            return Optional.of(of(number, SIZES.get(withoutRate(suffix)), Notation.BYTE_RATE, text));
        } else if (suffix.endsWith("/s") && SCALES.containsKey(withoutRate(suffix))) {
            return Optional.of(of(number, SCALES.get(withoutRate(suffix)), Notation.RATE, text));
        } else if (suffix.endsWith("rps") && SCALES.containsKey(suffix.substring(0, suffix.length() - 3))) {
            return Optional.of(of(number, SCALES.get(suffix.substring(0, suffix.length() - 3)), Notation.RATE, text));
        }
        return Durations.parse(text)
                .map(duration -> new Quantity(
                        BigDecimal.valueOf(duration.toMillis()).movePointLeft(3), Notation.DURATION, text));
    }

    private static Quantity of(BigDecimal number, @Nullable String factor, Notation notation, String text) {
        return new Quantity(number.multiply(new BigDecimal(Objects.requireNonNull(factor))), notation, text);
    }

    private static String withoutRate(String suffix) {
        return suffix.substring(0, suffix.length() - 2);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Quantity quantity && value.equals(quantity.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    /** How a number was written. */
    public enum Notation implements Named {
        /** {@code 500}, {@code 1.8M}. */
        PLAIN("a plain number"),
        /** {@code 2%}. */
        PERCENT("a percentage"),
        /** {@code 100ms}. */
        DURATION("a duration"),
        /** {@code 5GB}, {@code 5GiB}. */
        BYTES("a size in bytes"),
        /** {@code 400rps}. */
        RATE("a rate per second"),
        /** {@code 10MB/s}. */
        BYTE_RATE("a rate in bytes per second");

        private final String text;

        Notation(String text) {
            this.text = text;
        }

        @Override
        public String text() {
            return text;
        }
    }
}
