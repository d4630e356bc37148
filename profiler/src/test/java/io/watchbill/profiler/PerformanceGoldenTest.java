package io.watchbill.profiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.watchbill.spec.Columns;
import io.watchbill.spec.Task;
import io.watchbill.statistics.ColumnKind;
import io.watchbill.statistics.ColumnReference;
import io.watchbill.statistics.MetricBaseline;
import io.watchbill.statistics.PerformanceBaseline;
import io.watchbill.statistics.ReferenceProfile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Against NumPy, which computes the same from the same rows: {@code src/test/goldens/performance.py}; calibrations against
 * scikit-learn: {@code calibration.py}.
 */
class PerformanceGoldenTest {
    private static final Path GOLDENS = Path.of("src/test/goldens");
    private static final Path ROWS = GOLDENS.resolve("rows.csv");

    @Test
    void metricsOfTwoClassesAreNumPys() throws Exception {
        ReferenceProfile profile = Samples.profile(Samples.binary(), ROWS).profile();

        holds(profile.performance(), "binary");
        assertThat(Objects.requireNonNull(profile.performance()).classes()).containsExactly("no", "yes");
    }

    @Test
    void metricsOfSeveralClassesAreNumPys() throws Exception {
        Columns columns = new Columns("id", "time", "version", "guess", "none", "none", "kind", "arm");
        ReferenceProfile profile = Samples.profile(
                        Samples.model(Task.MULTICLASS_CLASSIFICATION, Optional.empty(), columns), ROWS)
                .profile();

        holds(profile.performance(), "several");
    }

    @Test
    void metricsOfNumbersAreNumPys() throws Exception {
        Columns columns = new Columns("id", "time", "version", "number", "none", "none", "truth", "arm");
        ReferenceProfile profile = Samples.profile(Samples.model(Task.REGRESSION, Optional.empty(), columns), ROWS)
                .profile();

        holds(profile.performance(), "regression");
    }

    @Test
    void theMeanConfidenceIsNumPys() throws Exception {
        ReferenceProfile profile = Samples.profile(Samples.binary(), ROWS).profile();

        MetricBaseline confidence = Objects.requireNonNull(profile.confidence());
        near(confidence.value(), golden("confidence").get("value"));
        near(confidence.variance(), golden("confidence").get("variance"));
        assertThat(confidence.samples()).isEqualTo(1_500);
    }

    @Test
    void howOftenAConfidenceIsRightIsScikitLearns() throws Exception {
        PerformanceBaseline performance =
                Samples.profile(Samples.binary(), ROWS).profile().performance();
        JsonNode classes = new ObjectMapper()
                .readTree(GOLDENS.resolve("calibration.json").toFile())
                .get("classes");

        assertThat(Objects.requireNonNull(performance).calibrations()).containsOnlyKeys("no", "yes");
        performance.calibrations().forEach((name, calibration) -> {
            JsonNode golden = classes.get(name);
            assertThat(calibration.samples()).isEqualTo(golden.get("samples").asLong());
            for (int i = 0; i <= 40; i++) {
                near(
                        calibration.probability(i / 40.0),
                        golden.get("probability").get(i));
            }
        });
    }

    @Test
    void theSeasonOfADayIsNumPys() throws Exception {
        ColumnReference prediction = Samples.profile(Samples.binary(), ROWS)
                .profile()
                .column(ColumnKind.PREDICTION, "prediction")
                .orElseThrow();

        JsonNode golden = golden("season");
        assertThat(prediction.season(Duration.ofDays(1))).hasValueSatisfying(season -> {
            near(season.mean(), golden.get("mean"));
            near(season.variance(), golden.get("variance"));
            near(season.meanSamples(), golden.get("meanSamples"));
            assertThat(season.windows()).isEqualTo(15);
            assertThat(season.overdispersion()).isBetween(1.0, 1.5);
        });
    }

    private static void holds(PerformanceBaseline performance, String task) throws Exception {
        JsonNode metrics = golden(task);
        assertThat(Objects.requireNonNull(performance).metrics()).hasSize(metrics.size());
        for (var metric : metrics.properties()) {
            MetricBaseline baseline = Objects.requireNonNull(performance.metric(metric.getKey()), metric.getKey());
            near(baseline.value(), metric.getValue().get("value"));
            near(baseline.variance(), metric.getValue().get("variance"));
            assertThat(baseline.samples())
                    .as(metric.getKey())
                    .isEqualTo(metric.getValue().get("samples").asLong());
            assertThat(baseline.chunkVariance(Duration.ofDays(1))).hasValueSatisfying(days -> {
                assertThat(days.chunks()).isEqualTo(15);
                near(days.variance(), metric.getValue().get("dayVariance"));
            });
        }
    }

    private static void near(double actual, JsonNode expected) {
        double value = expected.asDouble();
        assertThat(actual).isCloseTo(value, within(1e-12 * Math.max(1, Math.abs(value))));
    }

    private static JsonNode golden(String part) throws Exception {
        return new ObjectMapper()
                .readTree(GOLDENS.resolve("performance.json").toFile())
                .get(part);
    }
}
