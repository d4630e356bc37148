package io.watchbill.rules.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.plan.Plan;
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

/** Metrics that the catalogue measures by a query over the exporter's counters: promtool says what the query gives. */
class OwnQueriesIT {
    private static final String SPECIFICATION = """
            apiVersion: watchbill/v1
            kind: OperationsSpecification
            metadata: {name: answers, title: Answers, owner: team-answers}
            models:
              rag:
                task: generation
                features: {length: {type: numeric}, topic: {type: categorical}}
                quality:
                  groundedness: {range: 0..1, worse: lower}
                  sentiment: {range: -1..1, worse: lower}
              nightly:
                task: regression
                features: {price: {type: numeric}}
                serving: {batch: {schedule: "every day 02:00", deadline: "05:00", rows: 1.8M..2.2M}}
            monitoring:
              keyMetrics:
                - {metric: quality.groundedness, warning: "< 0.7"}
                - {metric: quality.sentiment, warning: "< -0.25"}
                - {metric: missing_rate, warning: "> 2%"}
                - {metric: invalid_rate, warning: "> 1%"}
                - {metric: unseen_rate, warning: "> 5%"}
                - {metric: downstream_failure_rate, warning: "> 10%"}
            business: {downstream: {failed: [rejected, lost]}}
            alerting:
              receivers:
                page: {webhook_configs: [{url: "http://127.0.0.1:9/"}]}
                chat: {webhook_configs: [{url: "http://127.0.0.1:9/"}]}
                mail: {webhook_configs: [{url: "http://127.0.0.1:9/"}]}
            """;

    @TempDir
    Path directory;

    private Plan plan(Target target) throws IOException {
        return ExamplePlan.of(Files.writeString(directory.resolve("ops.yaml"), SPECIFICATION), target);
    }

    @Test
    void meansAndSharesPassTheirThresholdsAtTheValueThatTheSeriesGive() throws IOException {
        String tests = assertPasses(plan(Target.DEFAULT));

        assertThat(tests)
                .contains("AnswersQualityGroundednessLowWarning fires and resolves, under < 0.7")
                .contains("AnswersQualitySentimentLowWarning fires and resolves, under < -0.25")
                .contains("AnswersMissingRateHighWarning fires and resolves, over > 2%")
                .contains("AnswersInvalidRateHighWarning fires and resolves, over > 1%")
                .contains("AnswersUnseenRateHighWarning fires and resolves, over > 5%")
                .contains("AnswersDownstreamFailureRateHighWarning fires and resolves, over > 10%")
                .contains("AnswersRunLate fires and resolves, no success since a run was due")
                .contains("AnswersRunRows fires and resolves, under outside 1800000..2200000")
                .contains("AnswersRunRows fires and resolves, over outside 1800000..2200000");
    }

    @Test
    void theSameHoldsWhereTimeIsScaled() throws IOException {
        assertPasses(TimeScale.apply(plan(new Target(Duration.ofMillis(100), Duration.ofMillis(100), 1)), 600));
    }

    private String assertPasses(Plan plan) {
        Tool.Result result = GeneratedTests.runShort(directory, plan);

        assertThat(result.exitCode()).as(result.output()).isZero();
        return GeneratedTests.text(plan);
    }
}
