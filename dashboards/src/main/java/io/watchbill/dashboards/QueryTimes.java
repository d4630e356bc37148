package io.watchbill.dashboards;

import io.watchbill.spec.Durations;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The times that Grafana makes of a time range for its queries to Prometheus: a step of the range divided by the points
 * of a panel, rounded, at least the least step asked for and at most 11,000 steps in the range; and
 * {@code $__rate_interval} as the greater of step plus scrape interval and four scrape intervals,
 * where a query's own least step, its {@code interval}, counts as the scrape interval. Source:
 * pkg/promlib/models/query.go of Grafana 11 to 13.
 *
 * @param step between two points
 * @param rate over which a rate is taken
 */
public record QueryTimes(Duration range, Duration step, Duration rate) {

    /** The points of a panel that has half the width of a usual screen. */
    private static final int POINTS = 900;

    private static final int MOST_POINTS = 11_000;
    private static final int SCRAPES = 4;

    /** Grafana's steps, and up to which length each is taken, in milliseconds. */
    private static final long[][] ROUND = {
        {10, 1},
        {15, 10},
        {35, 20},
        {75, 50},
        {150, 100},
        {350, 200},
        {750, 500},
        {1_500, 1_000},
        {3_500, 2_000},
        {7_500, 5_000},
        {12_500, 10_000},
        {17_500, 15_000},
        {25_000, 20_000},
        {45_000, 30_000},
        {90_000, 60_000},
        {210_000, 120_000},
        {450_000, 300_000},
        {750_000, 600_000},
        {1_050_000, 900_000},
        {1_500_000, 1_200_000},
        {2_700_000, 1_800_000},
        {5_400_000, 3_600_000},
        {9_000_000, 7_200_000},
        {16_200_000, 10_800_000},
        {32_400_000, 21_600_000},
        {86_400_000, 43_200_000},
        {604_800_000, 86_400_000},
        {1_814_400_000, 604_800_000},
        {3_628_800_000L, 2_592_000_000L},
    };

    private static final long LONGEST = 31_536_000_000L;

    /**
     * The times of a query.
     *
     * @param range the dashboard's time range
     * @param scrapeInterval what the data source says
     * @param least the query's own least step, where it has one
     */
    public static QueryTimes of(Duration range, Duration scrapeInterval, Optional<Duration> least) {
        Duration scrape = least.orElse(scrapeInterval);
        Duration wanted = max(rounded(range.dividedBy(POINTS)), scrape);
        Duration step = max(wanted, rounded(range.dividedBy(MOST_POINTS)));
        return new QueryTimes(range, step, max(wanted.plus(scrape), scrape.multipliedBy(SCRAPES)));
    }

    /** What a variable of Grafana's own stands for. */
    public Map<String, String> builtIn() {
        return Map.of(
                "__interval", Durations.format(step),
                "__interval_ms", Long.toString(step.toMillis()),
                "__range", range.toSeconds() + "s",
                "__range_s", Long.toString(range.toSeconds()),
                "__range_ms", Long.toString(range.toMillis()),
                "__rate_interval", Durations.format(rate),
                "__rate_interval_ms", Long.toString(rate.toMillis()));
    }

    private static Duration rounded(Duration interval) {
        long millis = interval.toMillis();
        for (long[] row : ROUND) {
            if (millis <= row[0]) {
                return Duration.ofMillis(row[1]);
            }
        }
        return Duration.ofMillis(LONGEST);
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
