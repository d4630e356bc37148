package io.watchbill.rules.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.plan.Fleet;
import io.watchbill.plan.Plan;
import io.watchbill.plan.Target;
import io.watchbill.rules.ExamplePlan;
import io.watchbill.rules.GeneratedTests;
import io.watchbill.rules.PrometheusFiles;
import io.watchbill.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The alerts on the incident server, before promtool. */
@Execution(ExecutionMode.CONCURRENT)
class IncidentRulesIT {

    private static final String RECORDED = """
            apiVersion: watchbill/v1
            kind: OperationsSpecification
            metadata: {name: shop, title: Shop, owner: team-shop}
            models: {shop: {task: regression, features: {amount: {type: numeric}}}}
            alerting:
              receivers:
                page: {webhook_configs: [{url: "http://127.0.0.1:9/"}]}
                chat: {webhook_configs: [{url: "http://127.0.0.1:9/"}]}
                mail: {webhook_configs: [{url: "http://127.0.0.1:9/"}]}
                incident-recorder: {webhook_configs: [{url: "http://127.0.0.1:9467/v1/alertmanager", max_alerts: 0}]}
            """;

    @TempDir
    Path directory;

    @Test
    void promtoolPassesTheTestsOfTheAlertsOnTheIncidentServer() throws IOException {
        Plan plan = plan(RECORDED);

        Tool.Result result = GeneratedTests.run(directory, plan);

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(GeneratedTests.text(plan))
                .contains(
                        "ShopIncidentOverdue fires while an incident is overdue",
                        "ShopIncidentsNotRecorded fires while a file cannot be read",
                        "ShopIncidentsNotReconciled fires when Alertmanager was last heard a quarter of an hour ago");
    }

    @Test
    void prometheusIsToldToScrapeTheIncidentServerWhereThereIsOne() throws IOException {
        assertThat(prometheus(plan(RECORDED))).contains("job_name: watchbill-incidents", "127.0.0.1:9467");
        assertThat(prometheus(plan(RECORDED.replaceAll("(?m)^.*incident-recorder.*$", ""))))
                .doesNotContain("watchbill-incidents");
    }

    private static String prometheus(Plan plan) {
        return PrometheusFiles.render(new Fleet(List.of(plan))).orElseThrow().content();
    }

    private Plan plan(String text) throws IOException {
        return ExamplePlan.of(Files.writeString(directory.resolve("ops.yaml"), text), Target.DEFAULT);
    }
}
