package io.watchbill.rules.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.plan.Plan;
import io.watchbill.plan.Target;
import io.watchbill.plan.TimeScale;
import io.watchbill.rules.GeneratedTests;
import io.watchbill.testing.Tool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Tests that authors write beside their PromQL. */
@Execution(ExecutionMode.CONCURRENT)
class WrittenTestsIT {

    private static final String ALERTS = """
              alerts:
                - name: ShopQueueFull
                  promql: queue_length > 900
                  for: 5m
                  severity: P2
                  summary: "Queue {{ $labels.queue }} of the shop is full"
                  tests:
                    - series: [{series: 'queue_length{queue="in"}', values: 0x10 999x20 0x10}]
                      quietAt: [10m, 15m]
                      firesAt: 16m
                      resolvesAt: 32m
                      labels: {queue: in}
                      value: 999
                    - {series: [{series: queue_length, values: 901x400}], firesAt: 6h, value: 901}
                - name: ShopQueueGone
                  promql: absent(queue_length)
                  severity: P3
                  tests: [{firesAt: 10m, quietAt: 1m, value: 1}]
                - {name: ShopQueueOdd, promql: queue_length % 2 > 0, severity: P3}
                - name: ShopQueueLate
                  condition: latency_p99 > 1s
                  severity: P3
                  tests: [{firesAt: 1h, value: 2, series: [
                    {series: 'http_server_requests_seconds_bucket{le="2.0"}', values: 0+98x70},
                    {series: 'http_server_requests_seconds_bucket{le="2.0",instance="b"}', values: 0+1x70},
                    {series: 'http_server_requests_seconds_bucket{le="+Inf"}', values: 0+100x70}]}]
            sources: {application: [{preset: micrometer}]}
            """;

    @TempDir
    Path directory;

    @Test
    void theyAreComparedWithLabelsAndTextsBesideTheGeneratedOnes() {
        Plan plan = Systems.shop(directory, ALERTS, Target.DEFAULT);

        assertPasses(plan, true, "shop.yaml", "every-5m/shop.yaml");
        assertThat(GeneratedTests.text(plan))
                .contains(
                        "ShopQueueFull fires as its author wrote, 1\n", "ShopQueueFull fires as its author wrote, 2\n")
                .contains("summary: Queue in of the shop is full")
                .contains("description: The query's value is 999.")
                .contains("ShopQueueLate fires and resolves, over > 1s", "ShopQueueLate fires as its author wrote\n")
                .contains(
                        "# Without a test, because only its author knows what series make PromQL fire, and wrote no test:"
                                + " ShopQueueOdd.");
    }

    @Test
    void aWrongOneFails() {
        for (List<String> change : List.of(
                List.of("values: 0x10 999x20", "values: 0x12 999x20"),
                List.of("labels: {queue: in}", "labels: {queue: out}"),
                List.of("value: 999", "value: 998"))) {
            assertThat(ALERTS).contains(change.get(0));
            String wrong = ALERTS.replace(change.get(0), change.get(1));
            assertPasses(Systems.shop(directory, wrong, Target.DEFAULT), false, "shop.yaml");
        }
    }

    @Test
    void whereTimeIsScaledTheHeadNamesThem() {
        Target fast = new Target(Duration.ofMillis(100), Duration.ofMillis(100), 1);

        assertThat(GeneratedTests.text(TimeScale.apply(Systems.shop(directory, ALERTS, fast), 600)))
                .contains("# Without a test, because time is scaled: ")
                .contains("ShopQueueFull as its author wrote");
    }

    private void assertPasses(Plan plan, boolean passes, String... files) {
        Tool.Result result = Systems.test(Tool.named("promtool"), directory, plan, files);

        assertThat(result.exitCode() == 0).as(result.output()).isEqualTo(passes);
    }
}
