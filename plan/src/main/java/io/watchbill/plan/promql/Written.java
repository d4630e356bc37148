package io.watchbill.plan.promql;

import java.util.List;

/** PromQL that a person wrote, passed through as it is; as an operand it stands in parentheses. */
public record Written(String promql) implements Expression {

    @Override
    public String text() {
        return promql.strip();
    }

    /** The names in the text: of series, functions, labels and operators, in order; strings and comments have none. */
    public List<String> words() {
        return PromqlText.words(promql);
    }

    /** The names that an opening bracket follows, in order: functions, and aggregations without a grouping. */
    public List<String> calls() {
        return PromqlText.calls(promql);
    }

    /** Whether a name of a series or label stands in quotes within braces, as in {@code {"http.requests"}}. */
    public boolean quotesNames() {
        return PromqlText.quotesNames(promql);
    }

    /** Whether a name of a label stands in quotes in a list of labels, as in {@code by ("host.name")}. */
    public boolean quotesListedNames() {
        return PromqlText.quotesListedNames(promql);
    }

    @Override
    public Precedence precedence() {
        return PromqlText.isAtom(text()) ? Precedence.ATOM : Precedence.UNKNOWN;
    }

    @Override
    public Expression withDurations(DurationRewrite rewrite) {
        return new Written(PromqlText.withDurations(text(), rewrite));
    }
}
