package io.watchbill.plan.promql;

/**
 * Two expressions and the operator between them.
 *
 * @param bool for comparisons: 0 or 1 instead of keeping the elements for which it holds
 */
public record BinaryOperation(Expression left, Operator operator, boolean bool, Matching matching, Expression right)
        implements Expression {

    public static BinaryOperation of(Expression left, Operator operator, Expression right) {
        return new BinaryOperation(left, operator, false, Matching.ALL, right);
    }

    public static BinaryOperation of(Expression left, Operator operator, Matching matching, Expression right) {
        return new BinaryOperation(left, operator, false, matching, right);
    }

    @Override
    public String text() {
        Precedence own = operator.precedence();
        Precedence leftLeast = operator.rightAssociative() ? own.tighter() : own;
        Precedence rightLeast = operator.rightAssociative() ? own : own.tighter();
        String rightText = operator.associative() && matching.equals(Matching.ALL) && sameOperator(right)
                ? right.text()
                : right.textWithin(rightLeast);
        return left.textWithin(leftLeast) + " " + operator.text() + (bool ? " bool" : "") + matching.text() + " "
                + rightText;
    }

    @Override
    public Precedence precedence() {
        return operator.precedence();
    }

    @Override
    public Expression withDurations(DurationRewrite rewrite) {
        return new BinaryOperation(left.withDurations(rewrite), operator, bool, matching, right.withDurations(rewrite));
    }

    private boolean sameOperator(Expression other) {
        return other instanceof BinaryOperation operation
                && operation.operator == operator
                && operation.matching.equals(matching);
    }
}
