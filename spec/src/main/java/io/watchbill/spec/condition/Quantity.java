package io.watchbill.spec.condition;

import io.watchbill.spec.Named;
import java.math.BigDecimal;
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
