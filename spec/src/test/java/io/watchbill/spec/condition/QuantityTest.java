package io.watchbill.spec.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {
    @ParameterizedTest
    @CsvSource({
        "2%, 0.02, PERCENT",
        "0.02, 0.02, PLAIN",
        "99.95%, 0.9995, PERCENT",
        "100ms, 0.1, DURATION",
        "1.5s, 1.5, DURATION",
        "1m30s, 90, DURATION",
        "5m, 300, DURATION",
        "1.8M, 1800000, PLAIN",
        "400rps, 400, RATE",
        "1.2krps, 1200, RATE",
        "400/s, 400, RATE",
        "10MB/s, 10000000, BYTE_RATE",
        "5GiB, 5368709120, BYTES",
        "1e-3, 0.001, PLAIN",
        "-0.5, -0.5, PLAIN"
    })
    void aQuantityIsInItsBaseUnit(String text, BigDecimal value, Quantity.Notation notation) {
        Quantity quantity = Quantity.parse(text).orElseThrow();

        assertThat(quantity.value()).isEqualByComparingTo(value);
        assertThat(quantity.notation()).isEqualTo(notation);
        assertThat(quantity.text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%", "high", "5 %", "5%%", "1.2.3", ".5", "5.", "NaN", "5parsecs", "0x10", "1e9999"})
    void anythingElseIsNone(String text) {
        assertThat(Quantity.parse(text)).isEmpty();
    }

    @Test
    void twoThatMeanTheSameAreEqualHoweverTheyAreWritten() {
        assertThat(Quantity.parse("2%")).isEqualTo(Quantity.parse("0.020")).hasSameHashCodeAs(Quantity.parse("0.02"));
        assertThat(Quantity.parse("60s")).isEqualTo(Quantity.parse("1m")).isNotEqualTo(Quantity.parse("61s"));
    }
}
