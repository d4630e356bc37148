package io.watchbill.plan.promql;

import java.util.List;

/** An aggregation that keeps the named labels: {@code sum by (model) (x)}; without labels, over everything. */
public record Aggregation(String operator, List<String> by, Expression inner) implements Expression {

    public Aggregation {
        by = List.copyOf(by);
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

    @Override
    public String text() {
        String grouping = by.isEmpty() ? "" : " by (" + String.join(", ", by) + ") ";
        return operator + grouping + "(" + inner.text() + ")";
    }

    @Override
    public Precedence precedence() {
        return Precedence.ATOM;
    }

    @Override
    public Expression withDurations(DurationRewrite rewrite) {
        return new Aggregation(operator, by, inner.withDurations(rewrite));
    }
}
