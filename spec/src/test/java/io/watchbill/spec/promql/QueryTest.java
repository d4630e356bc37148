package io.watchbill.spec.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.watchbill.spec.finding.MisfitException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {

    /** The text with what is marked between {@code «} and {@code »} at the place of the error. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "rate«(»x[5m] | '(' is not closed",
                "sum«(»rate(x[5m]) | '(' is not closed",
                "sum(x)«)» > 1 | ')' closes nothing",
                "x«{»a=\"b\" | '{' is not closed",
                "x«[»5m | '[' is not closed",
                "x{a«>»\"b\"} | '>' matches nothing",
                "x{a=«b»} | 'b' is no text",
                "x{a=\"b\" «c»=\"d\"} | 'c' cannot follow here",
                "x{«5»=\"b\"} | '5' is no matcher",
                "x{a=«\"»b} > 1 | the string that begins here is not closed",
                "x{a=\"«\\d»\"} | '\\d' is no escape of PromQL",
                "x{a=\"«\\xg1»\"} | '\\xg1' is no escape of PromQL",
                "x{a=\"«\\400»\"} | '\\400' is no escape of PromQL",
                "x{a=\"«\\ud800»\"} | '\\ud800' is no escape of PromQL",
                "x > «5x» | '5x' is neither a number nor a duration",
                "rate(x[«5min»]) | '5min' is neither a number nor a duration",
                "rate(x[«30s5m»]) | '30s5m' is neither a number nor a duration",
                "rate(x[«1.5h»]) | '1.5h' is neither a number nor a duration",
                "rate(x«[]») | the range has no length",
                "rate(x«[0s]») | the range is no time at all",
                "rate(x[«a»]) | 'a' is no duration",
                "rate(x[«5 m»]) | 'm' cannot follow here",
                "x offset 5m «offset» 5m | offset stands here twice",
                "x{a=~«\"(\"»} | '\"(\"' is no regular expression: missing closing ) in (",
                "x{a!~«`b(?=c)`»} | '`b(?=c)`' is no regular expression: invalid or unsupported Perl syntax in (?=",
                "sum(x)«[5m]» | a range stands behind what is no series",
                "rate(«x») > 1 | rate is taken of an instant",
                "max_over_time(«sum(x)») | max_over_time is taken of an instant",
                "«x[5m]» > 1 | a range stands where one value is needed",
                "sum(«x[5m]») | a range stands where one value is needed",
                "x > | a value is missing before the end of the query",
                "x > «>» 1 | a value is missing before '>'",
                "«*» x | a value is missing before '*'",
                "x and «or» y | a value is missing before 'or'",
                "x «y» | 'y' cannot follow here",
                "x «=» 1 | '=' cannot follow here",
                "f(x,«)» | a value is missing before ')'",
                "f(x «y») | 'y' cannot follow here",
                "x + «bool» y | bool stands behind '+'",
                "x and on (a) «group_left» y | 'group_left' stands behind 'and'",
                "x * on «y» | on has no list of labels",
                "sum by («1») (x) | '1' is no label",
                "sum by (a «b») (x) | 'b' cannot follow here",
                "«sum()» | sum has nothing to aggregate",
                "«{}» | this selects every series there is",
                "«{a=\"\"}» | this selects every series there is",
                "«{a=~\".*\"}» | this selects every series there is",
                "sum(x) «offset» 5m | offset stands behind what is no series",
                "x @ «y» | 'y' is no instant",
                "x > «$» | '$' means nothing in PromQL",
                "x > 1 «;» y | ';' means nothing in PromQL",
                "größe > 1 | 'ö' means nothing in PromQL",
            })
    void whatIsNoPromqlIsShownAtItsPlace(String marked, String message) {
        String text = marked.replace("«", "").replace("»", "");

        MisfitException misfit = catchThrowableOfType(MisfitException.class, () -> Query.parse(text));

        assertThat(misfit).as(text).isNotNull().hasMessage(message);
        if (marked.contains("«")) {
            int from = marked.indexOf('«');
            assertThat(misfit.span().from()).as(text).isEqualTo(from);
            assertThat(misfit.span().to()).as(text).isEqualTo(marked.indexOf('»') - 1);
        }
        assertThat(misfit.expected()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // PromQL of every version.
                "x",
                "-x ^ 2 ^ -1",
                "sum by (a, b,) (rate(x{a=~\"b.*\",c!='d',}[5m] offset 1h)) > 0.5e-3",
                "sum(x) without (a)",
                "topk by (a) (3, x)",
                "count_values(\"value\", x)",
                "x / on (a) group_left (b) y > bool 1",
                "x{a=~\"a\\\\.b|\\\\d+\\x41\"}",
                "x{a=~\"\\\\(\"}",
                "max_over_time(rate(x[5m] offset 5m)[1h:] offset 1h)",
                "x and ignoring () y or z unless on () vector(1)",
                "max_over_time(rate(x[1m])[1h30m:15s] offset -5m) > Inf",
                "quantile_over_time(0.9, x[5m:])",
                "# a comment\n x # another\n > 1",
                "{__name__=\"x\"} @ 1609746000.5 == NaN",
                "rate(x[5m] @ start()) and x @ end()",
                "label_replace(x, `a`, '$1', \"b\", '\\x41\\u00e9\\101\\'')",
                "0x1F + .5 + 5. + 1e3",
                "a:b:c_5m{d=\"\\\\ \\\" {\"}",
                "time() - on_call > 5 * 60 % 7 atan2 y",
                "SUM BY (x) (Y)",
                "((((x))))",
                // PromQL of newer versions.
                "{\"über.x\", a=\"b\"} > 1",
                "sum by (\"service.name\") (x)",
                "rate(x[300]) > 5m",
                "1_000 < x",
                "x + on (a) group_left () fill(0) y",
                "rate(x[5m + step()] offset (2m * 2))",
                "rate(x[5m] smoothed)",
                "histogram </ 5",
            })
    void promqlOfEveryVersionIsTaken(String text) {
        assertThatCode(() -> Query.parse(text)).doesNotThrowAnyException();
    }

    @Test
    void powersBindFromTheRightAndEverythingElseFromTheLeft() throws MisfitException {
        Query.Binary power = (Query.Binary) Query.parse("a ^ b ^ c");
        Query.Binary minus = (Query.Binary) Query.parse("a - b - c");
        Query.Binary mixed = (Query.Binary) Query.parse("a or b and c > 1 + 2 * 3");

        assertThat(power.right()).isInstanceOf(Query.Binary.class);
        assertThat(minus.left()).isInstanceOf(Query.Binary.class);
        assertThat(mixed.operator()).isEqualTo("or");
        assertThat(mixed.right())
                .isInstanceOfSatisfying(
                        Query.Binary.class, and -> assertThat(and.operator()).isEqualTo("and"));
    }

    @Test
    void everySeriesKnowsHowFarBackItLooks() throws MisfitException {
        Query query = Query.parse("rate(a[1h30m] offset 1d) + max_over_time(b[2h:5m]) + c + rate(d[5m+5m])");

        assertThat(query.all().stream()
                        .filter(part -> part instanceof Query.Series)
                        .map(part -> ((Query.Series) part).reach().range()))
                .containsExactlyInAnyOrder(
                        Optional.of(Duration.ofMinutes(90)), Optional.empty(), Optional.empty(), Optional.empty());
        assertThat(query.all())
                .anySatisfy(part -> assertThat(part).isInstanceOfSatisfying(Query.Series.class, series -> {
                    assertThat(series.name()).isEqualTo("a");
                    assertThat(series.reach().offset()).isEqualTo(Duration.ofDays(1));
                }))
                .anySatisfy(part -> assertThat(part)
                        .isInstanceOfSatisfying(
                                Query.Subquery.class,
                                subquery -> assertThat(subquery.reach().range()).contains(Duration.ofHours(2))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "-", "a ^ ", "sum(", "a + ", "{a=\"b\"} or "})
    void hostileDepthAndLengthAreRefusedRatherThanRunOutOfMemory(String piece) {
        String text = piece.repeat(50_000) + "x";

        MisfitException misfit = catchThrowableOfType(MisfitException.class, () -> Query.parse(text));

        assertThat(misfit).isNotNull();
        assertThat(misfit.getMessage()).containsAnyOf("levels deep", "operators in a row");
    }
}
