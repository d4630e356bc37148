package io.watchbill.plan;

import io.watchbill.plan.promql.Aggregation;
import io.watchbill.plan.promql.BinaryOperation;
import io.watchbill.plan.promql.Call;
import io.watchbill.plan.promql.Expression;
import io.watchbill.plan.promql.LabelMatcher;
import io.watchbill.plan.promql.Literal;
import io.watchbill.plan.promql.Matching;
import io.watchbill.plan.promql.Operator;
import io.watchbill.plan.promql.Selector;
import io.watchbill.spec.OperationsSpecification;
import io.watchbill.spec.Priority;
import io.watchbill.spec.Receiver;
import io.watchbill.spec.catalogue.IncidentFamilies;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.Layer;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/** Alerts on the incident server, where the specification names one: incidents that nobody took on, and records that are not kept. */
public final class IncidentAlerts {

    private static final String OVERDUE = "IncidentOverdue";
    private static final Duration QUARTER = Duration.ofMinutes(15);

    private final PlanContext context;
    private final Selector known;

    IncidentAlerts(PlanContext context) {
        this.context = context;
        this.known = Selector.of(
                IncidentFamilies.OVERDUE,
                LabelMatcher.equal(LabelNames.NAME, context.metadata().name()));
    }

    /** Whether an alert speaks of an incident, so that it is none of its own. */
    public static boolean isOfIncident(PlannedAlert alert) {
        return alert.kind() == AlertKind.MONITORING && alert.name().endsWith(OVERDUE);
    }

    /** Whether a specification names the incident server. */
    public static boolean areRecorded(OperationsSpecification specification) {
        return specification.alerting().receivers().stream()
                .anyMatch(receiver -> receiver.name().equals(Receiver.INCIDENT_RECORDER));
    }

    List<PlannedAlert> plan() {
        return areRecorded(context.specification()) ? List.of(overdue(), notRecorded(), notReconciled()) : List.of();
    }

    private PlannedAlert overdue() {
        Expression waiting = Aggregation.max(List.of(LabelNames.CLUSTER, IncidentFamilies.LEVEL), known);
        return draft(OVERDUE, Priority.P2, BinaryOperation.of(waiting, Operator.GREATER, number(0)))
                .identity(List.of(IncidentFamilies.LEVEL))
                .holdFor(Duration.ofMinutes(1))
                .texts(
                        "An incident of " + context.title() + " waits for somebody.",
                        "{{ $value }} incidents of severity " + TemplateText.label(IncidentFamilies.LEVEL)
                                + " were not taken on within their response time: watchbill incidents list shows them,"
                                + " watchbill incidents ack stops the clock.")
                .plan();
    }

    private PlannedAlert notRecorded() {
        Expression failed = BinaryOperation.of(
                Call.of(
                        "increase",
                        Selector.of(
                                        IncidentFamilies.WEBHOOKS,
                                        LabelMatcher.equal(LabelNames.RESULT, IncidentFamilies.FAILED))
                                .over(QUARTER)),
                Operator.GREATER,
                number(0));
        Expression waiting = BinaryOperation.of(Selector.of(IncidentFamilies.INBOX), Operator.GREATER, number(0));
        Expression unreadable =
                BinaryOperation.of(Selector.of(IncidentFamilies.UNREADABLE), Operator.GREATER, number(0));
        Expression trouble =
                BinaryOperation.of(BinaryOperation.of(failed, Operator.OR, waiting), Operator.OR, unreadable);
        return draft("IncidentsNotRecorded", Priority.P3, Aggregation.max(List.of(LabelNames.CLUSTER), own(trouble)))
                .holdFor(QUARTER)
                .texts(
                        "Incidents of " + context.title() + " are not recorded.",
                        "For 15 minutes the incident server has not stored webhooks, has not written into files what it"
                                + " stored, or could not read a file: its log names the file and the reason. Alertmanager"
                                + " sends again what was not stored.")
                .plan();
    }

    private PlannedAlert notReconciled() {
        Expression age = BinaryOperation.of(Call.of("time"), Operator.MINUS, Selector.of(IncidentFamilies.RECONCILED));
        return draft(
                        "IncidentsNotReconciled",
                        Priority.P4,
                        BinaryOperation.of(
                                Aggregation.max(List.of(LabelNames.CLUSTER), own(age)),
                                Operator.GREATER,
                                number(QUARTER.toSeconds())))
                .texts(
                        "Incidents of " + context.title() + " are not held against Alertmanager.",
                        "The incident server last heard {{ $value | humanizeDuration }} ago what Alertmanager holds: silences"
                                + " are not taken for acknowledgements, and an end that no message told of is not found.")
                .plan();
    }

    /** Of servers that know the system. */
    private Expression own(Expression expression) {
        return BinaryOperation.of(expression, Operator.AND, Matching.on(List.of("job", "instance")), known);
    }

    private AlertDraft draft(String symptom, Priority priority, Expression expression) {
        return new AlertDraft(
                        context,
                        context.alertName(symptom),
                        AlertKind.MONITORING,
                        Layer.MONITORING,
                        priority,
                        expression)
                .heldWithout(SignOfLife.ofProgram(known))
                .troubleshootingIfPresent(Links.slug(symptom.replaceAll("(?<=[a-z])(?=[A-Z])", "-")))
                .panel(PanelKeys.MONITORING);
    }

    private static Literal number(long value) {
        return new Literal(BigDecimal.valueOf(value));
    }
}
