package io.watchbill.spec;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * A promise about a period.
 *
 * @param objective the share that must be good, over 0, under 1: {@code 99.9%} is 0.999, {@code < 0.1%} of errors too, and {@code < 100ms} of
 *     latency_p99 is 0.99
 * @param target as written
 * @param period the rolling window of the promise
 */
public record ServiceLevelObjective(
        String name, BigDecimal objective, String target, Duration period, Measurement measurement) {
    public static final Duration DEFAULT_PERIOD = Duration.ofDays(30);
}
