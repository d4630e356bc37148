package io.watchbill.bench.objectives;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/**
 * Requests to five replicas of a service, counted by eight status codes: 40 series. By day a thousand requests a second come,
 * in the deepest night one in two seconds; the errors of a job that runs round the clock come at the same pace always, so that
 * their share is large when there is nearly no traffic. Every replica is scraped once a minute, at its own second.
 */
final class SeasonalTraffic {

    /** Selects all requests. */
    static final String ALL = "http_requests_total{job=\"shop\"}";

    /** Selects the failed ones. */
    static final String FAILED = "http_requests_total{job=\"shop\",code=~\"5..\"}";

    static final Duration SCRAPE = Duration.ofMinutes(1);

    private static final int REPLICAS = 5;
    private static final List<String> CODES = List.of("200", "201", "204", "400", "404", "500", "502", "503");
    private static final int GOOD_CODES = 5;

    /** In requests a second, over all series. */
    private static final double MOST = 1_000;

    private static final double LEAST = 0.5;
    private static final double ERRORS = 0.37;

    private final Instant start;
    private final int scrapes;
    /** The counters' values by replica, code and scrape. */
    private final long[][][] counters;

    /** Traffic of that length until {@code end}, the same whenever it is made. */
    SeasonalTraffic(Instant end, Duration length) {
        this.start = end.minus(length);
        this.scrapes = (int) length.dividedBy(SCRAPE);
        this.counters = new long[REPLICAS][CODES.size()][scrapes];
        Random random = new Random(20261126);
        for (long[][] ofReplica : counters) {
            for (int code = 0; code < CODES.size(); code++) {
                long count = 0;
                for (int scrape = 0; scrape < scrapes; scrape++) {
                    // Rounded at random, so that what is rare is neither lost nor in step with anything.
                    count += (long) (mean(code, scrape) + random.nextDouble());
                    ofReplica[code][scrape] = count;
                }
            }
        }
    }

    static int series() {
        return REPLICAS * CODES.size();
    }

    /** How many requests with a code one replica expects in the minute before a scrape. */
    private double mean(int code, int scrape) {
        double perSecond = code < GOOD_CODES
                ? good(start.plus(SCRAPE.multipliedBy(scrape))) / GOOD_CODES
                : ERRORS / (CODES.size() - GOOD_CODES);
        return perSecond * SCRAPE.toSeconds() / REPLICAS;
    }

    private static double good(Instant at) {
        double ofDay = at.getEpochSecond() % 86_400 / 86_400.0;
        return LEAST + (MOST - LEAST) * (1 - Math.cos(2 * Math.PI * ofDay)) / 2;
    }

    private Instant scrapedAt(int replica, int scrape) {
        return start.plus(SCRAPE.multipliedBy(scrape)).plusMillis(7_100L * replica + 403);
    }

    /** The share of failed requests among those that were counted after {@code from} until {@code to}. */
    double failed(Instant from, Instant to) {
        double failed = 0;
        double all = 0;
        for (int replica = 0; replica < REPLICAS; replica++) {
            int first = newest(replica, from);
            int last = newest(replica, to);
            for (int code = 0; code < CODES.size(); code++) {
                long count = counters[replica][code][last] - counters[replica][code][first];
                all += count;
                failed += code < GOOD_CODES ? 0 : count;
            }
        }
        return failed / all;
    }

    private int newest(int replica, Instant at) {
        long since = Duration.between(scrapedAt(replica, 0), at).toMillis();
        return (int) Math.min(since / SCRAPE.toMillis(), scrapes - 1);
    }

    /** What Prometheus would have scraped, in OpenMetrics' text format. */
    void write(Path file) throws IOException {
        try (Writer text = Files.newBufferedWriter(file)) {
            text.write("# TYPE http_requests counter\n");
            for (int replica = 0; replica < REPLICAS; replica++) {
                for (int code = 0; code < CODES.size(); code++) {
                    String series = "http_requests_total{job=\"shop\",instance=\"shop-" + replica + "\",code=\""
                            + CODES.get(code) + "\"} ";
                    for (int scrape = 0; scrape < scrapes; scrape++) {
                        long at = scrapedAt(replica, scrape).toEpochMilli();
                        text.write(series
                                + counters[replica][code][scrape]
                                + ' '
                                + at / 1000
                                + '.'
                                + String.valueOf(at % 1000 + 1000).substring(1)
                                + '\n');
                    }
                }
            }
            text.write("# EOF\n");
        }
    }
}
