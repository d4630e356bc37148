package io.watchbill.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.spec.Durations;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryTimesTest {

    /** Worked out from Grafana's own rule and table of round intervals. */
    @ParameterizedTest
    @CsvSource({
        // range, scrape, least, step, rate
        "15m, 15s, , 15s, 1m",
        "1h, 15s, , 15s, 1m",
        "6h, 15s, , 20s, 1m",
        "24h, 15s, , 2m, 2m15s",
        "7d, 15s, , 10m, 10m15s",
        "30d, 1m, , 1h, 1h1m",
        "1h, 15s, 1m, 1m, 4m",
    })
    void stepAndRateFollowRangeAndScrapes(String range, String scrape, String least, String step, String rate) {
        QueryTimes times = QueryTimes.of(
                duration(range), duration(scrape), Optional.ofNullable(least).map(QueryTimesTest::duration));

        assertThat(Durations.format(times.step())).isEqualTo(step);
        assertThat(Durations.format(times.rate())).isEqualTo(rate);
        assertThat(times.builtIn())
                .containsEntry("__interval", step)
                .containsEntry("__rate_interval", rate)
                .containsEntry("__range", duration(range).toSeconds() + "s");
    }

    private static Duration duration(String text) {
        return Durations.parse(text).orElseThrow();
    }
}
