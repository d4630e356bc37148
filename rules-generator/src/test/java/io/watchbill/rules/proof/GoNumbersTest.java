package io.watchbill.rules.proof;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Prometheus' own template_test.go expects, and Go's {@code %.4g} at the edges. */
class GoNumbersTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "-1, -1",
        "1234567, 1.235M",
        "0.12, 120m",
        "-0.5, -500m",
        "999, 999",
        "1000, 1k",
        "-1000, -1k",
        "0.001, 1m",
        "1e-4, 100u",
        "1e24, 1Y",
        "1e30, 1e+06Y",
        "1e-30, 1e-06y"
    })
    void humanizeTakesAPrefixForEveryThousand(double value, String text) {
        assertThat(GoNumbers.humanize(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "-1, -1",
        "0.12, 0.12",
        "1023, 1023",
        "1024, 1ki",
        "-2048, -2ki",
        "1048576, 1Mi",
        "2.5, 2.5"
    })
    void humanize1024TakesAPrefixForEvery1024(double value, String text) {
        assertThat(GoNumbers.humanize1024(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"-0.22222, -22.22%", "0, 0%", "0.1234567, 12.35%", "0.22222, 22.22%", "1, 100%"})
    void aRatioIsSpokenOfInPerCent(double value, String text) {
        assertThat(GoNumbers.humanizePercentage(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0s",
        "1, 1s",
        "-1, -1s",
        "60, 1m 0s",
        "3600, 1h 0m 0s",
        "86400, 1d 0h 0m 0s",
        "90000, 1d 1h 0m 0s",
        "-183845, -2d 3h 4m 5s",
        "-11045, -3h 4m 5s",
        "-245, -4m 5s",
        "899.99, 14m 59s",
        "0.1, 100ms",
        "-0.5, -500ms",
        "0.0001, 100us",
        "0.12345, 123.5ms",
        "60.1, 1m 0s",
        "60.5, 1m 0s",
        "1.2345, 1.234s",
        "12.345, 12.35s",
        "-12.345, -12.35s"
    })
    void humanizeDurationTellsDaysHoursMinutesAndSeconds(double value, String text) {
        assertThat(GoNumbers.humanizeDuration(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0.00012345, 0.0001234", // the double is just under the half
        "0.0001, 0.0001",
        "0.00009999, 9.999e-05",
        "0.00001, 1e-05",
        "9999, 9999",
        "9999.5, 1e+04",
        "10000, 1e+04",
        "12345, 1.234e+04", // half to even
        "12355, 1.236e+04",
        "1e100, 1e+100",
        "-1.5, -1.5"
    })
    void generalHasFourDigits(double value, String text) {
        assertThat(GoNumbers.general(value)).isEqualTo(text);
    }
}
