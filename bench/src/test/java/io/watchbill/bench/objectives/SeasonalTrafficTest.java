package io.watchbill.bench.objectives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeasonalTrafficTest {

    private static final Instant END = Instant.parse("2026-03-03T00:00:00Z");

    @Test
    void shareOfFailedRequestsIsLargeAtNightAndSmallOverWholeDays() {
        SeasonalTraffic traffic = new SeasonalTraffic(END, Duration.ofDays(3));

        // 0.37 failed requests a second, of 500 on average, and of few around midnight.
        assertThat(traffic.failed(END.minus(Duration.ofDays(2)), END)).isCloseTo(0.37 / 500.6, within(2e-5));
        assertThat(traffic.failed(END.minus(Duration.ofMinutes(10)), END)).isGreaterThan(0.1);
    }

    @Test
    void everySeriesHasOneSampleForEachScrape(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("scraped.txt");
        new SeasonalTraffic(END, Duration.ofHours(1)).write(file);

        assertThat(Files.readAllLines(file))
                .startsWith("# TYPE http_requests counter")
                .endsWith("# EOF")
                .hasSize(2 + 60 * SeasonalTraffic.series());
    }
}
