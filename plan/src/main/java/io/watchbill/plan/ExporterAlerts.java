package io.watchbill.plan;

import io.watchbill.plan.promql.Aggregation;
import io.watchbill.plan.promql.BinaryOperation;
import io.watchbill.plan.promql.Call;
import io.watchbill.plan.promql.Expression;
import io.watchbill.plan.promql.Literal;
import io.watchbill.plan.promql.Matching;
import io.watchbill.plan.promql.Operator;
import io.watchbill.plan.promql.Selector;
import io.watchbill.plan.promql.Subquery;
import io.watchbill.spec.Priority;
import io.watchbill.spec.Replicas;
import io.watchbill.spec.catalogue.LabelNames;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Whether the exporter runs: anywhere, in each cluster where it did, and each of its replicas. */
final class ExporterAlerts {

    /** What is the case, in the name of the alert about a missing exporter. */
    static final String EXPORTER_DOWN = "ExporterDown";

    private static final List<String> BY_CLUSTER = List.of(LabelNames.CLUSTER);

    /** How long a target is known as a replica. */
    private static final Duration REMEMBERED = Duration.ofDays(7);

    private static final Duration HOUR = Duration.ofHours(1);

    private final PlanContext context;
    private final Selector exporters;

    ExporterAlerts(PlanContext context) {
        this.context = context;
        this.exporters = context.exporters();
    }

    PlannedAlert down() {
        return MonitoringAlerts.draft(
                        context, EXPORTER_DOWN, Priority.P2, Missed.of(BY_CLUSTER, exporters, List.of(exporters)))
                .texts(
                        "The exporter of " + context.title() + " is down.",
                        "Prometheus scrapes no exporter that runs this specification, so no model or business alert of"
                                + " the system can fire.")
                .plan();
    }

    /** A target that Prometheus still has, and that ran this specification; one that was taken away is missed by nobody. */
    Optional<PlannedAlert> replicaDown() {
        if (context.specification().monitoring().replicas() == Replicas.ONE) {
            return Optional.empty();
        }
        Expression silent = BinaryOperation.of(Selector.of("up"), Operator.EQUAL, new Literal(BigDecimal.ZERO));
        Expression replicas = BinaryOperation.of(
                silent,
                Operator.AND,
                Matching.on(List.of(LabelNames.CLUSTER, "job", "instance")),
                Call.of("count_over_time", new Subquery(exporters, REMEMBERED, HOUR)));
        return Optional.of(MonitoringAlerts.draft(
                        context, "ReplicaDown", Priority.P3, new Aggregation("count", BY_CLUSTER, replicas))
                .supersededBy(List.of(context.alertName(EXPORTER_DOWN)))
                .texts(
                        "A replica of the exporter of " + context.title() + " is down.",
                        "{{ $value }} replicas of the exporter do not answer Prometheus: what they have counted is in no"
                                + " score until they are back.")
                .plan());
    }
}
