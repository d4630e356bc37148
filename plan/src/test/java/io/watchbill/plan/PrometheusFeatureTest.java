package io.watchbill.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchbill.plan.promql.Written;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrometheusFeatureTest {

    private static final String OBJECTIVE = """
            models: {m: {task: binary-classification, positiveClass: y, features: {x: {type: numeric}}}}
            sources: {application: [{preset: watchbill}]}
            slos: [{name: availability, target: 99.9%, period: 30d, measurement: error_rate}]
            """;

    @ParameterizedTest
    @CsvSource({
        "KEEP_FIRING_FOR, 2.41, false",
        "KEEP_FIRING_FOR, 2.42, true",
        "NATIVE_HISTOGRAM_FUNCTIONS, 2.39, false",
        "NATIVE_HISTOGRAM_FUNCTIONS, 3.5.1, true",
        "NATIVE_HISTOGRAM_SAMPLES, 2.53, false",
        "NATIVE_HISTOGRAM_SAMPLES, 3.5, true",
        "NATIVE_HISTOGRAM_SCRAPING, 3.7, false",
        "NATIVE_HISTOGRAM_SCRAPING, 3.8, true",
        "QUOTED_NAMES, 2.55, false",
        "QUOTED_NAMES, v3.0, true",
        "QUOTED_NAMES_IN_LISTS, 3.0, false",
        "QUOTED_NAMES_IN_LISTS, 3.1, true",
        "HOLT_WINTERS, 2.53, true",
        "HOLT_WINTERS, 3.0, false"
    })
    void aFeatureIsThereFromItsVersionOnAndNotAfterItsRemoval(
            PrometheusFeature feature, String version, boolean there) {
        assertThat(feature.in(PrometheusVersion.parse(version).orElseThrow())).isEqualTo(there);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3", "3.x", "2.42-rc.0", "-2.42", "99999.1"})
    void whatIsNoVersionIsNotRead(String text) {
        assertThat(PrometheusVersion.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"http.requests\"} > 1 | QUOTED_NAMES",
                "up{a=\"b\", \"c.d\"=\"e\"} | QUOTED_NAMES",
                "sum by (\"c.d\") (up) | QUOTED_NAMES_IN_LISTS",
                "up / on (\"c.d\") x | QUOTED_NAMES_IN_LISTS",
                "histogram_fraction (0, 0.1, x) | NATIVE_HISTOGRAM_FUNCTIONS",
                "holt_winters(x[1h], 0.5, 0.5) | HOLT_WINTERS"
            })
    void aWrittenQuerySaysWhatItNeeds(String promql, PrometheusFeature feature) {
        for (PrometheusFeature other : PrometheusFeature.values()) {
            assertThat(other.usedBy(new Written(promql))).as(other.name()).isEqualTo(other == feature);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "label_replace(up, \"a\", \"$1\", \"b\", \"(.*)\")",
                "sum by (histogram_sum, holt_winters) (up{a=\"{\\\"b\\\"}\", c='holt_winters('})",
                "count_values by (a) (\"b\", up) # histogram_sum(x)"
            })
    void stringsThatAreValuesAndNamesThatAreLabelsNeedNothing(String promql) {
        for (PrometheusFeature feature : PrometheusFeature.values()) {
            assertThat(feature.usedBy(new Written(promql))).as(feature.name()).isFalse();
        }
    }

    @Test
    void burnAlertsDoWithoutKeepFiringForWhereThereIsNone() {
        Target old = Target.DEFAULT.withPrometheus(new PrometheusVersion(2, 41));
        Plan before = Planner.plan(Specifications.shop(OBJECTIVE), old);
        Plan now = Planner.plan(Specifications.shop(OBJECTIVE), Target.DEFAULT);

        assertThat(now.alerts()).anyMatch(alert -> alert.keepFiringFor().isPresent());
        assertThat(before.alerts()).noneMatch(alert -> alert.keepFiringFor().isPresent());
        assertThat(before.alerts())
                .extracting(PlannedAlert::name)
                .isEqualTo(now.alerts().stream().map(PlannedAlert::name).toList());
    }

    @Test
    void versionsWithoutTheModifierThatMonthsNeedAreRefused() {
        assertThatThrownBy(() -> Target.DEFAULT.withPrometheus(new PrometheusVersion(2, 32)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Prometheus is at least 2.33, not 2.32");
    }
}
