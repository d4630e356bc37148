package io.watchbill.plan;

import io.watchbill.spec.Priority;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/**
 * A speed at which an error budget burns that somebody is told about (Google, The Site Reliability Workbook, chapter 5): over a
 * long window, and still over a short one, so that the alert ends soon after the trouble does. Windows are shares of the period,
 * so that the factors are exact for every period.
 *
 * <p>At a constant share e of bad events after health an alert fires after factor·budget·window/e, and ends
 * recent·(1 − factor·budget/e) after the trouble does.
 *
 * @param name the value of the label {@code tier}, the same for every period
 * @param factor how many times faster than the budget allows
 * @param window the long one
 * @param recent the short one, a twelfth of the long one
 */
public record BurnTier(String name, Priority priority, BigDecimal factor, Duration window, Duration recent) {

    private static final int SHORT_WINDOW = 12;

    private record Speed(String name, Priority priority, BigDecimal factor, int share) {}

    private static final List<Speed> SPEEDS = List.of(
            new Speed("fast", Priority.P1, new BigDecimal("14.4"), 720),
            new Speed("steady", Priority.P2, new BigDecimal("6"), 120),
            new Speed("slow", Priority.P3, new BigDecimal("3"), 30),
            new Speed("creeping", Priority.P4, BigDecimal.ONE, 10));

    /**
     * The tiers of an objective, the fastest first.
     *
     * @param budget a tier that would need more than this share of bad events to be all of them can never fire and is left out
     * @param shortest no window is shorter
     */
    static List<BurnTier> of(Duration period, BigDecimal budget, Duration shortest) {
        return all(period, shortest).stream()
                .filter(tier -> tier.factor().multiply(budget).compareTo(BigDecimal.ONE) < 0)
                .toList();
    }

    /** The tiers of a period, those too that some objective could never reach. */
    public static List<BurnTier> all(Duration period, Duration shortest) {
        return SPEEDS.stream()
                .map(speed -> {
                    Duration window = atLeast(shortest, period.dividedBy(speed.share()));
                    return new BurnTier(
                            speed.name(),
                            speed.priority(),
                            speed.factor(),
                            window,
                            atLeast(shortest, window.dividedBy(SHORT_WINDOW)));
                })
                .toList();
    }

    /** In what time the budget of a period is gone if it burns so fast. */
    public Duration exhausting(Duration period) {
        return period.multipliedBy(10).dividedBy(factor.movePointRight(1).longValueExact());
    }

    private static Duration atLeast(Duration shortest, Duration window) {
        Duration whole = Duration.ofSeconds(window.toSeconds());
        return whole.compareTo(shortest) < 0 ? shortest : whole;
    }
}
