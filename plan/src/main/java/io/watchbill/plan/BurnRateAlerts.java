package io.watchbill.plan;

import io.watchbill.plan.promql.BinaryOperation;
import io.watchbill.plan.promql.Expression;
import io.watchbill.plan.promql.Literal;
import io.watchbill.plan.promql.Matching;
import io.watchbill.plan.promql.Operator;
import io.watchbill.spec.Durations;
import io.watchbill.spec.Priority;
import io.watchbill.spec.ServiceLevelObjective;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.Layer;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Service level objectives as multi-window, multi-burn-rate alerts (Google, The Site Reliability Workbook, chapter 5):
 * a tier fires while the error budget burns faster than its factor over a long window and still over a twelfth of it.
 * Windows are shares of the period, so that the factors are exact for every period.
 */
final class BurnRateAlerts {

    /** How much shorter the window is that shows the burning goes on. */
    private static final int SHORT_WINDOW = 12;

    /** {@code increase} shows one event as up to 1.1; two bad events are the least that wakes somebody. */
    private static final BigDecimal MORE_THAN_ONE_EVENT = new BigDecimal("1.5");

    /**
     * A speed of burning.
     *
     * @param factor how many times faster than the budget allows
     * @param share the long window is the period divided by this
     */
    private record Tier(Priority priority, BigDecimal factor, int share) {}

    private static final List<Tier> TIERS = List.of(
            new Tier(Priority.P1, new BigDecimal("14.4"), 720),
            new Tier(Priority.P2, new BigDecimal("6"), 120),
            new Tier(Priority.P3, new BigDecimal("3"), 30),
            new Tier(Priority.P4, BigDecimal.ONE, 10));

    private final PlanContext context;
    private final Target target;

    BurnRateAlerts(PlanContext context, Target target) {
        this.context = context;
        this.target = target;
    }

    List<PlannedAlert> plan() {
        List<PlannedAlert> alerts = new ArrayList<>();
        List<ServiceLevelObjective> objectives = context.specification().slos();
        for (int i = 0; i < objectives.size(); i++) {
            ServiceLevelObjective objective = objectives.get(i);
            List<ServiceLevelIndicator> indicators = ServiceLevelIndicator.of(objective.measurement(), context);
            if (!indicators.isEmpty()) {
                plan(objective, indicators, "/slos/" + i, alerts);
            }
        }
        return alerts;
    }

    private void plan(
            ServiceLevelObjective objective,
            List<ServiceLevelIndicator> indicators,
            String path,
            List<PlannedAlert> alerts) {
        BigDecimal budget = BigDecimal.ONE.subtract(objective.objective());
        List<String> faster = new ArrayList<>();
        for (Tier tier : TIERS) {
            BigDecimal threshold = tier.factor().multiply(budget);
            // A share of bad events cannot pass 1: with so large a budget this tier could never fire.
            if (threshold.compareTo(BigDecimal.ONE) < 0) {
                PlannedAlert alert = alert(objective, indicators, tier, threshold, List.copyOf(faster), path);
                alerts.add(alert);
                faster.add(alert.name());
            }
        }
    }

    private PlannedAlert alert(
            ServiceLevelObjective objective,
            List<ServiceLevelIndicator> indicators,
            Tier tier,
            BigDecimal threshold,
            List<String> faster,
            String path) {
        Duration window = atLeastFourScrapes(objective.period().dividedBy(tier.share()));
        Duration recent = atLeastFourScrapes(window.dividedBy(SHORT_WINDOW));
        Expression burning = indicators.stream()
                .map(indicator -> burning(indicator, threshold, window, recent))
                .reduce((a, b) -> BinaryOperation.of(a, Operator.OR, b))
                .orElseThrow();
        List<String> identity = indicators.stream()
                .flatMap(indicator -> indicator.identityLabels().stream())
                .distinct()
                .toList();
        String period = Durations.format(objective.period());
        Duration exhausted = objective
                .period()
                .multipliedBy(10)
                .dividedBy(tier.factor().movePointRight(1).longValueExact());
        String symptom = Names.camel(objective.name()) + "Burn" + Names.camel(Durations.format(window));
        return new AlertDraft(
                        context,
                        context.alertName(symptom),
                        AlertKind.SLO_BURN,
                        Layer.APPLICATION,
                        tier.priority(),
                        burning)
                .holdFor(Duration.ZERO)
                .identity(identity)
                .supersededBy(faster)
                .texts(
                        context.title() + " burns the error budget of its objective " + objective.name() + ".",
                        "{{ $value | humanizePercentage }} of the events"
                                + (identity.contains(LabelNames.MODEL)
                                        ? " of model " + TemplateText.label(LabelNames.MODEL)
                                        : "")
                                + " were bad over " + Durations.format(window) + ", "
                                + tier.factor().toPlainString() + " times what the objective allows: the budget of "
                                + period + " would be gone in " + Durations.format(exhausted) + ".")
                .panel(PanelKeys.SLO)
                .from(path)
                .plan();
    }

    private static Expression burning(
            ServiceLevelIndicator indicator, BigDecimal threshold, Duration window, Duration recent) {
        Matching matching = Matching.on(ConditionPlanner.withCluster(indicator.identityLabels()));
        Literal limit = new Literal(threshold);
        Expression both = BinaryOperation.of(
                BinaryOperation.of(indicator.badShare(window), Operator.GREATER, limit),
                Operator.AND,
                matching,
                BinaryOperation.of(indicator.badShare(recent), Operator.GREATER, limit));
        Expression several =
                BinaryOperation.of(indicator.bad(window), Operator.GREATER, new Literal(MORE_THAN_ONE_EVENT));
        return BinaryOperation.of(both, Operator.AND, matching, several);
    }

    private Duration atLeastFourScrapes(Duration window) {
        Duration whole = Duration.ofSeconds(window.toSeconds());
        return whole.compareTo(target.shortestRange()) < 0 ? target.shortestRange() : whole;
    }
}
