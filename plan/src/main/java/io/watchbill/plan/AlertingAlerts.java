package io.watchbill.plan;

import io.watchbill.plan.promql.Aggregation;
import io.watchbill.plan.promql.BinaryOperation;
import io.watchbill.plan.promql.Call;
import io.watchbill.plan.promql.Expression;
import io.watchbill.plan.promql.LabelMatcher;
import io.watchbill.plan.promql.Literal;
import io.watchbill.plan.promql.Operator;
import io.watchbill.plan.promql.Selector;
import io.watchbill.spec.Priority;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.condition.Matcher;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Whether what is compiled reaches people: from the rules in Prometheus through Alertmanager to what tells them. */
final class AlertingAlerts {

    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final String GROUP = "rule_group";
    private static final String INTEGRATION = "integration";

    private final PlanContext context;
    private final Collection<String> groups;

    /** @param groups of all rules of the system */
    AlertingAlerts(PlanContext context, Collection<String> groups) {
        this.context = context;
        this.groups = groups;
    }

    List<PlannedAlert> plan() {
        return List.of(rulesFailing(), notificationsFailing(), receiverFailing());
    }

    /** Prometheus names the group of a rule behind the name of its file. */
    private PlannedAlert rulesFailing() {
        LabelMatcher own = new LabelMatcher(
                GROUP,
                Matcher.Operator.MATCHES,
                groups.stream().map(LabelMatcher::literally).collect(Collectors.joining("|", ".*;(", ")")));
        return draft(
                        "RulesFailing",
                        Priority.P3,
                        BinaryOperation.of(
                                some(GROUP, Selector.of("prometheus_rule_evaluation_failures_total", own)),
                                Operator.OR,
                                some(GROUP, Selector.of("prometheus_rule_group_iterations_missed_total", own))))
                .identity(List.of(GROUP))
                .texts(
                        "Prometheus cannot evaluate rules of " + context.title() + ".",
                        "In the last 15 minutes {{ $value | humanize }} evaluations of the group"
                                + " {{ $labels.rule_group }} failed or were left out; while one is, its alert is blind.")
                .plan();
    }

    private PlannedAlert notificationsFailing() {
        return draft(
                        "NotificationsFailing",
                        Priority.P2,
                        BinaryOperation.of(
                                some("", Selector.of("prometheus_notifications_errors_total")),
                                Operator.OR,
                                some("", Selector.of("prometheus_notifications_dropped_total"))))
                .texts(
                        "Alerts of " + context.title() + " may not reach Alertmanager.",
                        "In the last 15 minutes {{ $value | humanize }} notifications from Prometheus to an Alertmanager"
                                + " failed or were dropped.")
                .plan();
    }

    /** Alertmanager counts by kind of receiver, such as {@code pagerduty}. */
    private PlannedAlert receiverFailing() {
        return draft(
                        "ReceiverFailing",
                        Priority.P2,
                        some(INTEGRATION, Selector.of("alertmanager_notifications_failed_total")))
                .identity(List.of(INTEGRATION))
                .texts(
                        "Alerts of " + context.title() + " may not reach people.",
                        "In the last 15 minutes {{ $value | humanize }} notifications from Alertmanager through"
                                + " {{ $labels.integration }} failed.")
                .plan();
    }

    /** More than none in a quarter of an hour, by a label beside {@code cluster}, or none. */
    private static Expression some(String label, Selector counter) {
        List<String> by = label.isEmpty() ? List.of(LabelNames.CLUSTER) : List.of(LabelNames.CLUSTER, label);
        return BinaryOperation.of(
                Aggregation.sum(by, Call.of("increase", counter.over(QUARTER))),
                Operator.GREATER,
                new Literal(BigDecimal.ZERO));
    }

    private AlertDraft draft(String symptom, Priority priority, Expression expression) {
        return MonitoringAlerts.draft(context, symptom, priority, expression);
    }
}
