package io.watchbill.plan;

import io.watchbill.spec.Priority;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/**
 * A speed at which an error budget burns that somebody is told about (Google, The Site Reliability Workbook, chapter 5): over a
 * long window, and still over a short one, so that the alert ends soon after the trouble does. Windows are shares of the period,
 * so that the factors are the same for every period. They are rounded up to what is counted, so that a name says what is measured.
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
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

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
     * @param target what it is counted by: no window is shorter than its shortest range
     */
    static List<BurnTier> of(Duration period, BigDecimal budget, Target target) {
        return all(period, target).stream()
                .filter(tier -> tier.factor().multiply(budget).compareTo(BigDecimal.ONE) < 0)
                .toList();
    }

    /** The tiers of a period, those too that some objective could never reach. */
    public static List<BurnTier> all(Duration period, Target target) {
        return SPEEDS.stream()
                .map(speed -> {
                    Duration window = counted(target, period.dividedBy(speed.share()));
                    return new BurnTier(
                            speed.name(),
                            speed.priority(),
                            speed.factor(),
                            window,
                            counted(target, window.dividedBy(SHORT_WINDOW)));
                })
                .toList();
    }

    /** In what time the budget of a period is gone if it burns so fast. */
    public Duration exhausting(Duration period) {
        return period.multipliedBy(10).dividedBy(factor.movePointRight(1).longValueExact());
    }

    /** Up to the stretch in which events are counted whole seconds, then whole stretches, over a day whole hours. */
    private static Duration counted(Target target, Duration length) {
        Duration stretch = target.countedStretch();
        Duration window = Collections.max(List.of(Duration.ofSeconds(length.toSeconds()), target.shortestRange()));
        if (window.compareTo(stretch) <= 0) {
            return window;
        }
        Duration unit = window.compareTo(DAY) <= 0 ? stretch : HOUR;
        return unit.multipliedBy(-Math.floorDiv(-window.toMillis(), unit.toMillis()));
    }
}
