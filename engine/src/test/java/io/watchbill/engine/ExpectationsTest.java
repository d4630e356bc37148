package io.watchbill.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.watchbill.engine.RawEvents.Prediction;
import io.watchbill.spec.Task;
import io.watchbill.statistics.EstimatedAccuracy;
import io.watchbill.statistics.IsotonicCalibration;
import io.watchbill.statistics.IsotonicCalibrationBuilder;
import io.watchbill.statistics.MetricBaseline;
import io.watchbill.statistics.PerformanceBaseline;
import io.watchbill.statistics.ReferenceProfile;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Accuracy is estimated before any label comes, and change detectors follow the order of arrival. */
class ExpectationsTest {
    private static final Map<String, IsotonicCalibration> CALIBRATIONS = Map.of(
            "late",
                    new IsotonicCalibrationBuilder()
                            .add(0.5, 4, 6)
                            .add(0.75, 5, 5)
                            .add(1, 9, 1)
                            .build(),
            "on_time",
                    new IsotonicCalibrationBuilder()
                            .add(0.5, 7, 3)
                            .add(1, 10, 0)
                            .build());

    private static ModelPlan plan(Task task, PerformanceBaseline baseline) {
        return new ModelPlan(
                Models.byRegion(task, 10),
                Models.REBOOKING,
                Map.of(
                        "default",
                        new ReferenceProfile(
                                "flight", null, 100, null, null, "made for this test", List.of(), baseline, null)),
                List.of());
    }

    @Test
    void theEstimateIsTheMeanCalibratedConfidenceOfTheNewestWindow() {
        PerformanceBaseline baseline = new PerformanceBaseline(
                List.of("late", "on_time"),
                List.of(List.of(40L, 10L), List.of(10L, 40L)),
                Map.of("accuracy", new MetricBaseline(0.8, 100, 0.16, List.of())),
                CALIBRATIONS,
                List.of());
        Models.Fed fed = new Models.Fed(plan(Task.BINARY_CLASSIFICATION, baseline), 10_000, 10_000);
        Random random = new Random(1);
        RawEvents events = new RawEvents();
        for (int i = 0; i < 2_000; i++) {
            double score = random.nextDouble();
            Prediction prediction = new Prediction(
                    "id" + i,
                    RawEvents.time(random),
                    score > 0.5 ? "late" : "on_time",
                    0,
                    Map.of("late", score, "on_time", 1 - score),
                    random.nextInt(10) == 0 ? "holdout" : "champion",
                    "east");
            events.predicted(prediction, "\"prediction\":\"" + prediction.answer() + "\",\"score\":" + score);
        }
        events.feed(fed, 1);

        RawWindow hour = RawWindow.of(Duration.ofHours(1), Duration.ofMinutes(1), RawEvents.END);
        List<Prediction> judged = events.predictions.stream()
                .filter(p -> p.arm().equals("champion") && hour.holds(p.time()))
                .toList();
        EstimatedAccuracy estimate = fed.version().performance().get(0).estimate();
        assertThat(estimate.samples()).isEqualTo(judged.size());
        assertThat(estimate.uncalibrated()).isZero();
        assertThat(estimate.value())
                .isCloseTo(
                        judged.stream()
                                .mapToDouble(ExpectationsTest::probability)
                                .average()
                                .orElseThrow(),
                        within(1e-12));
        assertThat(fed.version().performance().get(0).metrics()).isEmpty();
    }

    /** The straight lines between what the calibrations were made of, written out. */
    private static double probability(Prediction prediction) {
        double confidence = prediction.confidence();
        if (prediction.answer().equals("on_time")) {
            return 0.7 + (confidence - 0.5) / 0.5 * 0.3;
        }
        return confidence < 0.75 ? 0.4 + (confidence - 0.5) / 0.25 * 0.1 : 0.5 + (confidence - 0.75) / 0.25 * 0.4;
    }

    @Test
    void withoutCalibrationsThereIsNoEstimate() {
        Models.Fed fed = new Models.Fed(
                new ModelPlan(Models.byRegion(Task.BINARY_CLASSIFICATION, 10), Models.REBOOKING, Map.of(), List.of()),
                100,
                100);
        fed.send(Models.prediction(Models.START, "a", "late", ",\"score\":0.9"));

        assertThat(fed.version().performance().get(0).estimate()).isNull();
    }
}
