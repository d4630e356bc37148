package io.watchbill.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The specification of this test asks for two labelled predictions before it believes an accuracy. */
class FewLabelsTest {
    @TempDir
    Path folder;

    private static String predictionAndLabel(String id) {
        return """
                {"kind":"prediction","model":"flight","id":"%s","prediction":"late","confidence":0.9}
                {"kind":"label","model":"flight","id":"%s","label":"on_time"}
                """.formatted(id, id);
    }

    @Test
    void aWindowWithFewLabelsSaysHowManyAndNothingOfTheModel() {
        try (RunningExporter exporter = RunningExporter.start(folder)) {
            exporter.post(predictionAndLabel("a"));
            MetricsText one = exporter.page();

            assertThat(one.value("ml_performance_samples", "model", "flight", "window", "1h"))
                    .isEqualTo(1);
            assertThat(one.value("ml_label_coverage_ratio", "model", "flight", "window", "1h"))
                    .isEqualTo(1);
            assertThat(one.families())
                    .contains("ml_performance_samples")
                    .doesNotContain("ml_performance_accuracy", "ml_performance_recall", "ml_confidence_mean");

            exporter.post(predictionAndLabel("b"));

            assertThat(exporter.page().value("ml_performance_accuracy", "model", "flight", "window", "1h"))
                    .isZero();
        }
    }
}
