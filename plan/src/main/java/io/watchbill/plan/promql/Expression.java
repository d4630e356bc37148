package io.watchbill.plan.promql;

/** A PromQL expression. Nodes are immutable and print themselves; equal nodes print equal text. */
public sealed interface Expression
        permits Aggregation, AtEnd, BinaryOperation, Call, Literal, Selector, Subquery, Text, Written {

    /** The expression in PromQL, on one line unless a person wrote it on several. */
    String text();

    /** How tightly the outermost operator binds; operands that bind less are put in parentheses. */
    Precedence precedence();

    /** The same expression with its ranges and offsets rewritten. */
    Expression withDurations(DurationRewrite rewrite);

    /** The text of this expression as an operand: in parentheses unless it binds at least as tightly as asked. */
    default String textWithin(Precedence least) {
        return precedence().compareTo(least) >= 0 ? text() : "(" + text() + ")";
    }
}
