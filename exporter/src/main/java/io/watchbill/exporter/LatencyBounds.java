package io.watchbill.exporter;

import io.watchbill.spec.AlertDefinition;
import io.watchbill.spec.AlertExpression;
import io.watchbill.spec.KeyMetric;
import io.watchbill.spec.Measurement;
import io.watchbill.spec.OperationsSpecification;
import io.watchbill.spec.ServiceLevelObjective;
import io.watchbill.spec.condition.Bound;
import io.watchbill.spec.condition.Clause;
import io.watchbill.spec.condition.Condition;
import io.watchbill.spec.condition.Quantity;
import java.util.ArrayList;
import java.util.List;

/**
 * The latencies that a specification holds requests against. The histogram gets a bucket at each, so that "under
 * 100 ms" is counted and not interpolated.
 */
final class LatencyBounds {
    private static final String LATENCY = "latency_";

    private final List<Double> bounds = new ArrayList<>();

    private LatencyBounds() {}

    /** In seconds, in the order of the specification. */
    static List<Double> of(OperationsSpecification specification) {
        LatencyBounds found = new LatencyBounds();
        for (KeyMetric metric : specification.monitoring().keyMetrics()) {
            metric.warning().ifPresent(found::add);
            metric.critical().ifPresent(found::add);
        }
        for (AlertDefinition alert : specification.alerting().alerts()) {
            if (alert.expression() instanceof AlertExpression.Conditional written) {
                found.add(written.condition());
            }
        }
        for (ServiceLevelObjective slo : specification.slos()) {
            if (slo.measurement() instanceof Measurement.LatencyUnder under) {
                found.add(under.bound());
            } else if (slo.measurement() instanceof Measurement.TimeSlice slice) {
                found.add(slice.good());
            }
        }
        return List.copyOf(found.bounds);
    }

    private void add(Condition condition) {
        condition.clauses().forEach(this::add);
    }

    private void add(Clause clause) {
        if (!clause.metric().startsWith(LATENCY)) {
            return;
        }
        Bound bound = clause.bound();
        if (bound instanceof Bound.Comparison comparison) {
            add(comparison.limit());
        } else if (bound instanceof Bound.Outside outside) {
            add(outside.low());
            add(outside.high());
        } else if (bound instanceof Bound.Within within) {
            add(within.low());
            add(within.high());
        }
    }

    private void add(Quantity seconds) {
        bounds.add(seconds.value().doubleValue());
    }
}
