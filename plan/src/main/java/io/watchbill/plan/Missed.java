package io.watchbill.plan;

import io.watchbill.plan.promql.Aggregation;
import io.watchbill.plan.promql.BinaryOperation;
import io.watchbill.plan.promql.Call;
import io.watchbill.plan.promql.Expression;
import io.watchbill.plan.promql.Matching;
import io.watchbill.plan.promql.Operator;
import io.watchbill.plan.promql.Selector;
import io.watchbill.plan.promql.Subquery;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** What was there before and is not now, all of it or that of one cluster. What is retired is forgotten after a week. */
final class Missed {

    private static final Duration REMEMBERED = Duration.ofDays(7);
    private static final Duration HOUR = Duration.ofHours(1);

    private Missed() {}

    /**
     * An element for all that was there at a whole hour of the last week and is away, or one without labels for what never was.
     *
     * @param labels what tells its parts apart
     * @param before what is remembered
     * @param now all of these are there while it is
     */
    static Expression of(List<String> labels, Selector before, List<Expression> now) {
        Expression known = group(labels, remembered(before));
        Expression here = now.stream()
                .map(series -> group(labels, series))
                .reduce((a, b) -> BinaryOperation.of(a, Operator.AND, Matching.on(labels), b))
                .orElseThrow();
        Stream<Expression> never = now.stream()
                .map(series -> BinaryOperation.of(
                        Aggregation.max(List.of(), Call.of("absent", series)),
                        Operator.UNLESS,
                        Matching.on(List.of()),
                        known));
        return Stream.concat(Stream.of(BinaryOperation.of(known, Operator.UNLESS, Matching.on(labels), here)), never)
                .reduce((a, b) -> BinaryOperation.of(a, Operator.OR, b))
                .orElseThrow();
    }

    /** What was there at a whole hour of the last week. */
    static Expression remembered(Selector before) {
        return Call.of("count_over_time", new Subquery(before, REMEMBERED, HOUR));
    }

    private static Expression group(List<String> labels, Expression series) {
        return new Aggregation("group", labels, series);
    }
}
