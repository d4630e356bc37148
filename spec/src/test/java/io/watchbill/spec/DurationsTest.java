package io.watchbill.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "60m, 1h",
        "1h, 1h",
        "90m, 1h30m",
        "24h, 24h",
        "1d, 24h",
        "1440m, 24h",
        "7d, 7d",
        "168h, 7d",
        "1w, 7d",
        "1y, 365d",
        "1d12h, 1d12h",
        "500ms, 500ms",
        "1500ms, 1s500ms",
        "0s, 0s",
        "0, 0s",
        "1w1d1h1m1s1ms, 8d1h1m1s1ms"
    })
    void aDurationHasOneCanonicalForm(String written, String canonical) {
        Duration duration = Durations.parse(written).orElseThrow();

        assertThat(Durations.format(duration)).isEqualTo(canonical);
        assertThat(Durations.parse(canonical)).contains(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "m", "5 m", "1m1h", "-5m", "1.5h", "5min", "99999999999999y", "1h1h", "5M"})
    void whatPrometheusWouldRefuseIsNoDuration(String text) {
        assertThat(Durations.parse(text)).isEmpty();
    }

    @Test
    void aDurationFinerThanAMillisecondHasNoForm() {
        assertThatThrownBy(() -> Durations.format(Duration.ofNanos(1)))
                .hasMessage("no Prometheus duration: PT0.000000001S");
    }
}
