package io.watchbill.plan;

import io.watchbill.plan.promql.Aggregation;
import io.watchbill.plan.promql.BinaryOperation;
import io.watchbill.plan.promql.Call;
import io.watchbill.plan.promql.Expression;
import io.watchbill.plan.promql.Literal;
import io.watchbill.plan.promql.Matching;
import io.watchbill.plan.promql.Operator;
import io.watchbill.plan.promql.Selector;
import io.watchbill.spec.Durations;
import io.watchbill.spec.Priority;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.MetricFamilies;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/** Whether the exporter keeps what it acknowledges, and still has what it kept. One without a store has none of the series. */
final class StateAlerts {

    private static final List<String> BY_CLUSTER = List.of(LabelNames.CLUSTER);

    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final Duration HOUR = Duration.ofHours(1);

    private final PlanContext context;
    private final Selector exporters;

    StateAlerts(PlanContext context) {
        this.context = context;
        this.exporters = context.exporters();
    }

    List<PlannedAlert> plan() {
        return List.of(notStored(), snapshotOld(), damaged());
    }

    private PlannedAlert notStored() {
        Expression failing = Aggregation.max(BY_CLUSTER, own(Selector.of(MetricFamilies.STATE_FAILING.name())));
        return draft("EventsNotStored", Priority.P2, isAny(failing))
                .texts(
                        "The exporter of " + context.title() + " cannot store events.",
                        "Senders are answered 503 and told to send again: until the exporter's disk can be written and read,"
                                + " their predictions and labels are in no metric.")
                .plan();
    }

    /** What the exporter has acknowledged since its last snapshot is in its journal, which grows. */
    private PlannedAlert snapshotOld() {
        Expression age = BinaryOperation.of(
                Call.of("time"), Operator.MINUS, Selector.of(MetricFamilies.STATE_LAST_SNAPSHOT.name()));
        return draft("SnapshotOld", Priority.P3, isMoreThan(QUARTER.toSeconds(), Aggregation.max(BY_CLUSTER, own(age))))
                .texts(
                        "The exporter of " + context.title() + " cannot write its state.",
                        "The last snapshot is {{ $value | humanizeDuration }} old; they are due every half minute. Nothing"
                                + " acknowledged is lost, but the journal grows, and a restart takes longer.")
                .plan();
    }

    private PlannedAlert damaged() {
        Expression stores = Aggregation.max(BY_CLUSTER, own(Selector.of(MetricFamilies.STATE_DAMAGED_STORES.name())));
        Expression unreadable = Aggregation.sum(
                BY_CLUSTER,
                own(Call.of(
                        "increase",
                        Selector.of(MetricFamilies.STATE_UNREADABLE_PREDICTIONS.name())
                                .over(HOUR))));
        return draft(
                        "StateDamaged",
                        Priority.P3,
                        BinaryOperation.of(isAny(stores), Operator.OR, isMoreThan(0, unreadable)))
                .texts(
                        "The exporter of " + context.title() + " has lost some of its state.",
                        "A store that could not be read was moved aside and is still there, or within "
                                + Durations.format(HOUR)
                                + " labels were counted without their prediction since what was kept of it is damaged.")
                .plan();
    }

    private AlertDraft draft(String symptom, Priority priority, Expression expression) {
        return MonitoringAlerts.draft(context, symptom, priority, expression).heldWithout(SignOfLife.exporter(context));
    }

    private Expression own(Expression ofExporters) {
        return BinaryOperation.of(ofExporters, Operator.AND, Matching.on(List.of("job", "instance")), exporters);
    }

    private static Expression isMoreThan(long threshold, Expression value) {
        return BinaryOperation.of(value, Operator.GREATER, new Literal(BigDecimal.valueOf(threshold)));
    }

    private static Expression isAny(Expression gauge) {
        return BinaryOperation.of(gauge, Operator.AT_LEAST, new Literal(BigDecimal.ONE));
    }
}
