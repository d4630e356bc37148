package io.watchbill.spec.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.watchbill.spec.RunWindow;
import io.watchbill.spec.TimeWindow;
import io.watchbill.spec.finding.MisfitException;
import io.watchbill.spec.finding.Span;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionParserTest {
    private static Quantity quantity(String text) {
        return Quantity.parse(text).orElseThrow();
    }

    @Test
    void aConditionHasClausesAndATime() throws MisfitException {
        Condition condition = ConditionParser.condition(
                        "feature_drift.psi{column=\"distance\",version!~\"test-.*\"} > 0.25 over 7run and error_rate outside 1%..2% for 90m")
                .condition();

        assertThat(condition)
                .isEqualTo(new Condition(
                        List.of(
                                new Clause(
                                        "feature_drift.psi",
                                        List.of(
                                                new Matcher("column", Matcher.Operator.EQUAL, "distance"),
                                                new Matcher("version", Matcher.Operator.DOES_NOT_MATCH, "test-.*")),
                                        new Bound.Comparison(Operator.GREATER, quantity("0.25")),
                                        Optional.of(new RunWindow(7))),
                                new Clause(
                                        "error_rate",
                                        List.of(),
                                        new Bound.Outside(quantity("1%"), quantity("2%")),
                                        Optional.empty())),
                        Duration.ofMinutes(90)));
    }

    @Test
    void withoutATimeItIsFiveMinutes() throws MisfitException {
        assertThat(ConditionParser.condition("error_rate>5%").condition().holdFor())
                .isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void partsAreFoundAgainInTheText() throws MisfitException {
        String text = "a > 1 and  feature_drift.psi{ column = 'x' } <= 5% over 24h";

        ParsedClause clause = ConditionParser.condition(text).clauses().get(1);

        assertThat(cut(text, clause.metric())).isEqualTo("feature_drift.psi");
        assertThat(cut(text, clause.labels().get(0))).isEqualTo("column");
        assertThat(cut(text, clause.values().get(0))).isEqualTo("'x'");
        assertThat(cut(text, clause.bound())).isEqualTo("<= 5%");
        assertThat(cut(text, clause.window().orElseThrow())).isEqualTo("24h");
    }

    private static String cut(String text, Span span) {
        return text.substring(span.from(), span.to());
    }

    @Test
    void whatIsPrintedReadsBackTheSame_seed11() throws MisfitException {
        Random random = new Random(11);
        for (int i = 0; i < 2_000; i++) {
            Condition condition = random(random);

            assertThat(ConditionParser.condition(condition.text()).condition()).isEqualTo(condition);
        }
    }

    private static Condition random(Random random) {
        List<Clause> clauses = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            List<Matcher> matchers = new ArrayList<>();
            for (int j = 0; j < random.nextInt(3); j++) {
                String value = pick(random, "distance", "", "a\"b", "c\\d", "e\nf", "{g}, h=\"i\"", "ü 🛫");
                Matcher.Operator[] operators = Matcher.Operator.values();
                matchers.add(new Matcher("label" + j, operators[random.nextInt(operators.length)], value));
            }
            clauses.add(new Clause(
                    pick(random, "error_rate", "feature_drift.psi", "quality.is-grounded", "over", "and"),
                    matchers,
                    bound(random),
                    pick(
                            random,
                            Optional.empty(),
                            Optional.of(new RunWindow(1 + random.nextInt(9))),
                            Optional.of(new TimeWindow(Duration.ofMinutes(1 + random.nextInt(9999)))))));
        }
        return new Condition(clauses, Duration.ofSeconds(random.nextInt(99_999)));
    }

    private static Bound bound(Random random) {
        String[] suffixes = {"", "%", "ms", "s", "m", "h", "B", "GiB", "rps", "/s", "MB/s", "k", "M"};
        Quantity low = quantity(
                new BigDecimal(random.nextInt(2_000) - 1_000).movePointLeft(2).toPlainString()
                        + suffixes[random.nextInt(suffixes.length)]);
        if (random.nextInt(4) == 0) {
            return new Bound.Outside(low, quantity("1e9"));
        }
        return new Bound.Comparison(Operator.values()[random.nextInt(4)], low);
    }

    @SafeVarargs
    private static <T> T pick(Random random, T... values) {
        return values[random.nextInt(values.length)];
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"\" | 0 | 0",
                "error_rate | 10 | 10",
                "error_rate > | 12 | 12",
                "error_rate > 5% over | 20 | 20",
                "error_rate > 5% for | 19 | 19",
                "error_rate > 5% and | 19 | 19",
                "error_rate == 5% | 11 | 12",
                "error_rate outside 1% | 21 | 21",
                "error_rate outside 1%.2% | 19 | 24",
                "error_rate > 5% for 5m and x > 1 | 23 | 26",
                "x{ | 2 | 2",
                "x{a} > 1 | 3 | 4",
                "x{a=b} > 1 | 4 | 5",
                "x{a='b > 1 | 4 | 10",
                "x{a='b' c='d'} > 1 | 8 | 9",
                "x{1a='b'} > 1 | 2 | 4",
                "a.b.c > 1 | 0 | 5",
                "> 1 | 0 | 1"
            })
    void whatDoesNotFitIsPointedAt(String text, int from, int to) {
        MisfitException misfit = catchThrowableOfType(MisfitException.class, () -> ConditionParser.condition(text));

        assertThat(misfit.span()).isEqualTo(new Span(from, to));
        assertThat(misfit.expected()).isNotBlank();
    }
}
