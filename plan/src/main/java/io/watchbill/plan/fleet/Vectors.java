package io.watchbill.plan.fleet;

import io.watchbill.plan.promql.Aggregation;
import io.watchbill.plan.promql.BinaryOperation;
import io.watchbill.plan.promql.Call;
import io.watchbill.plan.promql.Expression;
import io.watchbill.plan.promql.Literal;
import io.watchbill.plan.promql.Matching;
import io.watchbill.plan.promql.Operator;
import io.watchbill.plan.promql.Text;
import java.math.BigDecimal;
import java.util.List;

/** Short names for the operations on vectors that the formulas are made of. Operands match on all labels if none are said. */
final class Vectors {

    private Vectors() {}

    static Expression plus(Expression left, Expression right) {
        return BinaryOperation.of(left, Operator.PLUS, right);
    }

    static Expression minus(Expression left, Expression right) {
        return BinaryOperation.of(left, Operator.MINUS, right);
    }

    static Expression times(Expression left, Expression right) {
        return BinaryOperation.of(left, Operator.TIMES, right);
    }

    static Expression over(Expression left, Expression right) {
        return BinaryOperation.of(left, Operator.DIVIDED_BY, right);
    }

    static Expression squared(Expression base) {
        return BinaryOperation.of(base, Operator.POWER, number(2));
    }

    /** Elements of the left side that agree with one of the right side in the labels. */
    static Expression and(Expression left, List<String> on, Expression right) {
        return BinaryOperation.of(left, Operator.AND, Matching.on(on), right);
    }

    static Expression unless(Expression left, List<String> on, Expression right) {
        return BinaryOperation.of(left, Operator.UNLESS, Matching.on(on), right);
    }

    static Expression or(Expression left, Expression right) {
        return BinaryOperation.of(left, Operator.OR, right);
    }

    /** Many elements of the left side with one of the right side. */
    static Expression each(Expression left, Operator operator, List<String> on, Expression right) {
        return BinaryOperation.of(left, operator, Matching.on(on).carrying(), right);
    }

    static Expression above(Expression value, Expression limit) {
        return BinaryOperation.of(value, Operator.GREATER, limit);
    }

    static Expression above(Expression value, long limit) {
        return above(value, number(limit));
    }

    static Expression atLeast(Expression value, long limit) {
        return BinaryOperation.of(value, Operator.AT_LEAST, number(limit));
    }

    static Expression sum(List<String> by, Expression inner) {
        return Aggregation.sum(by, inner);
    }

    static Expression count(List<String> by, Expression inner) {
        return Aggregation.count(by, inner);
    }

    static Expression call(String function, Expression... arguments) {
        return Call.of(function, arguments);
    }

    /** The elements with one more label of a fixed value. */
    static Expression labelled(Expression vector, String label, String value) {
        return Call.of("label_replace", vector, new Text(label), new Text(value), new Text(""), new Text(""));
    }

    static Literal number(long value) {
        return new Literal(BigDecimal.valueOf(value));
    }

    static Literal number(String decimal) {
        return new Literal(new BigDecimal(decimal));
    }
}
