package io.watchbill.plan;

import io.watchbill.plan.promql.BinaryOperation;
import io.watchbill.plan.promql.Expression;
import io.watchbill.plan.promql.Literal;
import io.watchbill.plan.promql.Matching;
import io.watchbill.plan.promql.Operator;
import io.watchbill.plan.promql.Selector;
import io.watchbill.spec.Measurement;
import io.watchbill.spec.ServiceLevelObjective;
import io.watchbill.spec.catalogue.LabelNames;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the objectives of a specification imply: recorded series, and alerts on burning, spent and unmeasured budgets. */
final class ServiceLevels {

    private final List<PlannedObjective> objectives = new ArrayList<>();
    private final List<RecordedSeries> recordings = new ArrayList<>();
    private final List<PlannedAlert> alerts = new ArrayList<>();
    private final PlanContext context;
    private final Target target;
    private final String group;

    private ServiceLevels(PlanContext context, Target target) {
        this.context = context;
        this.target = target;
        this.group = RuleGroups.ofObjectives(context.metadata().name());
    }

    static ServiceLevels of(PlanContext context, Target target) {
        ServiceLevels levels = new ServiceLevels(context, target);
        Optional<Selector> maintenance = Optional.empty();
        List<ServiceLevelObjective> slos = context.specification().slos();
        if (!slos.isEmpty()) {
            Optional<RecordedSeries> hidden = MaintenanceSeries.of(context, levels.labels(), levels.group);
            hidden.ifPresent(levels.recordings::add);
            maintenance = hidden.map(recorded -> MaintenanceSeries.select(levels.labels()));
        }
        for (int i = 0; i < slos.size(); i++) {
            levels.add(slos.get(i), maintenance, "/slos/" + i);
        }
        return levels;
    }

    List<PlannedObjective> objectives() {
        return List.copyOf(objectives);
    }

    List<RecordedSeries> recordings() {
        return List.copyOf(recordings);
    }

    List<PlannedAlert> alerts() {
        return List.copyOf(alerts);
    }

    private void add(ServiceLevelObjective objective, Optional<Selector> maintenance, String path) {
        Map<String, String> labels = labels();
        labels.put(LabelNames.SLO, objective.name());
        ObjectiveSeries series = new ObjectiveSeries(labels);
        List<ServiceLevelIndicator> indicators =
                new ServiceLevelIndicators(context).of(objective.measurement(), series);
        if (indicators.isEmpty()) {
            return;
        }
        List<BurnTier> tiers = BurnTier.of(objective.period().length(), objective.budget(), target);
        Optional<Expression> slices = objective.measurement() instanceof Measurement.TimeSlice slice
                ? Optional.of(hidden(badSlices(slice), maintenance))
                : Optional.empty();
        recordings.addAll(new ObjectiveRecordings(
                        objective,
                        series,
                        indicators,
                        tiers,
                        // Slices are hidden one by one; what is added up from them holds none.
                        slices.isPresent() ? Optional.empty() : maintenance,
                        target,
                        group)
                .plan(slices));
        ObjectiveAlerts planner = new ObjectiveAlerts(
                context,
                objective,
                series,
                identity(indicators),
                indicators,
                maintenance,
                target.countedStretch(),
                path);
        Map<String, BurnTier> byAlert = new LinkedHashMap<>();
        for (BurnTier tier : tiers) {
            PlannedAlert alert = planner.burning(tier, List.copyOf(byAlert.keySet()));
            alerts.add(alert);
            byAlert.put(alert.name(), tier);
        }
        PlannedAlert exhausted = planner.exhausted();
        PlannedAlert unmeasured = planner.unmeasured();
        alerts.add(exhausted);
        alerts.add(unmeasured);
        objectives.add(new PlannedObjective(
                objective, labels, identity(indicators), byAlert, unmeasured.name(), exhausted.name()));
    }

    private static List<String> identity(List<ServiceLevelIndicator> indicators) {
        List<String> identity = new ArrayList<>(indicators.stream()
                .flatMap(indicator -> indicator.identityLabels().stream())
                .distinct()
                .toList());
        if (indicators.stream().anyMatch(indicator -> indicator.source().isPresent())) {
            identity.add(LabelNames.SOURCE);
        }
        return identity;
    }

    /** 0 where the condition holds, 1 where its metric has a value for which it does not. */
    private Expression badSlices(Measurement.TimeSlice slice) {
        ConditionPlanner planner = new ConditionPlanner(context);
        ConditionPlanner.Query good = planner.clause(slice.good());
        Expression any = planner.values(slice.good()).stream()
                .map(ConditionPlanner.Query::expression)
                .reduce((a, b) -> BinaryOperation.of(a, Operator.OR, b))
                .orElseThrow();
        Literal none = new Literal(BigDecimal.ZERO);
        Expression bad = BinaryOperation.of(
                BinaryOperation.of(none, Operator.TIMES, any), Operator.PLUS, new Literal(BigDecimal.ONE));
        return BinaryOperation.of(
                BinaryOperation.of(none, Operator.TIMES, good.expression()),
                Operator.OR,
                Matching.on(ConditionPlanner.withCluster(good.identityLabels())),
                bad);
    }

    private static Expression hidden(Expression slices, Optional<Selector> maintenance) {
        return maintenance
                .<Expression>map(active -> BinaryOperation.of(
                        slices, Operator.UNLESS, Matching.on(List.of()), MaintenanceSeries.now(active)))
                .orElse(slices);
    }

    /** What tells the system's recorded series from those of other systems. */
    private Map<String, String> labels() {
        return MaintenanceSeries.labels(context);
    }
}
