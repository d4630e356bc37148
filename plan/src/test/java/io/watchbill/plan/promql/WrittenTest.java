package io.watchbill.plan.promql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of PromQL that a person wrote. */
class WrittenTest {

    @Test
    void whiteSpaceAroundItIsNotItsText() {
        Written written = new Written("\n  up == 0 \n");
        assertThat(written.text()).isEqualTo("up == 0");
        assertThat(written.withDurations(new Marked())).isEqualTo(new Written("up == 0"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "42",
                "\"a or b\"",
                "f()",
                "f(g(x), h(y))",
                "( (a) + (b) )",
                "sum without (a) (b)",
                "sum by (a, b) (c(d))",
                "up # or down",
                "# said\nf (x)"
            })
    void oneClosedExpressionBindsAsTightlyAsAName(String promql) {
        assertThat(new Written(promql).precedence()).isEqualTo(Precedence.ATOM);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a b",
                "x[5m]",
                "(a)(b)",
                "f(a) g(b)",
                "sum by",
                "sum by (a",
                "sum by (a)",
                "sum by (a) b",
                "sum by (a) (b",
                "f(a",
                "f a)",
                ")a("
            })
    void nothingIsSaidOfTheRest(String promql) {
        assertThat(new Written(promql).precedence()).isEqualTo(Precedence.UNKNOWN);
    }

    @Test
    void wordsAreNamesOutsideStringsAndComments() {
        assertThat(new Written("sum by (a) (rate(x:y_1{b=\"no\",c!~'no',d=`no`}[5m])) > 1e3 # no\n and up").words())
                .containsExactly("sum", "by", "a", "rate", "x:y_1", "b", "c", "d", "and", "up");
    }

    @Test
    void aStringEndsAtItsOwnQuoteUnlessThatIsEscaped() {
        assertThat(new Written("a{b=\"\\\" no ' no\"} or c{d='\\' no \" no \\\\'} or e{f=`\\`} or g # ' no").words())
                .containsExactly("a", "b", "or", "c", "d", "or", "e", "f", "or", "g");
    }

    @Test
    void aQuoteThatNothingClosesIsNoString() {
        assertThat(new Written("a{b=\"c d").words()).containsExactly("a", "b", "c", "d");
        assertThat(new Written("{\"a").quotesNames()).isFalse();
        assertThat(new Written("{'a\\'").quotesNames()).isFalse();
    }

    @Test
    void namesMayHaveEveryLetterAndDigit() {
        assertThat(new Written("a z A Z _ : a09 z90").words())
                .containsExactly("a", "z", "A", "Z", "_", ":", "a09", "z90");
        assertThat(new Written("a@b[c`d{e").words()).containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    void everyWhiteSpaceMayStandBeforeABracket() {
        assertThat(new Written("a\t(x) b\n(x) c\u000b(x) d\f(x) e\r(x) f (x) g\b(x) h\u000e(x)").calls())
                .containsExactly("a", "b", "c", "d", "e", "f");
    }

    @Test
    void aStringMayBeLong() {
        String text = "a\\\\".repeat(50_000);

        assertThat(new Written("x{a=\"" + text + "\", b='" + text + "'} > 1").words())
                .containsExactly("x", "a", "b");
    }

    @Test
    void callsAreNamesBeforeAnOpeningBracket() {
        assertThat(new Written("sum(rate (x{a=\"f(\"}[5m])) / count # g(\n (up) + time()").calls())
                .containsExactly("sum", "rate", "count", "time");
        assertThat(new Written("(a) + b").calls()).isEmpty();
        assertThat(new Written("\"f\"(x)").calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"http.requests\"}",
                "{ \"http.requests\" }",
                "{\"http.requests\", a=\"b\"}",
                "x{\"host.name\"=\"b\"}",
                "x{a=\"b\", \"host.name\"=\"c\"}",
                "f(\"a\") + {\"http.requests\"}"
            })
    void aNameInQuotesIsSeen(String promql) {
        assertThat(new Written(promql).quotesNames()).isTrue();
        assertThat(new Written(promql).quotesListedNames()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sum by (\"host.name\") (x)",
                "sum without (a, \"host.name\") (x)",
                "SUM BY (\"host.name\") (x)",
                "x / on (\"host.name\") y",
                "x and ignoring(a, \"host.name\") y",
                "x * on (a) group_left (\"host.name\") y",
                "x * on (a) GROUP_RIGHT(b, \"host.name\") y"
            })
    void aNameInQuotesInAListOfLabelsIsSeen(String promql) {
        assertThat(new Written(promql).quotesListedNames()).isTrue();
        assertThat(new Written(promql).quotesNames()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up",
                "\"a\"",
                "(\"a\")",
                "x{a=\"b\", c!=\"d\"}",
                "label_replace(x, \"a\", \"b\", \"c\", \"d\")",
                "label_replace(x{a=\"b\"}, \"c\", \"d\", \"e\", \"f\")",
                "label_replace(sum by (a) (x), \"c\", \"d\", \"e\", \"f\")",
                "count_values by (a) (\"b\", x)",
                "x * on (a) group_left (b) label_replace(y, \"c\", \"d\", \"e\", \"f\")",
                "x * on (a) group_left label_replace(y, \"c\", \"d\", \"e\", \"f\")",
                "x # {\"a\"}"
            })
    void aStringThatIsAValueIsNone(String promql) {
        assertThat(new Written(promql).quotesNames()).isFalse();
        assertThat(new Written(promql).quotesListedNames()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x[5m] | x[7m]",
                "x[5m:1m] | x[7m:4m]",
                "x[5m: 1m] | x[7m: 4m]",
                "x[5m : 1m] | x[7m : 4m]",
                "x[5m:] | x[7m:]",
                "f(x[5m:1m]) + g(y[5m]) | f(x[7m:4m]) + g(y[7m])",
                "x offset 5m | x offset 6m",
                "x offset - 5m | x offset - 6m",
                "x OFFSET 5m | x OFFSET 6m",
                "x[5m] offset 5m > 5m | x[7m] offset 6m > 5m",
                "offset + 5m | offset + 5m",
                "x offset y 5m | x offset y 5m",
                "x offset (5m) | x offset (5m)",
                "offset:5m | offset:5m",
                ":5m > 5m | :5m > 5m",
                "x[300] offset 300 | x[300] offset 300",
                "x[09m] | x[11m]",
                "x[9m] | x[11m]",
                "x[5m1h] | x[5m1h]",
                "x - 5m | x - 5m",
                "x > 5m | x > 5m"
            })
    void aDurationIsToldFromANumberByWhereItStands(String promql, String marked) {
        // A range is given two minutes more, a step three, an offset one.
        assertThat(new Written(promql).withDurations(new Marked()).text()).isEqualTo(marked);
    }

    private record Marked() implements DurationRewrite {
        @Override
        public Duration range(Duration range) {
            return range.plusMinutes(2);
        }

        @Override
        public Duration step(Duration step) {
            return step.plusMinutes(3);
        }

        @Override
        public Duration offset(Duration offset) {
            return offset.plusMinutes(1);
        }
    }
}
