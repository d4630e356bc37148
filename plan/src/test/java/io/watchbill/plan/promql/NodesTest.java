package io.watchbill.plan.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchbill.spec.condition.Matcher;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What single nodes print, and what they make of other durations. */
class NodesTest {

    private static final Selector X = Selector.of("x");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void whatCannotBeSeenInAStringIsEscaped() {
        assertThat(new Text("\r\u0000\u001f\u007f").text()).isEqualTo("\"\\r\\x00\\x1f\\x7f\"");
        assertThat(new Text(" ~\u0080\ud83d\udea2'`{{").text()).isEqualTo("\" ~\u0080\ud83d\udea2'`{{\"");
        assertThat(new Text("").text()).isEqualTo("\"\"");
    }

    @ParameterizedTest
    @CsvSource({"0x09, \\t", "0x0a, \\n", "0x1f, \\x1f", "0x7f, \\x7f", "0x22, \\\"", "0x5c, \\\\"})
    void oneCharacterIsEscapedWhereNothingElseIs(int character, String escaped) {
        assertThat(new Text(Character.toString(character)).text()).isEqualTo("\"" + escaped + "\"");
    }

    @ParameterizedTest
    @CsvSource({"EQUAL, =", "NOT_EQUAL, !=", "MATCHES, =~", "DOES_NOT_MATCH, !~"})
    void aMatcherOfAConditionKeepsItsOperatorAndQuotesItsValue(Matcher.Operator operator, String text) {
        assertThat(LabelMatcher.of(new Matcher("l", operator, "a\"|b")).text()).isEqualTo("l" + text + "\"a\\\"|b\"");
    }

