package io.watchbill.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IsotonicCalibrationTest {

    static Stream<Named<JsonNode>> fits() {
        return Golden.cases("calibration.json")
                .map(golden -> Named.of(golden.get("name").textValue(), golden));
    }

    static IsotonicCalibration fit(JsonNode golden) {
        IsotonicCalibrationBuilder builder = new IsotonicCalibrationBuilder();
        golden.get("rows")
                .forEach(row -> builder.add(
                        row.get(0).doubleValue(),
                        row.get(1).longValue(),
                        row.get(2).longValue()));
        return builder.build();
    }

    @ParameterizedTest
    @MethodSource("fits")
    void theProbabilityAtEveryConfidenceIsScikitLearns(JsonNode golden) {
        IsotonicCalibration calibration = fit(golden);

        JsonNode expected = golden.get("probability");
        for (int i = 0; i < expected.size(); i++) {
            assertThat(calibration.probability(i / (expected.size() - 1.0)))
                    .as("at %d", i)
                    .isCloseTo(expected.get(i).doubleValue(), within(1e-9));
        }
    }

    @Test
    void rowsOfMoreBlocksThanAreKeptStillAddUpToAsManyRight() {
        IsotonicCalibrationBuilder builder = new IsotonicCalibrationBuilder();
        double right = 0;
        for (int i = 1; i <= 2_000; i++) {
            builder.add(i / 2_000.0, i, 2_000 - i);
            right += i;
        }
        IsotonicCalibration calibration = builder.build();

        double estimated = 0;
        for (int i = 1; i <= 2_000; i++) {
            double probability = calibration.probability(i / 2_000.0);
            estimated += 2_000 * probability;
            assertThat(probability).isCloseTo(i / 2_000.0, within(1 / 200.0));
        }
        assertThat(calibration.breakpoints()).isBetween(256, IsotonicCalibration.MAXIMUM_BREAKPOINTS);
        assertThat(estimated).isCloseTo(right, within(1e-9 * right));
    }

    @Test
    void whatWasNeverSeenTakesTheNearestProbability() {
        IsotonicCalibration calibration =
                new IsotonicCalibrationBuilder().add(0.6, 3, 2).add(0.8, 9, 1).build();

        assertThat(calibration.probability(0.1)).isEqualTo(0.6);
        assertThat(calibration.probability(0.7)).isCloseTo(0.75, within(1e-12));
        assertThat(calibration.probability(1)).isEqualTo(0.9);
        assertThat(calibration.samples()).isEqualTo(15);
    }

    @Test
    void moreConfidenceNeverMeansLessProbability() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            IsotonicCalibrationBuilder builder = new IsotonicCalibrationBuilder();
            int size = 1 + random.nextInt(3_000);
            for (int i = 0; i < size; i++) {
                builder.add((i + 0.5) / size, random.nextInt(4), random.nextInt(3) + (i == 0 ? 1 : 0));
            }
            IsotonicCalibration calibration = builder.build();
            double before = 0;
            for (int i = 0; i <= 1_000; i++) {
                double probability = calibration.probability(i / 1_000.0);
                assertThat(probability).as("seed %d", seed).isBetween(before, 1.0);
                before = probability;
            }
        }
    }

    @Test
    void rowsOutOfOrderAndConfidencesOutOfRangeAreRefused() {
        IsotonicCalibrationBuilder builder = new IsotonicCalibrationBuilder().add(0.6, 1, 1);

        assertThatThrownBy(() -> builder.add(0.6, 1, 1))
                .hasMessage("confidences must ascend from 0 to 1 with rows of at least 0, not 0.6 with 1 and 1");
        assertThatThrownBy(() -> builder.add(1.1, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.build().probability(Double.NaN))
                .hasMessage("a confidence must be from 0 to 1, not NaN");
        assertThatThrownBy(() -> new IsotonicCalibrationBuilder().build())
                .hasMessage("a calibration needs at least one row");
        assertThatThrownBy(() -> new IsotonicCalibration(3, new double[] {.5, .6}, new double[] {.7, .6}))
                .hasMessage("a calibration needs probabilities that never fall, within 0 to 1; probability 1 is 0.6");
    }
}
