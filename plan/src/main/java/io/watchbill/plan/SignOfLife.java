package io.watchbill.plan;

import io.watchbill.plan.promql.Expression;
import io.watchbill.plan.promql.LabelMatcher;
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
record SignOfLife(Expression series, List<String> labels, Optional<Expression> hidden) {

    SignOfLife {
        labels = List.copyOf(labels);
    }

    SignOfLife(Expression series, List<String> labels) {
        this(series, labels, Optional.empty());
    }

    /** The exporter of the system: while it runs, a score that it does not give is its own statement. */
    static SignOfLife exporter(PlanContext context) {
        return new SignOfLife(
                Selector.of(
                        MetricFamilies.SPEC.name(),
                        LabelMatcher.equal(LabelNames.NAME, context.metadata().name())),
                List.of());
    }
}
