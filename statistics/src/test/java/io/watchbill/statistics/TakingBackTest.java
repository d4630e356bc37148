package io.watchbill.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** An event that is taken back, because its label was corrected, leaves nothing behind. */
class TakingBackTest {
    private static final double HUGE = 1e12;

    @Test
    void sumsAreAsIfItHadNeverBeenThereHoweverLargeItWas() {
        Random random = new Random(1);
        RegressionWindow window = new RegressionWindow(3);
        RegressionWindow without = new RegressionWindow(3);
        for (int i = 0; i < 1_000; i++) {
            double predicted = random.nextGaussian();
            double actual = random.nextGaussian();
            window.add(5, predicted, actual);
            without.add(5, predicted, actual);
            if (i % 100 == 0) {
                window.add(5, HUGE + i, actual);
            }
        }
        random = new Random(1);
        for (int i = 0; i < 1_000; i++) {
            random.nextGaussian();
            double actual = random.nextGaussian();
            if (i % 100 == 0) {
                assertThat(window.remove(5, HUGE + i, actual)).isTrue();
            }
        }

        MeanCounts counts = window.snapshot(3, 5);
        MeanCounts expected = without.snapshot(3, 5);
        assertThat(counts.samples()).isEqualTo(expected.samples());
        for (int quantity :
                new int[] {RegressionWindow.ERROR, RegressionWindow.ABSOLUTE_ERROR, RegressionWindow.TARGET}) {
            assertThat(counts.sum(quantity)).isEqualTo(expected.sum(quantity));
        }
        // 1e24 and its rounding error of 2^−106, ten times.
        assertThat(Math.abs(counts.sum(RegressionWindow.SQUARED_ERROR) - expected.sum(RegressionWindow.SQUARED_ERROR)))
                .isLessThan(1e-6);
    }

    @Test
    void theOrderOfAdditionsDoesNotShow() {
        Random random = new Random(2);
        double[] values =
                random.doubles(10_000, -1, 1).map(x -> x * x * x * 1e6).toArray();
        MeanWindow forward = new MeanWindow(1, 1);
        MeanWindow backward = new MeanWindow(1, 1);
        for (int i = 0; i < values.length; i++) {
            forward.add(0, values[i]);
            backward.add(0, values[values.length - 1 - i]);
        }

        assertThat(forward.snapshot(0, 0).sum(0))
                .isEqualTo(backward.snapshot(0, 0).sum(0));
        assertThat(forward.snapshot(0, 0).sumOfSquares(0))
                .isEqualTo(backward.snapshot(0, 0).sumOfSquares(0));
    }

    @Test
    void calibrationIsThatOfTheOthers() {
        CalibrationWindow window = new CalibrationWindow(2, 2);
        CalibrationWindow without = new CalibrationWindow(2, 2);
        window.add(1, 0.9, false);
        for (int i = 0; i < 100; i++) {
            window.add(1, 0.8, i % 4 > 0);
            without.add(1, 0.8, i % 4 > 0);
        }

        assertThat(window.remove(1, 0.9, false)).isTrue();
        assertThat(window.score(0, 1)).isEqualTo(without.score(0, 1));
    }

    @Test
    void scoresAreThoseOfTheOthers() {
        ScoreWindow window = new ScoreWindow(ScoreWindow.evenEdges(), 2);
        window.add(1, 0.9, true);
        window.add(1, 0.2, false);
        window.add(1, 0.1, true);

        assertThat(window.remove(1, 0.1, true)).isTrue();
        assertThat(window.area(0, 1).orElseThrow().value()).isEqualTo(1);
        assertThat(window.remove(1, 0.1, true)).isFalse();
    }

    @Test
    void whatHasExpiredCannotBeTakenBack() {
        RegressionWindow errors = new RegressionWindow(2);
        CalibrationWindow calibration = new CalibrationWindow(2, 2);
        ScoreWindow scores = new ScoreWindow(ScoreWindow.evenEdges(), 2);
        errors.add(1, 1, 2);
        calibration.add(1, 0.9, true);
        scores.add(1, 0.9, true);
        errors.advanceTo(3);
        calibration.advanceTo(3);
        scores.advanceTo(3);

        assertThat(errors.remove(1, 1, 2)).isFalse();
        assertThat(calibration.remove(1, 0.9, true)).isFalse();
        assertThat(scores.remove(1, 0.9, true)).isFalse();
    }
}
