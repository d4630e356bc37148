package io.watchbill.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.watchbill.testing.Tool;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Objectives over native histograms on Prometheus' own engine, against counts done by hand. Bucket i of schema 0 ends at 2^i. */
class NativeLatencyIT {

    private static final String SHOP = """
            models: {m: {task: binary-classification, positiveClass: y, features: {x: {type: numeric}}}}
            sources: {application: [{preset: watchbill, histogram: native}]}
            slos: [{name: latency, target: "< 250ms", measurement: latency_p99}]
            """;

    @TempDir
    Path folder;

    /** 37 of 40 requests a minute end within 250 ms, the bound of a bucket, in one replica; in another 4 of 10, with finer buckets. */
    @ParameterizedTest
    @ValueSource(strings = {"promtool-trixie", "promtool-sid"})
    void badEventsAreThoseInBucketsOverTheBound(String name) {
        String series = """
                - series: 'ml_request_duration_seconds{model="m",instance="a"}'
                  values: '{{schema:0 count:0 offset:-3 buckets:[0 0 0]}}+{{schema:0 count:40 offset:-3 buckets:[20 17 3]}}x120'
                - series: 'ml_request_duration_seconds{model="m",instance="b"}'
                  values: '{{schema:1 count:0 offset:-4 buckets:[0 0]}}+{{schema:1 count:10 offset:-4 buckets:[4 6]}}x120'
                """;
        holds(
                name,
                series,
                is("100m", "round(sum(slo:total_events:increase1h), 0.001)", "3000"),
                is("100m", "round(sum(slo:bad_events:increase1h), 0.001)", "540"),
                is("100m", "round(sum(slo:burn_rate:ratio1h), 0.001)", "18"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"promtool-trixie", "promtool-sid"})
    void noRequestIsNoBadOne(String name) {
        String series = """
                - series: 'ml_request_duration_seconds{model="m"}'
                  values: '{{schema:0 count:9 offset:-1 buckets:[9]}}x120'
                """;
        holds(
                name,
                series,
                is("100m", "sum(slo:total_events:increase1h)", "0"),
                is("100m", "sum(slo:bad_events:increase1h)", "0"),
                "  - {eval_time: 100m, expr: 'slo:burn_rate:ratio1h', exp_samples: []}\n");
    }

    @ParameterizedTest
    @ValueSource(strings = "promtool-sid") // older ones read no second stretch
    void aRestartOfTheProgramLosesNothing(String name) {
        String series = """
                - series: 'ml_request_duration_seconds{model="m"}'
                  values: '{{schema:0 count:0 offset:-2 buckets:[0 0]}}+{{schema:0 count:10 offset:-2 buckets:[9 1]}}x60 {{schema:0 count:10 offset:-2 buckets:[9 1]}}+{{schema:0 count:10 offset:-2 buckets:[9 1]}}x60'
                """;
        holds(
                name,
                series,
                is("90m", "round(sum(slo:total_events:increase1h), 0.001)", "600"),
                is("90m", "round(sum(slo:bad_events:increase1h), 0.001)", "60"));
    }

    private void holds(String name, String series, String... expectations) {
        assumeTrue(Tool.isPresent(name), name + " is not on the PATH: scripts/tools --suites says why");
        Plan plan =
                Planner.plan(Specifications.shop(SHOP), Target.DEFAULT.withPrometheus(new PrometheusVersion(2, 53)));
        assertThat(Promtool.test(
                        Tool.named(name),
                        folder,
                        plan,
                        "evaluation_interval: 1m\ntests:\n- interval: 1m\n  input_series:\n" + series.indent(2)
                                + "  promql_expr_test:\n" + String.join("", expectations)))
                .contains("SUCCESS");
    }

    private static String is(String time, String promql, String value) {
        return "  - {eval_time: " + time + ", expr: '" + promql + "', exp_samples: [{value: " + value + "}]}\n";
    }
}
