package io.watchbill.plan.lint;

import io.watchbill.plan.BurnTier;
import io.watchbill.spec.ServiceLevelObjective;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * What a tier means for an objective.
 *
 * @param tier a speed at which its budget may burn
 */
record Burning(ServiceLevelObjective objective, BurnTier tier) {

    /** The share of bad events from which on the tier fires: factor times budget. */
    private BigDecimal threshold() {
        return tier.factor().multiply(objective.budget());
    }

    /** Whether a share of bad events can pass the threshold at all. */
    boolean isReachable() {
        return threshold().compareTo(BigDecimal.ONE) < 0;
    }

    /** With so many events in the long window or fewer, a single bad one passes the threshold. */
    long events() {
        return BigDecimal.ONE
                .divide(threshold(), MathContext.DECIMAL64)
                .setScale(0, RoundingMode.FLOOR)
                .longValueExact();
    }

    /** {@link #events} as a rate. */
    BigDecimal eventsPerSecond() {
        return BigDecimal.valueOf(events()).divide(seconds(), 4, RoundingMode.UP);
    }

    /** The long window in seconds. */
    BigDecimal seconds() {
        return BigDecimal.valueOf(tier.window().toMillis()).movePointLeft(3);
    }
}
