package io.watchbill.plan;

import io.watchbill.plan.promql.DurationRewrite;
import io.watchbill.plan.promql.Expression;
import java.util.List;

/**
 * A part of an alert's condition: the values of one metric for which one of its clauses holds, as one source measures them.
 *
 * @param metric its name in the catalogue
 * @param view where the metric's panel is, whose key is its name
 * @param expression a comparison, or several
 * @param identityLabels what its series are told apart by, without {@code cluster}
 */
public record Compared(String metric, View view, Expression expression, List<String> identityLabels) {

    public Compared {
        identityLabels = List.copyOf(identityLabels);
    }

    Compared withDurations(DurationRewrite rewrite) {
        return new Compared(metric, view, expression.withDurations(rewrite), identityLabels);
    }
}
