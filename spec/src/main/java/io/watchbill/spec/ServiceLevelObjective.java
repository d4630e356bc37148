package io.watchbill.spec;

import java.math.BigDecimal;

/**
 * A promise about a period.
 *
 * @param objective the share that must be good, over 0, under 1: {@code 99.9%} is 0.999, {@code < 0.1%} of errors too, and {@code < 100ms} of
 *     latency_p99 is 0.99
 * @param target as written
 * @param onNoTraffic what an idle time counts as
 */
public record ServiceLevelObjective(
        String name,
        BigDecimal objective,
        String target,
        ObjectivePeriod period,
        NoTraffic onNoTraffic,
        Measurement measurement) {

    /** The share that may be bad: 1 minus the objective. */
    public BigDecimal budget() {
        return BigDecimal.ONE.subtract(objective);
    }
}
