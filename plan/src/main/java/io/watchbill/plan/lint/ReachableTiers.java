package io.watchbill.plan.lint;

import io.watchbill.plan.BurnTier;
import io.watchbill.plan.Target;
import io.watchbill.spec.Durations;
import io.watchbill.spec.ServiceLevelObjective;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * A burn rate F of a budget b is a share F·b of bad events. At 1 or more it can never be passed, so that nobody is told in time; with F under 1 the
 * alert fires while everything is as promised.
 */
final class ReachableTiers implements Rule {
    private final BiFunction<Duration, Target, List<BurnTier>> tiers;

    ReachableTiers() {
        this(BurnTier::all);
    }

    /** @param tiers of a period, counted as a target does */
    ReachableTiers(BiFunction<Duration, Target, List<BurnTier>> tiers) {
        this.tiers = tiers;
    }

    @Override
    public void judge(Judged judged) {
        List<ServiceLevelObjective> objectives = judged.specification().slos();
        for (int i = 0; i < objectives.size(); i++) {
            ServiceLevelObjective objective = objectives.get(i);
            String pointer = "/slos/" + i + "/target";
            List<BurnTier> all =
                    tiers.apply(objective.period().length(), judged.plan().target());
            List<BurnTier> dead = all.stream()
                    .filter(tier -> !new Burning(objective, tier).isReachable())
                    .toList();
            if (!dead.isEmpty()) {
                judged.report(
                        LintCode.DEAD_TIER,
                        pointer,
                        "the objective " + objective.name() + " can never burn its budget so fast that it fires at "
                                + dead.stream()
                                        .map(tier -> tier.priority().name())
                                        .collect(Collectors.joining(", ")),
                        "an objective over " + least(dead.get(0)) + " %, for " + times(dead.get(0)) + " its budget",
                        "promise more, or watch the metric with an alert of its own that says from which value on"
                                + " somebody is woken");
            }
            for (BurnTier tier : all) {
                if (tier.factor().compareTo(BigDecimal.ONE) < 0) {
                    judged.report(
                            LintCode.TIER_INSIDE_BUDGET,
                            pointer,
                            tier.priority() + " of the objective " + objective.name() + " fires at "
                                    + times(tier) + " its budget over "
                                    + Durations.format(tier.window()) + ", when the promise is kept",
                            "a factor of at least 1",
                            "choose a shorter window for the same share of the budget");
                }
            }
        }
    }

    private static String times(BurnTier tier) {
        return tier.factor().toPlainString() + " times";
    }

    /** The objective from which on a tier can fire, in per cent: 1 − 1/F. */
    private static String least(BurnTier tier) {
        return BigDecimal.ONE
                .subtract(BigDecimal.ONE.divide(tier.factor(), 6, RoundingMode.DOWN))
                .movePointRight(2)
                .setScale(2, RoundingMode.UP)
                .stripTrailingZeros()
                .toPlainString();
    }
}
