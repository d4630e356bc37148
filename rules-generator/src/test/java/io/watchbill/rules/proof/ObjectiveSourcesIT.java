package io.watchbill.rules.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.watchbill.plan.Plan;
import io.watchbill.plan.PrometheusVersion;
import io.watchbill.plan.Target;
import io.watchbill.rules.ExamplePlan;
import io.watchbill.rules.GeneratedTests;
import io.watchbill.rules.RuleFiles;
import io.watchbill.testing.Tool;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Objectives over several sources, and over native histograms, have tests that promtool passes. */
@Execution(ExecutionMode.CONCURRENT)
class ObjectiveSourcesIT {

    private static final String LATENCY = """
            sources: {application: [{preset: micrometer, histogram: native, selector: 'job="shop"'}]}
            slos: [{name: latency, target: "< 100ms", period: 30d, measurement: latency_p99}]
            """;

    private static final String SEVERAL = """
            sources:
              application:
                - {preset: micrometer, selector: 'job="a"'}
                - {preset: micrometer, selector: 'job="b"'}
                - {preset: opentelemetry}
            slos: [{name: availability, target: 99.9%, period: 30d, measurement: error_rate}]
            """;

    @TempDir
    Path directory;

    @Test
    void eachSourceMovesWhileTheOthersAreGood() {
        Plan plan = Systems.shop(directory, SEVERAL, Target.DEFAULT);

        assertThat(GeneratedTests.text(plan))
                .contains(
                        "ShopAvailabilityBurn1h fires at 14.4 times the allowed rate, and ends, source micrometer\n",
                        "ShopAvailabilityBurn1h fires at 14.4 times the allowed rate, and ends, source micrometer-2\n",
                        "ShopAvailabilityBurn3d fires at 1 times the allowed rate, and ends, source opentelemetry\n",
                        "ShopAvailabilityUnmeasured fires when http_server_requests_seconds_count vanish, source micrometer-2")
                .contains("            source: micrometer-2\n")
                .doesNotContain("Without a test, because it is not known what series make its sources");
        assertPasses(Tool.named("promtool"), plan, "shop.slo.yaml");
    }

    @Test
    void sourcesThatCountTheSameEventsAreNamedAsUntested() {
        Plan plan = Systems.shop(directory, SEVERAL.replace(", selector: 'job=\"a\"'", ""), Target.DEFAULT);

        assertThat(GeneratedTests.text(plan))
                .contains(
                        "# Without a test, because it is not known what series make its sources count bad events, or they"
                                + " cannot be told apart: ShopAvailabilityBurn1h,");
    }

    @Test
    void nativeHistogramsBurnAsClassicOnesDo() {
        String name = "promtool-sid";
        assumeTrue(Tool.isPresent(name), name + " is not on the PATH: scripts/tools --suites says why");
        Plan plan = Systems.shop(directory, LATENCY, Target.DEFAULT.withPrometheus(new PrometheusVersion(3, 5)));

        assertThat(GeneratedTests.text(plan))
                .contains("ShopLatencyBurn1h fires at 14.4 times the allowed rate, and ends")
                .contains("ShopLatencyUnmeasured fires when http_server_requests_seconds vanish")
                .contains("http_server_requests_seconds{instance=\"test:9100\", job=\"shop\"}")
                .contains("{{schema:0 count:1500 offset:-4 buckets:[")
                .doesNotContain("Without a test", "_bucket");
        assertPasses(
                Tool.named(name),
                plan,
                "shop.slo.yaml",
                "every-3m/shop.slo.yaml",
                "every-5m/shop.slo.yaml",
                "every-30m/shop.slo.yaml",
                "every-1h/shop.slo.yaml");
    }

    @Test
    void wherePromtoolHasNoSamplesOfNativeHistogramsTheHeadSaysSo() {
        Plan plan = Systems.shop(directory, LATENCY, Target.DEFAULT);

        assertThat(GeneratedTests.text(plan))
                .contains("# Without a test, because promtool reads native histograms that change only from 3.5 on:"
                        + " ShopLatencyBurn1h, ShopLatencyBurn6h, ShopLatencyBurn24h, ShopLatencyBurn3d,"
                        + " ShopLatencyBudgetExhausted, ShopLatencyUnmeasured.");
        assertThat(Tool.named("promtool")
                        .run("check", "rules", ExamplePlan.write(directory, RuleFiles.render(plan)))
                        .exitCode())
                .isZero();
    }

    private void assertPasses(Tool promtool, Plan plan, String... files) {
        Tool.Result result = Systems.test(promtool, directory, plan, files);

        assertThat(result.exitCode()).as(result.output()).isZero();
    }
}
