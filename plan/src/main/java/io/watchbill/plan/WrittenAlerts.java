package io.watchbill.plan;

import io.watchbill.plan.promql.Written;
import io.watchbill.spec.AlertDefinition;
import io.watchbill.spec.AlertExpression;
import io.watchbill.spec.catalogue.CatalogueMetric;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.Layer;
import io.watchbill.spec.catalogue.MetricCatalogue;
import io.watchbill.spec.catalogue.MetricFamilies;
import io.watchbill.spec.catalogue.MetricFamily;
import io.watchbill.spec.condition.Clause;
import io.watchbill.spec.condition.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The alerts of {@code alerting.alerts}. */
final class WrittenAlerts {

    private final PlanContext context;
    private final ConditionPlanner conditions;

    WrittenAlerts(PlanContext context) {
        this.context = context;
        this.conditions = new ConditionPlanner(context);
    }

    List<PlannedAlert> plan() {
        List<AlertDefinition> definitions = context.specification().alerting().alerts();
        List<PlannedAlert> alerts = new ArrayList<>();
        for (int i = 0; i < definitions.size(); i++) {
            alerts.add(plan(definitions.get(i), "/alerting/alerts/" + i));
        }
        return alerts;
    }

    private PlannedAlert plan(AlertDefinition definition, String path) {
        AlertDraft draft = definition.expression() instanceof AlertExpression.Conditional conditional
                ? conditional(definition, conditional.condition())
                : promql(definition, (AlertExpression.Promql) definition.expression());
        definition.runbook().ifPresent(draft::runbook);
        return draft.state(definition.state())
                .impact(definition.impact())
                .holdFor(definition.expression().holdFor())
                .from(path)
                .plan();
    }

    private AlertDraft conditional(AlertDefinition definition, Condition condition) {
        Clause first = condition.clauses().get(0);
        CatalogueMetric metric = conditions.metric(first.metric());
        ConditionPlanner.Query query = conditions.condition(condition);
        String clauses = condition.clauses().stream().map(Clause::text).collect(Collectors.joining(" and "));
        String summary = definition
                .summary()
                .orElseGet(() ->
                        Names.capital(Names.words(metric.name()) + " of " + context.title() + " needs attention."));
        String description = Names.capital(Names.words(metric.name())) + whose(query.identityLabels()) + " is "
                + ValueText.of(metric.unit()) + ": " + TemplateText.literal(clauses) + ".";
        AlertDraft draft = new AlertDraft(
                        context,
                        definition.name(),
                        AlertKind.WRITTEN_CONDITION,
                        metric.layer(),
                        definition.severity(),
                        query.expression())
                .identity(query.identityLabels())
                .condition(condition, conditions.compared(condition))
                .texts(summary, description)
                .panel(metric.name());
        conditions.hold(draft, first);
        return draft;
    }

    private AlertDraft promql(AlertDefinition definition, AlertExpression.Promql promql) {
        Written expression = new Written(promql.query());
        String summary = definition
                .summary()
                .orElseGet(() -> TemplateText.literal(definition.name()) + " fires for " + context.title() + ".");
        return new AlertDraft(
                        context,
                        definition.name(),
                        AlertKind.WRITTEN_PROMQL,
                        layer(expression),
                        definition.severity(),
                        expression)
                .texts(summary, "The query's value is {{ $value | humanize }}.");
    }

    /** The layer of the first series that is known; a query of unknown series speaks of the application. */
    private static Layer layer(Written expression) {
        return expression.words().stream()
                .flatMap(word -> layerOf(word).stream())
                .findFirst()
                .orElse(Layer.APPLICATION);
    }

    private static Optional<Layer> layerOf(String series) {
        return MetricFamilies.ofSeries(series)
                .map(MetricFamily::layer)
                .or(() -> MetricCatalogue.presets().stream()
                        .filter(preset -> preset.queries().values().stream()
                                .anyMatch(query -> query.series().contains(series)))
                        .map(preset -> preset.layer())
                        .findFirst());
    }

    /** Whose value an alert speaks of, as a template over its identity labels. */
    static String whose(List<String> identityLabels) {
        StringBuilder text = new StringBuilder();
        if (identityLabels.contains(LabelNames.COLUMN)) {
            text.append(" of column ").append(TemplateText.label(LabelNames.COLUMN));
        }
        if (identityLabels.contains(LabelNames.MODEL)) {
            text.append(" of model ").append(TemplateText.label(LabelNames.MODEL));
        }
        if (identityLabels.contains(LabelNames.VERSION)) {
            text.append(" version ").append(TemplateText.label(LabelNames.VERSION));
        }
        return text.toString();
    }
}
