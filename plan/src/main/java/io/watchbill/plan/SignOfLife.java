package io.watchbill.plan;

import io.watchbill.plan.promql.BinaryOperation;
import io.watchbill.plan.promql.Expression;
import io.watchbill.plan.promql.Matching;
import io.watchbill.plan.promql.Operator;
import io.watchbill.plan.promql.Selector;
import java.util.List;
import java.util.Optional;

/**
 * Series that are there as long as somebody measures what an alert speaks of. While they are away, an alert that fires cannot be
 * told resolved from blind.
 *
 * @param labels that the series and the alert share, without {@code cluster}
 * @param hidden elements of it say that nobody expects the series now; empty where they always are
 * @param remembered what has no element in it any more is taken for retired; empty where nothing is known of that
 */
record SignOfLife(Expression series, List<String> labels, Optional<Expression> hidden, Optional<Remembered> remembered)
        implements Holding {

    /**
     * What was there within the last week.
     *
     * @param labels that it and the alert share, without {@code cluster}
     */
    record Remembered(Selector series, List<String> labels) {
        Remembered {
            labels = List.copyOf(labels);
        }
    }

    SignOfLife {
        labels = List.copyOf(labels);
    }

    SignOfLife(Expression series, List<String> labels) {
        this(series, labels, Optional.empty(), Optional.empty());
    }

    /** The exporter of the system. */
    static SignOfLife exporter(PlanContext context) {
        return ofProgram(context.exporters());
    }

    /** A program of ours, which is the only one that measures something in its cluster. */
    static SignOfLife ofProgram(Selector info) {
        return new SignOfLife(info, List.of(), Optional.empty(), Optional.of(new Remembered(info, List.of())));
    }

    /** Series that an exporter of the system shows in each cluster. */
    static SignOfLife shownBy(PlanContext context, Expression series, List<String> labels) {
        return new SignOfLife(
                series, labels, Optional.empty(), Optional.of(new Remembered(context.exporters(), List.of())));
    }

    @Override
    public Expression of(Expression fired) {
        Expression missed = remembered
                .<Expression>map(before -> BinaryOperation.of(
                        fired,
                        Operator.AND,
                        Matching.on(ConditionPlanner.withCluster(before.labels())),
                        Missed.remembered(before.series())))
                .orElse(fired);
        Expression held =
                BinaryOperation.of(missed, Operator.UNLESS, Matching.on(ConditionPlanner.withCluster(labels)), series);
        return hidden.<Expression>map(
                        nobody -> BinaryOperation.of(held, Operator.UNLESS, Matching.on(List.of()), nobody))
                .orElse(held);
    }
}
