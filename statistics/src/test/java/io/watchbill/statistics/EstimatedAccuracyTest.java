package io.watchbill.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EstimatedAccuracyTest {
    private static final IsotonicCalibration CALIBRATION =
            new IsotonicCalibration(1_000, new double[] {0.5, 1}, new double[] {0.4, 0.9});

    static Stream<JsonNode> estimates() {
        return Golden.part("calibration.json", "estimates");
    }

    @ParameterizedTest
    @MethodSource("estimates")
    void theEstimateAndItsDeviationAgreeWithScikitLearnAndTheDefinition(JsonNode golden) {
        List<IsotonicCalibration> calibrations = new ArrayList<>();
        List<JsonNode> fits = Golden.cases("calibration.json").toList();
        golden.get("classes")
                .forEach(c -> calibrations.add(
                        IsotonicCalibrationTest.fit(fits.get(c.get("fit").intValue()))));
        EstimatedAccuracyWindow window = new EstimatedAccuracyWindow(calibrations, 7);
        for (int i = 0; i < calibrations.size(); i++) {
            JsonNode confidences = golden.get("classes").get(i).get("confidences");
            for (int at = 0; at < confidences.size(); at++) {
                window.add(at % 7, i, confidences.get(at).doubleValue());
            }
        }

        assertThat(window.score(0, 6)).hasValueSatisfying(estimate -> {
            Golden.assertStatistic(estimate.value(), golden.get("value").doubleValue());
            Golden.assertStatistic(
                    estimate.standardDeviation(), golden.get("deviation").doubleValue());
        });
    }

    /** A thousand references and windows, the windows with other confidences than the references. */
    @Test
    void theAccuracyIsAsNearToItsEstimateAsTheDeviationSaysThoughTheInputsDrifted() {
        int worlds = 1_000;
        double squares = 0;
        int far = 0;
        for (int seed = 0; seed < worlds; seed++) {
            Random random = new Random(seed);
            IsotonicCalibrationBuilder builder = new IsotonicCalibrationBuilder();
            for (int step = 0; step < 10; step++) {
                int right = right(random, 300, step);
                builder.add(0.55 + step / 20.0, right, 300 - right);
            }
            EstimatedAccuracyWindow window = new EstimatedAccuracyWindow(List.of(builder.build()), 1);
            int right = 0;
            for (int i = 0; i < 1_000; i++) {
                int step = Math.min(random.nextInt(10), random.nextInt(10));
                window.add(0, 0, 0.55 + step / 20.0);
                right += right(random, 1, step);
            }
            EstimatedAccuracy estimate = window.score(0, 0).orElseThrow();
            double z = (right / 1_000.0 - estimate.value()) / estimate.standardDeviation();
            squares += z * z;
            far += Math.abs(z) > 1.96 ? 1 : 0;
        }

        assertThat(Math.sqrt(squares / worlds)).isBetween(0.9, 1.15);
        assertThat(far / (double) worlds).isBetween(0.03, 0.09);
    }

    // The model is overconfident: of confidence 0.55 … 1.00 it is right .45 … .81 of the time.
    private static int right(Random random, int of, int step) {
        int right = 0;
        for (int i = 0; i < of; i++) {
            right += random.nextDouble() < 0.45 + 0.04 * step ? 1 : 0;
        }
        return right;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void addingMergingAndExpiringInAnyOrderEqualsRecomputing(long seed) {
        record Event(long pane, int predicted, double confidence) {}
        Random random = new Random(seed);
        int capacity = 2 + random.nextInt(9);
        List<IsotonicCalibration> calibrations = List.of(CALIBRATION, CALIBRATION);
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            events.add(new Event(random.nextInt(4 * capacity), random.nextInt(3) - 1, random.nextDouble()));
        }
        long end = events.stream().mapToLong(Event::pane).max().orElseThrow();
        Collections.shuffle(events, random);
        EstimatedAccuracyWindow left = new EstimatedAccuracyWindow(calibrations, capacity);
        EstimatedAccuracyWindow right = new EstimatedAccuracyWindow(calibrations, capacity);
        double probabilities = 0;
        long samples = 0;
        long uncalibrated = 0;
        for (Event event : events) {
            (random.nextBoolean() ? left : right).add(event.pane(), event.predicted(), event.confidence());
            if (event.pane() > end - capacity) {
                boolean known = event.predicted() != EstimatedAccuracyWindow.UNCALIBRATED;
                uncalibrated += known ? 0 : 1;
                samples += known ? 1 : 0;
                probabilities += known ? CALIBRATION.probability(event.confidence()) : 0;
            }
        }
        left.merge(right);

        EstimatedAccuracy estimate = left.score(end - capacity + 1, end).orElseThrow();

        assertThat(estimate.samples()).isEqualTo(samples);
        assertThat(estimate.uncalibrated()).isEqualTo(uncalibrated);
        assertThat(estimate.value()).isCloseTo(probabilities / samples, within(1e-12));
    }

    @Test
    void aRareClassOfTheReferenceThatIsNowPredictedOftenMakesTheEstimateUncertain() {
        EstimatedAccuracy rare = EstimatedAccuracy.of(List.of(new EstimatedAccuracy.ClassSums(1_000, 800, 160, 30)), 0)
                .orElseThrow();
        EstimatedAccuracy common = EstimatedAccuracy.of(
                        List.of(new EstimatedAccuracy.ClassSums(1_000, 800, 160, 100_000)), 0)
                .orElseThrow();

        assertThat(rare.value()).isEqualTo(common.value());
        assertThat(rare.standardDeviation()).isGreaterThan(5 * common.standardDeviation());
    }

    @Test
    void withoutCalibratedPredictionsThereIsNoEstimate() {
        EstimatedAccuracyWindow window = new EstimatedAccuracyWindow(List.of(CALIBRATION), 3);
        window.add(4, EstimatedAccuracyWindow.UNCALIBRATED, 0.7);

        assertThat(window.score(2, 4)).isEmpty();
        assertThat(window.add(1, 0, 0.7)).isFalse();
        assertThat(window.add(4, 0, 0.7)).isTrue();
        assertThat(window.score(2, 4))
                .hasValueSatisfying(e -> assertThat(e.uncalibrated()).isEqualTo(1));
        window.advanceTo(9);
        assertThat(window.score(7, 9)).isEmpty();
    }

    @Test
    void windowsOfOtherCalibrationsAreNotMerged() {
        EstimatedAccuracyWindow window = new EstimatedAccuracyWindow(List.of(CALIBRATION), 3);

        assertThatThrownBy(() -> window.merge(new EstimatedAccuracyWindow(List.of(), 3)))
                .hasMessage("only windows of equal calibrations and length can be merged");
    }
}
