package io.watchbill.plan;

import io.watchbill.plan.fleet.FleetVerdicts;
import io.watchbill.plan.promql.Aggregation;
import io.watchbill.plan.promql.BinaryOperation;
import io.watchbill.plan.promql.Call;
import io.watchbill.plan.promql.Expression;
import io.watchbill.plan.promql.LabelMatcher;
import io.watchbill.plan.promql.Literal;
import io.watchbill.plan.promql.Operator;
import io.watchbill.plan.promql.Selector;
import io.watchbill.spec.Durations;
import io.watchbill.spec.EventClock;
import io.watchbill.spec.Model;
import io.watchbill.spec.Priority;
import io.watchbill.spec.Serving;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.Layer;
import io.watchbill.spec.catalogue.MetricFamilies;
import io.watchbill.spec.condition.Matcher;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Alerts about the monitoring itself, which come with every system: silence must not look like health. */
final class MonitoringAlerts {

    private static final List<String> BY_MODEL = List.of(LabelNames.CLUSTER, LabelNames.MODEL);

    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration BEHIND = Duration.ofMinutes(15);
    private static final Duration SHORTEST_LABEL_SILENCE = Duration.ofHours(1);

    private final PlanContext context;
    private final List<Model> models;
    private final Collection<String> groups;

    /** @param groups those of all rules of the system */
    MonitoringAlerts(PlanContext context, Collection<String> groups) {
        this.context = context;
        this.groups = groups;
        this.models = context.models();
    }

    List<PlannedAlert> plan() {
        List<PlannedAlert> alerts = new ArrayList<>();
        if (!models.isEmpty()) {
            ExporterAlerts exporter = new ExporterAlerts(context);
            alerts.add(exporter.down());
            exporter.replicaDown().ifPresent(alerts::add);
            alerts.add(specMismatch());
            ingestionStopped().ifPresent(alerts::add);
            alerts.add(labelsStopped());
            noVerdict().ifPresent(alerts::add);
            behind().ifPresent(alerts::add);
            alerts.addAll(new StateAlerts(context).plan());
        }
        alerts.addAll(new AlertingAlerts(context, groups).plan());
        alerts.add(watchdog());
        return alerts;
    }

    private PlannedAlert specMismatch() {
        String compiled = context.hash();
        Expression other = Selector.of(
                MetricFamilies.SPEC.name(),
                LabelMatcher.equal(LabelNames.NAME, context.metadata().name()),
                new LabelMatcher(LabelNames.HASH, Matcher.Operator.NOT_EQUAL, compiled));
        return draft("SpecMismatch", Priority.P4, Aggregation.max(List.of(LabelNames.CLUSTER, LabelNames.HASH), other))
                .identity(List.of(LabelNames.HASH))
                .holdFor(QUARTER)
                .texts(
                        "Exporter and rules of " + context.title() + " come from different specifications.",
                        "The exporter runs specification " + TemplateText.label(LabelNames.HASH)
                                + ", the rules were compiled from " + compiled
                                + ": restart the exporter with the specification that was compiled.")
                .plan();
    }

    private Optional<PlannedAlert> ingestionStopped() {
        List<Model> online = models.stream()
                .filter(model -> model.serving() instanceof Serving.Online)
                .toList();
        if (online.isEmpty()) {
            return Optional.empty();
        }
        IngestionAlert ingestion = new IngestionAlert(context, online);
        return Optional.of(draft("IngestionStopped", Priority.P3, ingestion.expression())
                .heldWithout(ingestion.arriving())
                .stillAbout(List.of(PlanContext.models(online)))
                .identity(List.of(LabelNames.MODEL))
                .texts(
                        "The exporter of " + context.title() + " receives no predictions.",
                        "No prediction of model " + TemplateText.label(LabelNames.MODEL)
                                + " arrived for 15 minutes, " + ingestion.when() + ": either the system"
                                + " stopped or its events no longer reach the exporter.")
                .plan());
    }

