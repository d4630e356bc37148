package io.watchbill.plan.promql;

import java.util.List;
import java.util.Optional;

/**
 * An aggregation that keeps the named labels: {@code sum by (model) (x)}; without labels, over everything.
 *
 * @param parameter what some operators take first: {@code topk by (model) (1, x)}
 */
public record Aggregation(String operator, List<String> by, Optional<Expression> parameter, Expression inner)
        implements Expression {

    public Aggregation {
        by = List.copyOf(by);
    }

    public Aggregation(String operator, List<String> by, Expression inner) {
        this(operator, by, Optional.empty(), inner);
    }

    public static Aggregation sum(List<String> by, Expression inner) {
        return new Aggregation("sum", by, inner);
    }

    public static Aggregation max(List<String> by, Expression inner) {
        return new Aggregation("max", by, inner);
    }

    public static Aggregation min(List<String> by, Expression inner) {
        return new Aggregation("min", by, inner);
    }

    public static Aggregation count(List<String> by, Expression inner) {
        return new Aggregation("count", by, inner);
    }

    @Override
    public String text() {
        String grouping = by.isEmpty() ? "" : " by (" + String.join(", ", by) + ") ";
        String first = parameter.map(expression -> expression.text() + ", ").orElse("");
        return operator + grouping + "(" + first + inner.text() + ")";
    }

    @Override
    public Precedence precedence() {
        return Precedence.ATOM;
    }

    @Override
    public Expression withDurations(DurationRewrite rewrite) {
        return new Aggregation(operator, by, parameter, inner.withDurations(rewrite));
    }
}
