package io.watchbill.spec.catalogue;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * The counters of requests that objectives are measured by. In every text {@code $selector} stands for the source's
 * matchers.
 *
 * @param total selects all requests
 * @param failed selects those that failed; empty where the program does not count them
 * @param duration their durations; empty where the program has no histogram of them
 * @param probes whether scrapes and probes count as requests, unless a source's selector leaves them out
 */
public record Requests(String total, Optional<String> failed, Optional<Durations> duration, boolean probes) {

    /**
     * A histogram of durations.
     *
     * @param histogram its name, without {@code _bucket}
     * @param where matchers that pick the requests among its series; may be empty
     * @param perSecond how many of its units make a second: 1000 for milliseconds
     */
    public record Durations(String histogram, String where, BigDecimal perSecond) {

        /** Selects a bucket of a classic histogram. */
        public String bucket(String le) {
            return selecting("_bucket", le);
        }

        /** Selects the counter of all requests of a classic histogram. */
        public String count() {
            return selecting("_count", "");
        }

        /** Selects the histograms themselves where they are native: samples with buckets of their own. */
        public String whole() {
            return selecting("", "");
        }

        /** The bound of the bucket for a duration in seconds. */
        public BigDecimal bound(BigDecimal seconds) {
            return seconds.multiply(perSecond);
        }

        private String selecting(String suffix, String le) {
            StringBuilder matchers = new StringBuilder();
            for (String matcher : new String[] {le, where}) {
                if (!matcher.isEmpty()) {
                    matchers.append(matcher).append(',');
                }
            }
            return histogram + suffix + "{" + matchers + Measure.Query.SELECTOR + "}";
        }
    }
}