    @Test
    void everyCharacterThatMeansSomethingInAPatternIsEscaped() {
        assertThat(LabelMatcher.literally("\\.+*?()|[]{}^$")).isEqualTo("\\\\\\.\\+\\*\\?\\(\\)\\|\\[\\]\\{\\}\\^\\$");
        assertThat(LabelMatcher.literally("a-b_c/d:e f#\"1é")).isEqualTo("a-b_c/d:e f#\"1é");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1a", "0a", "9a", "a-b", "a:b", "a/b", "a@b", "a[b", "a`b", "a{b", "a\n", "zürich"})
    void aLabelIsNamedInLettersDigitsAndUnderscores(String name) {
        assertThatThrownBy(() -> LabelMatcher.equal(name, "v"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no label name: " + name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1a", "a-b", "a.b", "a\n", "zürich"})
    void aMetricIsNamedInLettersDigitsUnderscoresAndColons(String name) {
        assertThatThrownBy(() -> Selector.of(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no metric name: " + name);
    }

    @Test
    void namesMayHoldWhatPrometheusTakes() {
        assertThat(LabelMatcher.equal("azAZ_09", "v").text()).isEqualTo("azAZ_09=\"v\"");
        assertThat(Selector.of("slo:Bad_1:rate5m", LabelMatcher.equal("_L1", "v"))
                        .text())
                .isEqualTo("slo:Bad_1:rate5m{_L1=\"v\"}");
    }

    @Test
    void aSelectorPrintsMatchersThenRangeThenOffset() {
        assertThat(X.text()).isEqualTo("x");
        assertThat(X.earlier(MINUTE).text()).isEqualTo("x offset 1m");
        assertThat(X.earlier(MINUTE).over(HOUR).text()).isEqualTo("x[1h] offset 1m");
        assertThat(Selector.of("x", LabelMatcher.equal("a", "1"), LabelMatcher.equal("b", "2"))
                        .over(Duration.ofMillis(1_500))
                        .text())
                .isEqualTo("x{a=\"1\",b=\"2\"}[1s500ms]");
    }

    @Test
    void aDurationThatPrometheusHasNotIsRefused() {
        assertThatThrownBy(() -> X.over(Duration.ofNanos(1)).text())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no Prometheus duration: PT0.000000001S");
        assertThatThrownBy(() -> X.earlier(MINUTE.negated()).text())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no Prometheus duration: PT-1M");
    }

    @Test
    void anAggregationTakesItsParameterFirst() {
        Expression one = new Literal(BigDecimal.ONE);
        assertThat(new Aggregation("topk", List.of("model"), Optional.of(one), X).text())
                .isEqualTo("topk by (model) (1, x)");
        assertThat(new Aggregation("topk", List.of(), Optional.of(one), X).text())
                .isEqualTo("topk(1, x)");
        assertThat(Aggregation.min(List.of("a"), X).text()).isEqualTo("min by (a) (x)");
        assertThat(Aggregation.count(List.of("a"), X).text()).isEqualTo("count by (a) (x)");
    }

    @Test
    void aCallListsItsArguments() {
        assertThat(Call.of("time").text()).isEqualTo("time()");
        assertThat(Call.of("label_replace", X, new Text("a"), new Text("b")).text())
                .isEqualTo("label_replace(x, \"a\", \"b\")");
    }

    @Test
    void manyToOneMayCarryNothing() {
        Matching many = Matching.ignoring(List.of("a", "b")).carrying();
        assertThat(BinaryOperation.of(X, Operator.TIMES, many, Selector.of("y")).text())
                .isEqualTo("x * ignoring (a, b) group_left () y");
        assertThat(BinaryOperation.of(X, Operator.TIMES, Matching.ALL.carrying("c", "d"), Selector.of("y"))
                        .text())
                .isEqualTo("x * group_left (c, d) y");
    }

    @Test
    void aSubqueryIsOfTheWholeExpression() {
        Expression sum = BinaryOperation.of(X, Operator.PLUS, Selector.of("y"));
        assertThat(new Subquery(sum, HOUR, MINUTE).text()).isEqualTo("(x + y)[1h:1m]");
        assertThat(new Subquery(X, HOUR, MINUTE).earlier(MINUTE).text()).isEqualTo("x[1h:1m] offset 1m");
    }

    @ParameterizedTest
    @CsvSource({
        "60, 5, 59m59s999ms", // twelve instants, not thirteen
        "61, 5, 1h4m59s999ms",
        "64, 5, 1h4m59s999ms",
        "5, 5, 4m59s999ms",
        "1, 5, 4m59s999ms"
    })
    void aRangeOfWholeStepsIsRoundedUpAndATickShort(long minutes, long step, String range) {
        assertThat(Subquery.ofWholeSteps(X, Duration.ofMinutes(minutes), Duration.ofMinutes(step))
                        .text())
                .isEqualTo("x[" + range + ":" + step + "m]");
    }

    @Test
    void everyNodeHandsDurationsDown() {
        Expression ranged = X.over(MINUTE);
        Expression other = Selector.of("y").earlier(MINUTE);
        DurationRewrite longer = new Longer();

        assertThat(new Subquery(X.earlier(MINUTE), HOUR, MINUTE)
                        .earlier(HOUR)
                        .withDurations(longer)
                        .text())
                .isEqualTo("x offset 4m[2h:3m] offset 4h");
        assertThat(new BinaryOperation(ranged, Operator.LESS, true, Matching.on(List.of("a")), other)
                        .withDurations(longer)
                        .text())
                .isEqualTo("x[2m] < bool on (a) y offset 4m");
        assertThat(Call.of("f", ranged, other).withDurations(longer).text()).isEqualTo("f(x[2m], y offset 4m)");
        assertThat(new Aggregation("topk", List.of("a"), Optional.of(new Literal(BigDecimal.TEN)), ranged)
                        .withDurations(longer)
                        .text())
                .isEqualTo("topk by (a) (10, x[2m])");
    }

    @Test
    void whatHasNoDurationsStaysTheSame() {
        for (Expression node : List.of(X, new AtEnd(X), new Literal(BigDecimal.TEN), new Text("[5m] offset 1h"))) {
            assertThat(node.withDurations(new Longer())).isEqualTo(node);
        }
        assertThat(new AtEnd(Selector.of("x", LabelMatcher.equal("a", "b"))).text())
                .isEqualTo("x{a=\"b\"} @ end()");
    }

    @Test
    void aNodeKeepsItsListsWhateverBecomesOfTheCallers() {
        List<String> labels = new ArrayList<>(List.of("a"));
        List<LabelMatcher> matchers = new ArrayList<>(List.of(LabelMatcher.equal("a", "b")));
        List<Expression> arguments = new ArrayList<>(List.of(X));
        Aggregation aggregation = Aggregation.sum(labels, X);
        Matching matching = Matching.on(labels);
        Selector selector = Selector.of("x", matchers);
        Call call = new Call("f", arguments);

        labels.clear();
        matchers.clear();
        arguments.clear();

        assertThat(aggregation)
                .isEqualTo(Aggregation.sum(List.of("a"), X))
                .hasSameHashCodeAs(Aggregation.sum(List.of("a"), X));
        assertThat(matching).isEqualTo(Matching.on(List.of("a"))).isNotEqualTo(Matching.ignoring(List.of("a")));
        assertThat(selector.text()).isEqualTo("x{a=\"b\"}");
        assertThat(call.text()).isEqualTo("f(x)");
    }

    /** Makes ranges twice, steps three times and offsets four times as long. */
    private record Longer() implements DurationRewrite {
        @Override
        public Duration range(Duration range) {
            return range.multipliedBy(2);
        }

        @Override
        public Duration step(Duration step) {
            return step.multipliedBy(3);
        }

        @Override
        public Duration offset(Duration offset) {
            return offset.multipliedBy(4);
        }
    }
}
