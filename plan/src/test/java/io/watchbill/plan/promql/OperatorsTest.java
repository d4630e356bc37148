package io.watchbill.plan.promql;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Parentheses against the table of Prometheus' documentation: querying/operators, "Binary operator precedence". */
class OperatorsTest {

    /** From the highest to the lowest, as the table has them. */
    private static final List<Set<String>> TABLE = List.of(
            Set.of("^"),
            Set.of("*", "/", "%"),
            Set.of("+", "-"),
            Set.of("==", "!=", "<=", "<", ">=", ">"),
            Set.of("and", "unless"),
            Set.of("or"));

    private static final Expression A = Selector.of("a");
    private static final Expression B = Selector.of("b");
    private static final Expression C = Selector.of("c");

    @ParameterizedTest
    @MethodSource("pairs")
    void anOperandIsInParenthesesWhereItsOperatorBindsLess(Operator outer, Operator inner) {
        Expression operand = BinaryOperation.of(A, inner, B);
        String bare = "a " + inner.text() + " b";
        String bracketed = "(" + bare + ")";
        int order = rank(inner) - rank(outer);
        boolean chain = outer == inner && Set.of("and", "or").contains(outer.text());
        boolean toTheRight = outer.text().equals("^");

        assertThat(BinaryOperation.of(operand, outer, C).text())
                .isEqualTo((order > 0 || order == 0 && toTheRight ? bracketed : bare) + " " + outer.text() + " c");
        assertThat(BinaryOperation.of(C, outer, operand).text())
                .isEqualTo("c " + outer.text() + " "
                        + (order > 0 || order == 0 && !toTheRight && !chain ? bracketed : bare));
    }

    @Test
    void everyOperatorIsInTheTable() {
        assertThat(Arrays.stream(Operator.values()).map(Operator::text))
                .containsExactlyInAnyOrderElementsOf(
                        TABLE.stream().flatMap(Set::stream).toList());
    }

    @Test
    void aChainOnTheRightIsOpenOnlyWhereBothMatchOnEveryLabel() {
        Matching onX = Matching.on(List.of("x"));
        Expression plain = BinaryOperation.of(A, Operator.OR, B);
        Expression joined = BinaryOperation.of(A, Operator.OR, onX, B);

        assertThat(BinaryOperation.of(C, Operator.OR, plain).text()).isEqualTo("c or a or b");
        assertThat(BinaryOperation.of(C, Operator.OR, joined).text()).isEqualTo("c or (a or on (x) b)");
        assertThat(BinaryOperation.of(C, Operator.OR, onX, plain).text()).isEqualTo("c or on (x) (a or b)");
        assertThat(BinaryOperation.of(C, Operator.OR, onX, joined).text()).isEqualTo("c or on (x) (a or on (x) b)");
    }

    @Test
    void aNegativeNumberNeedsParenthesesUnderAPowerAlone() {
        Expression minusTwo = new Literal(new BigDecimal("-2"));
        Expression zero = new Literal(new BigDecimal("-0"));

        assertThat(BinaryOperation.of(minusTwo, Operator.TIMES, A).text()).isEqualTo("-2 * a");
        assertThat(BinaryOperation.of(A, Operator.MINUS, minusTwo).text()).isEqualTo("a - -2");
        assertThat(BinaryOperation.of(A, Operator.POWER, minusTwo).text()).isEqualTo("a ^ (-2)");
        assertThat(BinaryOperation.of(zero, Operator.POWER, A).text()).isEqualTo("0 ^ a");
    }

    @Test
    void whatIsClosedInItselfIsNeverInParentheses() {
        for (Expression closed : List.of(
                Call.of("time"),
                Aggregation.min(List.of("x"), BinaryOperation.of(A, Operator.OR, B)),
                new AtEnd(Selector.of("a")),
                new Subquery(A, Duration.ofHours(1), Duration.ofMinutes(1)),
                new Text("s"))) {
            assertThat(BinaryOperation.of(closed, Operator.POWER, C).text()).isEqualTo(closed.text() + " ^ c");
        }
    }

    private static int rank(Operator operator) {
        return (int) TABLE.stream()
                .takeWhile(level -> !level.contains(operator.text()))
                .count();
    }

    static Stream<Arguments> pairs() {
        return Arrays.stream(Operator.values())
                .flatMap(outer -> Arrays.stream(Operator.values()).map(inner -> Arguments.of(outer, inner)));
    }
}
