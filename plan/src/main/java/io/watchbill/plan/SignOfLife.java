package io.watchbill.plan;

import io.watchbill.plan.promql.BinaryOperation;
import io.watchbill.plan.promql.Expression;
import io.watchbill.plan.promql.LabelMatcher;
import io.watchbill.plan.promql.Matching;
import io.watchbill.plan.promql.Operator;
import io.watchbill.plan.promql.Selector;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.MetricFamilies;
import java.util.List;
import java.util.Optional;

/**
 * Series that are there as long as somebody measures what an alert speaks of. While they are away, an alert that fires cannot be
 * told resolved from blind.
 *
 * @param labels that the series and the alert share, without {@code cluster}
 * @param hidden elements of it say that nobody expects the series now; empty where they always are
 */
record SignOfLife(Expression series, List<String> labels, Optional<Expression> hidden) implements Holding {

    SignOfLife {
        labels = List.copyOf(labels);
    }

    SignOfLife(Expression series, List<String> labels) {
        this(series, labels, Optional.empty());
    }

    /** The exporter of the system. */
    static SignOfLife exporter(PlanContext context) {
        return new SignOfLife(
                Selector.of(
                        MetricFamilies.SPEC.name(),
                        LabelMatcher.equal(LabelNames.NAME, context.metadata().name())),
                List.of());
    }

    @Override
    public Expression of(Expression fired) {
        Expression held =
                BinaryOperation.of(fired, Operator.UNLESS, Matching.on(ConditionPlanner.withCluster(labels)), series);
        return hidden.<Expression>map(
                        nobody -> BinaryOperation.of(held, Operator.UNLESS, Matching.on(List.of()), nobody))
                .orElse(held);
    }
}
