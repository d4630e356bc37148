package io.watchbill.plan.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.spec.finding.MisfitException;
import io.watchbill.spec.promql.Query;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up > 1",
                "up < 0",
                "1 < up",
                "sum(rate(a[5m])) < 0",
                "max by (b) (increase(a[5m])) / sum(increase(c[5m])) < 0",
                "absent(a) > 1",
                "absent(a) == 0",
                "count(a) < 1",
                "count(a) == 0",
                "hour() > 23",
                "abs(a) + 2 < 2",
                "a > 5 <= 5",
                "a == NaN",
                "sum(a > 5 < 3)",
                "(up > 1) and b",
                "b and on () vector(0) > 1",
                "(up > 1) or absent(a) == 2",
                "-up > 0",
                "day_of_week() == 7",
            })
    void someComparisonsNoValueCanPass(String promql) throws MisfitException {
        assertThat(Values.of(Query.parse(promql))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up >= 1",
                "up != 1",
                "up == bool 2",
                "1 > up",
                "sum(a) < 0",
                "delta(a[5m]) < 0",
                "rate(a[5m]) - rate(b[5m]) < 0",
                "rate(a[5m]) / b < 0",
                "sum(rate(a[5m])) <= 0",
                "sum(rate(a[5m])) == 0",
                "count(a) <= 1",
                "avg(up) < 1",
                "sum(up) > 1",
                "a > 5 < 6",
                "a != NaN",
                "a unless up > 1",
                "up > 1 or up == 0",
                "clamp_min(a, 0) < 0",
                "ln(rate(a[5m])) < 0",
                "hour() >= 23",
                "quantile(0.9, a) < 0",
                "histogram_quantile(0.9, sum by (le) (rate(a_bucket[5m]))) < 0",
                "time() - a < 0",
            })
    void whatSomeDataMakesTrueIsNotCalledImpossible(String promql) throws MisfitException {
        assertThat(Values.of(Query.parse(promql))).isPresent();
    }
}
