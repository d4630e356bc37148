package io.watchbill.dashboards.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromqlTest {

    @Test
    void selectorsAreFoundWithTheirMatchersRangesAndCalls() {
        assertThat(Promql.of(
                                "sum by (le) (rate(a_bucket{job=~\"$job\",b!=\"x,{y}\"}[$__rate_interval] offset 1d)) / on () b"
                                        + " + {__name__=\"c\"}")
                        .asked())
                .containsExactly(
                        new Promql.Asked(
                                "a_bucket",
                                List.of("job=~\"$job\"", "b!=\"x,{y}\""),
                                Optional.of("$__rate_interval"),
                                List.of("rate", "sum")),
                        new Promql.Asked("b", List.of(), Optional.empty(), List.of()),
                        new Promql.Asked("", List.of("__name__=\"c\""), Optional.empty(), List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sum by (a, b) (x) | a b",
                "sum(x) by (a) | a",
                "count(x) | ''",
                "histogram_quantile(0.9, sum by (le, a) (rate(x[5m]))) | a",
                "max by (a) (sum by (a, b) (x)) | a",
                "3600 * sum by (a) (x) / on () group_left () sum(x) | a",
                "1 - avg by (a) (x) > 0.5 | a",
            })
    void labelsOfTheResultAreThoseOfTheOutermostAggregation(String promql, String labels) {
        assertThat(Promql.of(promql).labels()).contains(labels.isEmpty() ? Set.of() : Set.of(labels.split(" ", -1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "rate(x[5m])",
                "sum by (a) (x) or vector(0)",
                "sum without (a) (x)",
                "topk(3, x)",
                "label_replace(sum(x), \"a\", \"b\", \"\", \"\")",
                "sum by (a) (x) * on (a) group_left (b) y",
                "x / sum(y)"
            })
    void labelsThatTheTextDoesNotTellAreUnknown(String promql) {
        assertThat(Promql.of(promql).labels()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rate(x[5m] | lacks a closing )",
                "sum(x)) | closes a bracket with ) that was not opened so",
                "x{a=\"b} | holds \", which PromQL does not know or which is never closed",
                "x ; y | holds ;, which PromQL does not know or which is never closed",
                "'' | is empty",
            })
    void nonsenseIsNamed(String promql, String problem) {
        assertThat(Promql.of(promql).nonsense()).contains(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x > 0.50 | x > 0.5",
                "x{a=\"b\",c=\"d\"} <= 3 and on (a) y < bool -1e3 | x { a = \"b\" , c = \"d\" } > 3; y > -1E+3",
                "sum(x) / (y > 0) > 2 | sum ( x ) / ( y > 0 ) > 2",
                "clamp_max(count(x > 4 or vector(0)), 1) | x > 4",
                "x > y | ''",
                "x > 1 + 2 | ''",
            })
    void whatIsComparedWithANumberIsTold(String promql, String compared) {
        assertThat(Promql.of(promql).comparisons().stream()
                        .map(each -> each.value() + " > " + each.limit())
                        .collect(Collectors.joining("; ")))
                .isEqualTo(compared);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "x <= y or y < x", "(x) * (y > bool 1)", "1 - x"})
    void aValueThatIsNotComparedWithANumberIsDrawn(String promql) {
        assertThat(Promql.of(promql).draws("x")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x > 1", "y * (x > bool 1.5)", "x <= -3", "xy", "y"})
    void aValueThatIsComparedWithANumberOrNotThereIsNotDrawn(String promql) {
        assertThat(Promql.of(promql).draws("x")).isFalse();
    }

    @Test
    void aSelectorMayNameAThousandSystems() {
        String systems = "system-a\\\\.b|".repeat(10_000);

        assertThat(Promql.of("max(x{system=~\"" + systems + "\"})").asked()).hasSize(1);
    }

    @Test
    void layoutDoesNotMatter() {
        assertThat(Promql.of("sum by (a)\n  (x{b=\"c  d\"}) # why\n > 1e-3").bare())
                .isEqualTo(Promql.of("sum by(a)(x{b=\"c  d\"})>1e-3").bare());
    }
}
