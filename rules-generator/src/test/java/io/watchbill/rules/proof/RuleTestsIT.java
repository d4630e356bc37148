package io.watchbill.rules.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.plan.Plan;
import io.watchbill.plan.Planner;
import io.watchbill.plan.Target;
import io.watchbill.plan.TimeScale;
import io.watchbill.rules.ExamplePlan;
import io.watchbill.rules.GeneratedTests;
import io.watchbill.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class RuleTestsIT {

    @TempDir
    Path directory;

    @Test
    void promtoolPassesTheTestsOfTheExample() {
        Plan plan = ExamplePlan.flightDelay();

        assertPasses(plan);
        assertThat(GeneratedTests.text(plan))
                .contains(
                        "# Without a test, because only its author knows what series make PromQL fire, and wrote no test:"
                                + " FlightDelayEventsRejected.\n")
                .contains("FlightDelayCpuUsageHigh fires and resolves, over > 90%")
                .contains("FlightDelayPerformanceDrop fires and resolves, p-value under 0.001")
                .contains("FlightDelayConfidenceDecayWarning fires and resolves, over 0.03")
                .contains("without data, silence");
    }

    @Test
    void promtoolPassesTheTestsWhereTimeIsScaled() {
        Target fast = new Target(Duration.ofMillis(100), Duration.ofMillis(100), 1);
        Plan example = ExamplePlan.flightDelay();

        assertPasses(TimeScale.apply(Planner.plan(example.specification(), "0123456789abcdef", fast), 21_600));
    }

    @Test
    void promtoolPassesTheTestsWhereAlertsReadTheFleet() throws IOException {
        Path several = Files.writeString(directory.resolve("ops.yaml"), """
                apiVersion: watchbill/v1
                kind: OperationsSpecification
                metadata: {name: shop, title: Shop, owner: team-shop}
                models:
                  shop:
                    task: binary-classification
                    positiveClass: "yes"
                    references: {default: shop.profile.json}
                    features: {amount: {type: numeric}}
                    drift: {windows: [1h]}
                    performance: {windows: [1h]}
                monitoring:
                  replicas: several
                  keyMetrics:
                    - {metric: feature_drift.psi, warning: "> 0.2"}
                    - {metric: accuracy, critical: "< 70%"}
                alerting:
                  receivers:
                    page: {webhook_configs: [{url: "http://127.0.0.1:9/"}]}
                    chat: {webhook_configs: [{url: "http://127.0.0.1:9/"}]}
                    mail: {webhook_configs: [{url: "http://127.0.0.1:9/"}]}
                """);
        Plan plan = ExamplePlan.of(several, new Target(Duration.ofMinutes(1), Duration.ofMinutes(5), 1));

        assertPasses(plan);
        assertThat(GeneratedTests.text(plan))
                .contains("fleet:ml_drift_psi:union{", "fleet:ml_drift_verdict:union{", "fleet:ml_performance_accuracy")
                .doesNotContain("ml_drift_verdict{");
        Tool.Result lint = Tool.named("promtool")
                .run(
                        "check",
                        "rules",
                        "--lint=all",
                        "--lint-fatal",
                        directory.resolve(plan.links().rulesPath()));
        assertThat(lint.exitCode()).as(lint.output()).isZero();
    }

    private void assertPasses(Plan plan) {
        Tool.Result result = GeneratedTests.run(directory, plan);

        assertThat(result.exitCode()).as(result.output()).isZero();
    }
}
