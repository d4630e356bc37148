package io.watchbill.spec;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A test of an alert by its author's hand: what happens, and when the alert fires and when not. Times are counted from the first
 * sample.
 *
 * @param interval between the samples
 * @param firesAt when it certainly fires
 * @param quietAt when it certainly does not
 * @param resolvesAt when it certainly no longer does, after {@code firesAt}
 * @param labels of the series that the query returns
 * @param value that the query returns at {@code firesAt}
 */
public record AlertTest(
        Duration interval,
        List<Series> series,
        Duration firesAt,
        List<Duration> quietAt,
        Optional<Duration> resolvesAt,
        Map<String, String> labels,
        BigDecimal value) {

    public AlertTest {
        series = List.copyOf(series);
        quietAt = List.copyOf(quietAt);
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }

    /**
     * What a query reads.
     *
     * @param series its name with its labels, as PromQL writes them
     * @param values in promtool's notation
     */
    public record Series(String series, String values) {}

    /** The latest time that it speaks of. */
    public Duration end() {
        Duration end = resolvesAt.orElse(firesAt);
        for (Duration quiet : quietAt) {
            end = quiet.compareTo(end) > 0 ? quiet : end;
        }
        return end;
    }
}
