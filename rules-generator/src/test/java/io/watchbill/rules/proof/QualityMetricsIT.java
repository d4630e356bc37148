package io.watchbill.rules.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.plan.Plan;
import io.watchbill.plan.Target;
import io.watchbill.rules.ExamplePlan;
import io.watchbill.rules.GeneratedTests;
import io.watchbill.spec.catalogue.MetricCatalogue;
import io.watchbill.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every metric of a model's quality makes an alert that promtool sees fire and resolve at its threshold. */
class QualityMetricsIT {
    private static final List<String> LOW = List.of(
            "accuracy",
            "precision",
            "recall",
            "f1",
            "roc_auc",
            "r2",
            "estimated_accuracy",
            "confidence_mean",
            "label_coverage");
    private static final List<String> HIGH = List.of(
            "log_loss",
            "brier",
            "mae",
            "rmse",
            "wape",
            "bias",
            "performance_drop",
            "confidence_drop",
            "calibration_error");

    @TempDir
    Path directory;

    private static String specification() {
        StringBuilder metrics = new StringBuilder();
        LOW.forEach(metric ->
                metrics.append("    - {metric: ").append(metric).append(", over: 24h, warning: \"< 0.25\"}\n"));
        HIGH.forEach(metric ->
                metrics.append("    - {metric: ").append(metric).append(", over: 24h, warning: \"> 0.25\"}\n"));
        return """
                apiVersion: watchbill/v1
                kind: OperationsSpecification
                metadata: {name: models, title: Models, owner: team-models}
                models:
                  spam:
                    task: binary-classification
                    positiveClass: spam
                    features: {length: {type: numeric}}
                    performance: {windows: [24h], holdout: {arm: holdout, share: 0.05}}
                monitoring:
                  keyMetrics:
                    - {metric: holdout_difference, warning: "< -0.05"}
                """ + metrics + """
                alerting:
                  receivers:
                    page: {webhook_configs: [{url: "http://127.0.0.1:9/"}]}
                    chat: {webhook_configs: [{url: "http://127.0.0.1:9/"}]}
                    mail: {webhook_configs: [{url: "http://127.0.0.1:9/"}]}
                """;
    }

    @Test
    void itsAlertsFireAndResolve() throws IOException {
        Plan plan = ExamplePlan.of(Files.writeString(directory.resolve("ops.yaml"), specification()), Target.DEFAULT);
        Tool.Result result = GeneratedTests.runShort(directory, plan);

        assertThat(result.exitCode()).as(result.output()).isZero();
        String text = GeneratedTests.text(plan);
        assertThat(text).contains("ModelsHoldoutDifferenceLowWarning fires and resolves");
        LOW.forEach(metric -> assertThat(text).contains(alert(metric) + "LowWarning fires and resolves"));
        HIGH.forEach(metric -> assertThat(text).contains(alert(metric) + "HighWarning fires and resolves"));
    }

    private static String alert(String metric) {
        StringBuilder name = new StringBuilder("Models");
        for (String word : metric.split("_", -1)) {
            name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
        }
        return name.toString();
    }

    @Test
    void allOfThemAreMeasured() {
        MetricCatalogue catalogue = MetricCatalogue.standard();

        assertThat(LOW)
                .allMatch(metric ->
                        !catalogue.find(metric).orElseThrow().measures().isEmpty());
        assertThat(HIGH)
                .allMatch(metric ->
                        !catalogue.find(metric).orElseThrow().measures().isEmpty());
    }
}
