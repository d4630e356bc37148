package io.watchbill.plan;

import io.watchbill.plan.promql.BinaryOperation;
import io.watchbill.plan.promql.Expression;
import io.watchbill.plan.promql.Literal;
import io.watchbill.plan.promql.Matching;
import io.watchbill.plan.promql.Operator;
import io.watchbill.plan.promql.Selector;
import io.watchbill.spec.Durations;
import io.watchbill.spec.Measurement;
import io.watchbill.spec.Priority;
import io.watchbill.spec.ServiceLevelObjective;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.Layer;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The alerts of one objective. */
final class ObjectiveAlerts {

    /**
     * With fewer than 1/(factor·budget) events in its window a single bad one passes a tier's threshold. Two are the least that
     * wakes somebody; {@code increase} shows one as up to 1.1.
     */
    static final BigDecimal MORE_THAN_ONE_EVENT = new BigDecimal("1.5");

    /** A burst that comes and goes within this is one alert. */
    static final Duration KEEP = Duration.ofMinutes(15);

    /** A counter that is away for so long did not just miss a scrape. */
    static final Duration MISSED = Duration.ofMinutes(5);

    private static final Duration HOUR = Duration.ofHours(1);

    /** Some scores have no value for hours, as after a start. */
    static final Duration MISSED_SLICES = Duration.ofHours(24);

    private final PlanContext context;
    private final ServiceLevelObjective objective;
    private final ObjectiveSeries series;
    private final List<String> identity;
    private final List<ServiceLevelIndicator> indicators;
    private final Optional<Selector> maintenance;
    private final Duration stretch;
    private final String path;

    /**
     * @param maintenance 1 while planned work hides events or evaluations, which resolves alerts; empty where none does
     * @param stretch in which events are counted
     */
    ObjectiveAlerts(
            PlanContext context,
            ServiceLevelObjective objective,
            ObjectiveSeries series,
            List<String> identity,
            List<ServiceLevelIndicator> indicators,
            Optional<Selector> maintenance,
            Duration stretch,
            String path) {
        this.context = context;
        this.objective = objective;
        this.series = series;
        this.identity = identity;
        this.indicators = indicators;
        this.maintenance = maintenance;
        this.stretch = stretch;
        this.path = path;
    }

    /** @param faster the alerts that say more than this one while they fire */
    PlannedAlert burning(BurnTier tier, List<String> faster) {
        String window = Durations.format(tier.window());
        Literal limit = new Literal(tier.factor());
        Expression burning = BinaryOperation.of(
                BinaryOperation.of(
                        BinaryOperation.of(series.burnRate(tier.window()), Operator.GREATER, limit),
                        Operator.AND,
                        BinaryOperation.of(series.burnRate(tier.recent()), Operator.GREATER, limit)),
                Operator.AND,
                BinaryOperation.of(
                        series.badEvents(tier.window()), Operator.GREATER, new Literal(MORE_THAN_ONE_EVENT)));
        return draft(AlertKind.SLO_BURN, "Burn" + Names.camel(window), tier.priority(), burning)
                .panel(PanelKeys.burnRate(objective.name()))
                .holdFor(Duration.ZERO)
                .keepFiringFor(tier.recent().compareTo(KEEP) < 0 ? tier.recent() : KEEP)
                .label(LabelNames.TIER, tier.name())
                .supersededBy(faster)
                .texts(
                        context.title() + " burns the error budget of its objective " + objective.name() + ".",
                        "Over " + window + what()
                                + " used up its error budget {{ $value | humanize }} times as fast as the"
                                + " objective of " + target() + " allows; at "
                                + tier.factor().toPlainString()
                                + " times the budget of "
                                + (objective.period().calendarMonth()
                                        ? "a month"
                                        : objective.period().text())
                                + " is gone in "
                                + Durations.format(
                                        tier.exhausting(objective.period().length()))
                                + ".")
                .heldWithout(counted(tier))
                .plan();
    }