    /** A model that had labels gets none, though predictions that are old enough to have one exist. */
    private PlannedAlert labelsStopped() {
        Duration delay = models.stream()
                .map(model -> model.performance().labelDelay())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        Duration silence = delay.multipliedBy(2).compareTo(SHORTEST_LABEL_SILENCE) > 0
                ? delay.multipliedBy(2)
                : SHORTEST_LABEL_SILENCE;
        Selector joined = Selector.of(
                MetricFamilies.LABELS.name(),
                LabelMatcher.equal(LabelNames.RESULT, "joined"),
                PlanContext.models(models));
        Selector predictions = Selector.of(MetricFamilies.PREDICTIONS.name(), PlanContext.models(models))
                .over(silence)
                .earlier(silence);
        Expression none = BinaryOperation.of(increase(joined.over(silence)), Operator.EQUAL, number(0));
        Expression had = BinaryOperation.of(Aggregation.sum(BY_MODEL, joined), Operator.GREATER, number(0));
        Expression due = BinaryOperation.of(increase(predictions), Operator.GREATER, number(IngestionAlert.STEADY));
        return draft(
                        "LabelsStopped",
                        Priority.P3,
                        BinaryOperation.of(BinaryOperation.of(none, Operator.AND, had), Operator.AND, due))
                .heldWithout(SignOfLife.exporter(context))
                .stillAbout(List.of(PlanContext.models(models)))
                .identity(List.of(LabelNames.MODEL))
                .texts(
                        "Labels of " + context.title() + " have stopped arriving.",
                        "No label of model " + TemplateText.label(LabelNames.MODEL) + " was joined for "
                                + Durations.format(silence)
                                + " although predictions are due for one: accuracy is no longer known.")
                .plan();
    }

    private Optional<PlannedAlert> noVerdict() {
        List<Model> compared =
                models.stream().filter(model -> !model.references().isEmpty()).toList();
        if (compared.isEmpty()) {
            return Optional.empty();
        }
        // A window that has not been observed for its whole length is only a matter of time.
        Expression reasons =
                FleetVerdicts.missing(context.specification(), PlanContext.models(compared), List.of("window_filling"));
        List<String> identity = List.of(LabelNames.MODEL, LabelNames.VERSION, LabelNames.WINDOW, LabelNames.REASON);
        return Optional.of(draft(
                        "NoVerdict",
                        Priority.P4,
                        new Aggregation("count", ConditionPlanner.withCluster(identity), reasons))
                .heldWithout(SignOfLife.exporter(context))
                .stillAbout(List.of(PlanContext.models(compared)))
                .identity(identity)
                .holdFor(DAY)
                .texts(
                        "Drift of " + context.title() + " has not been judged for a day.",
                        "{{ $value }} columns of model " + TemplateText.label(LabelNames.MODEL) + " version "
                                + TemplateText.label(LabelNames.VERSION) + " have no verdict over "
                                + TemplateText.label(LabelNames.WINDOW) + ": "
                                + TemplateText.label(LabelNames.REASON) + ".")
                .plan());
    }

    private Optional<PlannedAlert> behind() {
        List<Model> live = models.stream()
                .filter(model -> model.clock() == EventClock.LIVE)
                .toList();
        if (live.isEmpty()) {
            return Optional.empty();
        }
        Expression newest =
                Aggregation.max(BY_MODEL, Selector.of(MetricFamilies.WINDOW_END.name(), PlanContext.models(live)));
        Expression behind = BinaryOperation.of(
                BinaryOperation.of(Call.of("time"), Operator.MINUS, newest),
                Operator.GREATER,
                number(BEHIND.toSeconds()));
        return Optional.of(draft("MonitoringBehind", Priority.P4, behind)
                .heldWithout(SignOfLife.exporter(context))
                .stillAbout(List.of(PlanContext.models(live)))
                .identity(List.of(LabelNames.MODEL))
                .texts(
                        "The monitoring of " + context.title() + " is behind.",
                        "The windows of model " + TemplateText.label(LabelNames.MODEL)
                                + " end {{ $value | humanizeDuration }} ago: events arrive late or are still being"
                                + " caught up with.")
                .plan());
    }

    private PlannedAlert watchdog() {
        return new AlertDraft(
                        context,
                        context.alertName("Watchdog"),
                        AlertKind.WATCHDOG,
                        Layer.MONITORING,
                        Priority.P4,
                        Call.of("vector", number(1)))
                .holdFor(Duration.ZERO)
                .texts(
                        "The alerting path of " + context.title() + " works.",
                        "This alert always fires. Whoever receives it must raise the alarm when it stops.")
                .panel(PanelKeys.RULES)
                .plan();
    }

    private AlertDraft draft(String symptom, Priority priority, Expression expression) {
        return draft(context, symptom, priority, expression);
    }

    /** An alert about the monitoring itself. */
    static AlertDraft draft(PlanContext context, String symptom, Priority priority, Expression expression) {
        return new AlertDraft(
                        context,
                        context.alertName(symptom),
                        AlertKind.MONITORING,
                        Layer.MONITORING,
                        priority,
                        expression)
                .troubleshootingIfPresent(dashed(symptom))
                .panel(PanelKeys.MONITORING);
    }

    private static String dashed(String symptom) {
        return Links.slug(symptom.replaceAll("(?<=[a-z])(?=[A-Z])", "-"));
    }

    private static Expression increase(Selector counter) {
        return Aggregation.sum(BY_MODEL, Call.of("increase", counter));
    }

    private static Literal number(long value) {
        return new Literal(BigDecimal.valueOf(value));
    }
}
