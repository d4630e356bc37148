package io.watchbill.plan;

import io.watchbill.plan.promql.BinaryOperation;
import io.watchbill.plan.promql.Expression;
import io.watchbill.plan.promql.LabelMatcher;
import io.watchbill.plan.promql.Matching;
import io.watchbill.plan.promql.Operator;
import io.watchbill.plan.promql.Selector;
import io.watchbill.spec.catalogue.MetricFamily;
import io.watchbill.spec.catalogue.Watched;
import java.util.List;
import java.util.Optional;

/**
 * The exporter runs and still watches what an alert speaks of, but has no score of it, as when traffic stops and the window empties.
 * A score of another version is one: traffic has moved on.
 *
 * @param value the score, whatever it is
 * @param valueLabels what tells scores apart, without {@code cluster} and the version
 * @param watched series that are there as long as the exporter watches it
 * @param watchedLabels what they share with the alert, without {@code cluster}
 */
record SilentScore(Expression value, List<String> valueLabels, Expression watched, List<String> watchedLabels)
        implements Holding {

    SilentScore {
        valueLabels = List.copyOf(valueLabels);
        watchedLabels = List.copyOf(watchedLabels);
    }

    /**
     * Of scores of a family; empty where nothing is shown of what has none.
     *
     * @param matchers that select the alert's scores
     */
    static Optional<SilentScore> of(MetricFamily family, Expression value, List<LabelMatcher> matchers) {
        return Watched.of(family)
                .map(watched -> new SilentScore(
                        value,
                        Watched.withoutVersion(family.labels()),
                        Selector.of(
                                watched.name(),
                                matchers.stream()
                                        .filter(matcher -> watched.labels().contains(matcher.label()))
                                        .toList()),
                        Watched.shared(family, watched)));
    }

    @Override
    public Expression of(Expression fired) {
        return BinaryOperation.of(
                BinaryOperation.of(
                        fired, Operator.AND, Matching.on(ConditionPlanner.withCluster(watchedLabels)), watched),
                Operator.UNLESS,
                Matching.on(ConditionPlanner.withCluster(valueLabels)),
                value);
    }
}
