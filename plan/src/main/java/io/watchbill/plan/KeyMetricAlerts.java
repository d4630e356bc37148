package io.watchbill.plan;

import io.watchbill.spec.KeyMetric;
import io.watchbill.spec.Priority;
import io.watchbill.spec.catalogue.CatalogueMetric;
import io.watchbill.spec.condition.Bound;
import io.watchbill.spec.condition.Clause;
import io.watchbill.spec.condition.Condition;
import io.watchbill.spec.condition.Matcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the warning and critical thresholds of {@code monitoring.keyMetrics} imply. */
final class KeyMetricAlerts {

    private final PlanContext context;
    private final ConditionPlanner conditions;
    private final List<KeyMetric> keyMetrics;
    private final List<PlannedAlert> written;

    KeyMetricAlerts(PlanContext context, List<PlannedAlert> written) {
        this.context = context;
        this.conditions = new ConditionPlanner(context);
        this.keyMetrics = context.specification().monitoring().keyMetrics();
        this.written = written;
    }

    List<PlannedAlert> plan() {
        List<PlannedAlert> alerts = new ArrayList<>();
        for (int i = 0; i < keyMetrics.size(); i++) {
            KeyMetric keyMetric = keyMetrics.get(i);
            String path = "/monitoring/keyMetrics/" + i;
            Optional<PlannedAlert> critical = keyMetric
                    .critical()
                    .map(condition -> writtenFor(condition)
                            .orElseGet(
                                    () -> alert(keyMetric, Level.CRITICAL, condition, List.of(), path + "/critical")));
            critical.filter(alert -> !written.contains(alert)).ifPresent(alerts::add);
            keyMetric
                    .warning()
                    .filter(condition -> writtenFor(condition).isEmpty())
                    .ifPresent(condition -> alerts.add(alert(
                            keyMetric,
                            Level.WARNING,
                            condition,
                            critical.map(PlannedAlert::name).stream().toList(),
                            path + "/warning")));
        }
        return alerts;
    }

    /** The hand-written alert with the same clauses, which takes the place of the implied one. */
    private Optional<PlannedAlert> writtenFor(Condition condition) {
        return written.stream()
                .filter(alert -> alert.condition()
                        .map(Condition::clauses)
                        .filter(condition.clauses()::equals)
                        .isPresent())
                .findFirst();
    }

    private PlannedAlert alert(
            KeyMetric keyMetric, Level level, Condition condition, List<String> supersededBy, String path) {
        CatalogueMetric metric = conditions.metric(keyMetric.metric());
        ConditionPlanner.Query query = conditions.condition(condition);
        Bound bound = condition.clauses().get(0).bound();
        Priority priority = level == Level.CRITICAL ? keyMetric.criticalPriority() : keyMetric.warningPriority();
        String threshold = level == Level.CRITICAL ? "critical" : "warning";
        String words = Names.capital(Names.words(metric.name()));
        String summary =
                words + " of " + context.title() + " is " + direction(bound) + " its " + threshold + " threshold.";
        String description = words + WrittenAlerts.whose(query.identityLabels()) + " is " + ValueText.of(metric.unit())
                + over(condition.clauses().get(0)) + "; " + threshold + " is " + bound.text()
                + keyMetric
                        .normal()
                        .map(normal -> ", normal is " + normal.text())
                        .orElse("") + ".";
        AlertDraft draft = new AlertDraft(
                        context,
                        context.alertName(symptom(keyMetric, bound)) + (level == Level.WARNING ? "Warning" : ""),
                        AlertKind.KEY_METRIC,
                        metric.layer(),
                        priority,
                        query.expression())
                .level(level)
                .holdFor(condition.holdFor())
                .identity(query.identityLabels())
                .condition(condition, conditions.compared(condition))
                .supersededBy(supersededBy)
                .texts(summary, description)
                .troubleshootingIfPresent(Links.slug(metric.name()))
                .panel(metric.name())
                .from(path);
        conditions.hold(draft, condition.clauses().get(0));
        return draft.plan();
    }

    /** {@code ErrorRateHigh}; a metric that is listed more than once says with which window and labels, too. */
    private String symptom(KeyMetric keyMetric, Bound bound) {
        String symptom = Names.camel(keyMetric.metric())
                + switch (direction(bound)) {
                    case "above" -> "High";
                    case "below" -> "Low";
                    default -> "OutOfRange";
                };
        boolean listedAgain = keyMetrics.stream()
                        .filter(other -> other.metric().equals(keyMetric.metric()))
                        .count()
                > 1;
        if (!listedAgain) {
            return symptom;
        }
        String labels = keyMetric.matchers().stream()
                .map(Matcher::value)
                .map(Names::camel)
                .reduce("", String::concat);
        return symptom
                + labels
                + keyMetric.over().map(over -> Names.camel(over.label())).orElse("");
    }

    private static String direction(Bound bound) {
        if (bound instanceof Bound.Comparison comparison) {
            return comparison.operator().upward() ? "above" : "below";
        }
        return bound instanceof Bound.Outside ? "outside" : "inside";
    }

    private static String over(Clause clause) {
        return clause.window().map(window -> " over " + window.label()).orElse("");
    }
}