    /**
     * Events of the short window: while it has none of them, the tier sees nothing. What it holds for longer than a stretch would be
     * seen too long after it.
     */
    private SignOfLife counted(BurnTier tier) {
        Duration window = tier.recent().compareTo(stretch) < 0 ? tier.recent() : stretch;
        return new SignOfLife(
                series.totalEvents(window),
                identity,
                maintenance.map(active -> MaintenanceSeries.within(active, window)),
                Optional.of(new SignOfLife.Remembered(series.totalEvents(HOUR), identity)));
    }

    PlannedAlert exhausted() {
        Expression spent = BinaryOperation.of(series.remaining(), Operator.AT_MOST, new Literal(BigDecimal.ZERO));
        return draft(AlertKind.SLO_EXHAUSTED, "BudgetExhausted", Priority.P3, spent)
                .panel(PanelKeys.budget(objective.name()))
                .texts(
                        context.title() + " has no error budget left for its objective " + objective.name() + ".",
                        "Of the error budget" + what() + " {{ $value | humanizePercentage }} is left: the objective of "
                                + target() + " over "
                                + (objective.period().calendarMonth()
                                        ? "this month"
                                        : objective.period().text())
                                + " is missed.")
                .plan();
    }

    /**
     * The counters are gone, all of them or those of one cluster or model: the other alerts see no event, bad or good. What is away
     * while work goes on that is taken out of the objective is not missed.
     */
    PlannedAlert unmeasured() {
        boolean time = objective.measurement() instanceof Measurement.TimeSlice;
        List<String> models = identity.stream().filter(LabelNames.MODEL::equals).toList();
        Expression any = indicators.stream()
                .map(this::missed)
                .reduce((a, b) -> BinaryOperation.of(a, Operator.OR, b))
                .orElseThrow();
        Expression missed = maintenance
                .<Expression>map(active -> BinaryOperation.of(
                        any,
                        Operator.UNLESS,
                        Matching.on(List.of()),
                        time ? MaintenanceSeries.filling(active, MISSED_SLICES) : MaintenanceSeries.now(active)))
                .orElse(any);
        return draft(AlertKind.SLO_UNMEASURED, "Unmeasured", time ? Priority.P4 : Priority.P2, missed)
                .identity(models)
                .holdFor(time ? MISSED_SLICES : MISSED)
                .texts(
                        "The objective " + objective.name() + " of " + context.title() + " is not measured.",
                        "Series behind the objective have vanished, so none of its other alerts can fire: " + target()
                                + " is promised, and nobody knows.")
                .plan();
    }

    /** What was counted is not any more, or never was. */
    private Expression missed(ServiceLevelIndicator indicator) {
        List<String> labels = ConditionPlanner.withCluster(indicator.identityLabels().stream()
                .filter(LabelNames.MODEL::equals)
                .toList());
        return Missed.of(labels, series.totalEvents(HOUR, indicator.source()), indicator.presence());
    }

    private AlertDraft draft(AlertKind kind, String symptom, Priority priority, Expression expression) {
        return new AlertDraft(
                        context,
                        context.alertName(Names.camel(objective.name()) + symptom),
                        kind,
                        layer(),
                        priority,
                        expression)
                .identity(identity)
                .label(LabelNames.SLO, objective.name())
                .panel(PanelKeys.SLO_MEASURED)
                .from(path);
    }

    /** Where what is promised is measured. */
    private Layer layer() {
        if (objective.measurement() instanceof Measurement.TimeSlice slice) {
            return context.catalogue().find(slice.good().metric()).orElseThrow().layer();
        }
        boolean ofModel = objective.measurement() instanceof Measurement.MetricRatio ratio
                && (ratio.metric() == Measurement.Counted.ACCURACY
                        || ratio.metric() == Measurement.Counted.LABEL_COVERAGE);
        return ofModel ? Layer.MODEL : Layer.APPLICATION;
    }

    private String target() {
        return TemplateText.literal(objective.target());
    }

    /** Whose budget it is. */
    private String what() {
        return identity.contains(LabelNames.MODEL) ? " model " + TemplateText.label(LabelNames.MODEL) : " the system";
    }
}
