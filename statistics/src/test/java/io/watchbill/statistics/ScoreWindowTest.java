package io.watchbill.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreWindowTest {
    private static final int SCORES = 2_000;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void theAreaOfTheRawScoresLiesWithinTheStatedErrorOfThatOfTheBins(long seed) {
        Random random = new Random(seed);
        NumericReferenceBuilder confidence = new NumericReferenceBuilder("confidence", ColumnKind.CONFIDENCE, 5_000);
        TreeMap<Double, Integer> reference = new TreeMap<>();
        for (int i = 0; i < 5_000; i++) {
            double score = score(random);
            reference.merge(Math.max(score, 1 - score), 1, Integer::sum);
        }
        reference.forEach(confidence::add);
        for (ScoreBins bins : new ScoreBins[] {ScoreBins.of(confidence.build(0, 0)), ScoreBins.of(null)}) {
            ScoreWindow window = new ScoreWindow(bins, 4);
            double[] scores = new double[SCORES];
            boolean[] positive = new boolean[SCORES];
            for (int i = 0; i < SCORES; i++) {
                scores[i] = score(random);
                positive[i] = random.nextDouble() < scores[i];
                window.add(i % 4, scores[i], positive[i]);
            }

            RocAuc area = window.area(0, 3).orElseThrow();

            assertThat(area.value()).isCloseTo(raw(scores, positive), within(area.errorBound() + 1e-12));
            assertThat(area.errorBound()).isLessThan(bins.size() > 1_024 ? 0.001 : 0.05);
        }
    }

    /** Most scores crowd near 0, where evenly spaced bins are few. */
    private static double score(Random random) {
        double draw = random.nextDouble();
        return Math.rint(1e5 * draw * draw * draw * draw) / 1e5;
    }

    private static double raw(double[] scores, boolean[] positive) {
        double wins = 0;
        double pairs = 0;
        for (int i = 0; i < scores.length; i++) {
            for (int j = 0; positive[i] && j < scores.length; j++) {
                if (!positive[j]) {
                    wins += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                    pairs++;
                }
            }
        }
        return wins / pairs;
    }
}
