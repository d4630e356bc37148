package io.watchbill.plan.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {

    private static final Expression A = Selector.of("a");
    private static final Expression B = Selector.of("b");
    private static final Expression C = Selector.of("c");

    @ParameterizedTest
    @CsvSource({
        "0.1, 0.1",
        "0.10, 0.1",
        "1E+3, 1000",
        "0.000001, 0.000001",
        "0E-10, 0",
        "-2.50, -2.5",
        "0.9990000000000000000000000001, 0.9990000000000000000000000001"
    })
    void aNumberIsPrintedAsItWasWritten(BigDecimal value, String text) {
        assertThat(new Literal(value).text()).isEqualTo(text);
    }

    @Test
    void labelValuesAreQuoted() {
        assertThat(Selector.of("m", LabelMatcher.equal("l", "a\"b\\c\nd\te\u0001 zürich ✈"))
                        .text())
                .isEqualTo("m{l=\"a\\\"b\\\\c\\nd\\te\\x01 zürich ✈\"}");
    }

    @Test
    void severalValuesBecomeAPatternThatMatchesThemLiterally() {
        assertThat(LabelMatcher.oneOf("model", List.of("a")).text()).isEqualTo("model=\"a\"");
        assertThat(LabelMatcher.oneOf("model", List.of("a.b", "c|d")).text()).isEqualTo("model=~\"a\\\\.b|c\\\\|d\"");
    }

    @Test
    void rangesAndOffsetsFollowTheSelector() {
        Selector selector = Selector.of("x_total", LabelMatcher.equal("a", "b"))
                .over(Duration.ofMinutes(90))
                .earlier(Duration.ofDays(1));
        assertThat(selector.text()).isEqualTo("x_total{a=\"b\"}[1h30m] offset 24h");
    }

    @Test
    void looserOperatorsInsideTighterOnesGetParentheses() {
        Expression sum = BinaryOperation.of(A, Operator.PLUS, B);
        assertThat(BinaryOperation.of(sum, Operator.TIMES, C).text()).isEqualTo("(a + b) * c");
        assertThat(BinaryOperation.of(C, Operator.MINUS, sum).text()).isEqualTo("c - (a + b)");
        assertThat(BinaryOperation.of(sum, Operator.MINUS, C).text()).isEqualTo("a + b - c");
        Expression or = BinaryOperation.of(A, Operator.OR, B);
        assertThat(BinaryOperation.of(or, Operator.AND, C).text()).isEqualTo("(a or b) and c");
        Expression and = BinaryOperation.of(A, Operator.AND, B);
        assertThat(BinaryOperation.of(and, Operator.OR, C).text()).isEqualTo("a and b or c");
        assertThat(BinaryOperation.of(C, Operator.AND, and).text()).isEqualTo("c and a and b");
        assertThat(BinaryOperation.of(C, Operator.UNLESS, and).text()).isEqualTo("c unless (a and b)");
    }

    @Test
    void powersBindToTheRightAndTighterThanASign() {
        Expression power = BinaryOperation.of(A, Operator.POWER, B);
        assertThat(BinaryOperation.of(power, Operator.POWER, C).text()).isEqualTo("(a ^ b) ^ c");
        assertThat(BinaryOperation.of(C, Operator.POWER, power).text()).isEqualTo("c ^ a ^ b");
        assertThat(BinaryOperation.of(new Literal(new BigDecimal("-1")), Operator.POWER, C)
                        .text())
                .isEqualTo("(-1) ^ c");
    }

    @Test
    void vectorsAreMatchedAsAsked() {
        Matching matching = Matching.on(List.of("model", "version")).carrying("team");
        assertThat(BinaryOperation.of(A, Operator.DIVIDED_BY, matching, B).text())
                .isEqualTo("a / on (model, version) group_left (team) b");
        assertThat(new BinaryOperation(A, Operator.GREATER, true, Matching.ignoring(List.of("x")), B).text())
                .isEqualTo("a > bool ignoring (x) b");
        assertThat(BinaryOperation.of(A, Operator.AND, Matching.on(List.of()), B)
                        .text())
                .isEqualTo("a and on () b");
    }

    @Test
    void aChainOfJoinsKeepsItsParenthesesWhereTheMatchingDiffers() {
        Expression join = BinaryOperation.of(A, Operator.AND, Matching.on(List.of("x")), B);
        assertThat(BinaryOperation.of(C, Operator.AND, Matching.on(List.of("y")), join)
                        .text())
                .isEqualTo("c and on (y) (a and on (x) b)");
    }

    @Test
    void aggregationsNameWhatTheyKeep() {
        assertThat(Aggregation.max(List.of("cluster", "model"), A).text()).isEqualTo("max by (cluster, model) (a)");
        assertThat(Aggregation.sum(List.of(), A).text()).isEqualTo("sum(a)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "up",
                "rate(x[5m])",
                "sum by (a) (rate(x[5m]))",
                "(a or b)",
                "label_replace(x, \"a\", \")\", \"b\", \"(\")"
            })
    void aWrittenAtomNeedsNoParentheses(String promql) {
        assertThat(BinaryOperation.of(new Written(promql), Operator.GREATER, C).text())
                .isEqualTo(promql + " > c");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a or b",
                "sum(a) / sum(b)",
                "(a) + (b)",
                "sum(a) by (x)",
                "-a",
                "x{l=\"(\"}",
                "sum by (a) (b) > 1",
                "rate(x["
            })
    void anythingElseThatIsWrittenGetsParentheses(String promql) {
        assertThat(BinaryOperation.of(new Written(promql), Operator.GREATER, C).text())
                .isEqualTo("(" + promql + ") > c");
    }

    @Test
    void onlyDurationsAreRewritten() {
        Expression doubled = new Written("""
                # [5m] in a comment
                rate(x5m{a="[5m]",b='offset 5m'}[5m] offset 1h) > 5 and max_over_time(y[1h:30s]) offset -1m > 300
                  or z[2h:] == `[5m]`""").withDurations(doubling());
        assertThat(doubled.text()).isEqualTo("""
                # [5m] in a comment
                rate(x5m{a="[5m]",b='offset 5m'}[10m] offset 3h) > 5 and max_over_time(y[2h:2m]) offset -3m > 300
                  or z[4h:] == `[5m]`""");
    }

    @Test
    void durationsAreRewrittenInEveryNode() {
        Expression x = Selector.of("x").over(Duration.ofMinutes(5)).earlier(Duration.ofMinutes(1));
        Expression tree = BinaryOperation.of(
                Aggregation.sum(List.of("a"), Call.of("rate", x)), Operator.GREATER, new Literal(BigDecimal.ONE));
        assertThat(tree.withDurations(doubling()).text()).isEqualTo("sum by (a) (rate(x[10m] offset 3m)) > 1");
    }

    @Test
    void namesThatPrometheusWouldNotTakeAreRefused() {
        assertThatThrownBy(() -> Selector.of("a} or b{")).hasMessage("no metric name: a} or b{");
        assertThatThrownBy(() -> LabelMatcher.equal("a=\"x\",b", "c")).hasMessage("no label name: a=\"x\",b");
    }

    private static DurationRewrite doubling() {
        return new DurationRewrite() {
            @Override
            public Duration range(Duration range) {
                return range.multipliedBy(2);
            }

            @Override
            public Duration step(Duration step) {
                return step.multipliedBy(4);
            }

            @Override
            public Duration offset(Duration offset) {
                return offset.multipliedBy(3);
            }
        };
    }
}
