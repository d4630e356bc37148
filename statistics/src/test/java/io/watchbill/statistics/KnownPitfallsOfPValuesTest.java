package io.watchbill.statistics;

import static io.watchbill.statistics.Pitfalls.EVERYTHING;
import static io.watchbill.statistics.Pitfalls.HOUR;
import static io.watchbill.statistics.Pitfalls.gauss;
import static io.watchbill.statistics.Pitfalls.p;
import static io.watchbill.statistics.Pitfalls.score;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Ways in which the statistics and p-values of drift monitors are known to be wrong, numbered as in {@link
 * KnownPitfallsTest}; each named test shows that these are not.
 */
class KnownPitfallsOfPValuesTest {
    // 1: ties were jittered at random, and equal samples had p = .87.
    @Test
    void equalSamplesHavePOneAndTiesAreNotJittered() {
        assertThat(p(score(new double[] {1, 2, 3, 4, 5}, 1, 2, 3, 4, 5))).isEqualTo(1);
        assertThat(p(score(new double[] {.1, .2, .2, .5, .9}, .05, .25, .3, .55, .95)))
                .isGreaterThan(0.4);
    }

    // 1, 25: a strict inequality, and a limit distribution of rounded size, made p = 0 where it is 1 in 35.
    @Test
    void fourAgainstFourIsNeverCertain() {
        assertThat(p(score(new double[] {1, 2, 3, 4}, 5, 6, 7, 8))).isBetween(1 / 35.0, 0.25);
    }

    // 6, 18: one minus a distribution function ends at 1e-16; a share of permutations at 0.
    @Test
    void aTailDoesNotEndAtTheRoundingOfOne() {
        assertThat(Math.exp(Tails.lnNormal(12))).isCloseTo(1.776482112077679e-33, within(1e-42));
        assertThat(Math.exp(Tails.lnStudent(12, 200))).isBetween(1e-26, 1e-24);
        DriftScores farOut = score(gauss(1, 100_000, x -> x), gauss(2, 100_000, x -> x + 3));
        assertThat(farOut.lnPValue()).isLessThan(-10_000);
        assertThat(p(farOut)).isPositive();
    }

    // 6: the variance of a population was put into a test for samples.
    @Test
    void theVarianceOfASampleIsDividedByOneLess() {
        MeanWindow window = new MeanWindow(1, 5);
        double[] values = {0.61, 0.72, 0.68, 0.55, 0.64};
        for (int pane = 0; pane < 5; pane++) {
            window.add(pane, values[pane]);
        }
        // Sum of squared deviations 0.017; the baseline's own variance is nothing beside it.
        MetricBaseline baseline = new MetricBaseline(0.75, 1_000_000_000, 1e-9, List.of());

        PerformanceScore score = PerformanceScorer.mean("confidence", window.snapshot(0, 4), true, baseline, HOUR);

        assertThat(score.lnPValue()).isCloseTo(Tails.lnStudent(0.11 / Math.sqrt(0.017 / 4 / 5), 4), within(1e-9));
    }

    // 9: tied values were stepped over one by one, so that [1, 1, 1] was .67 away from [1].
    @Test
    void tiesAdvanceTogether() {
        assertThat(score(new double[] {1, 1, 1}, 1).ks().statistic()).isZero();
        Random random = new Random(3);
        double[] coins = random.doubles(1_000).map(Math::rint).toArray();
        DriftScores scores = score(coins, random.doubles(100).map(Math::rint).toArray());
        assertThat(scores.ks().statistic()).isLessThan(0.12);
        assertThat(p(scores)).isGreaterThan(0.02);
    }

    // 10: a sketch erred by more than the critical distance and alarmed on every undrifted window.
    @Test
    void binningIsFinerThanTheDistanceThatMatters() {
        DriftScores.Ks ks =
                score(gauss(1, 10_000, x -> x), gauss(2, 10_000, x -> x)).ks();
        double critical = 1.36 * Math.sqrt(2.0 / 10_000);

        assertThat(ks.errorBound()).isLessThan(critical / 10);
    }

    // 13: the reference was taken for the truth, which alarms on 30 to 94 % of undrifted windows.
    @Test
    void theReferenceIsASampleNotTheTruth() {
        // Against a fixed truth this pair would have p = 0.008; the two samples differ with p = 0.07.
        DriftScores scores = score(Map.of("a", 500, "b", 500), Map.of("a", 542, "b", 458));

        assertThat(DriftScores.pValue(scores.chiSquare().lnPValue())).isBetween(0.05, 0.07);
    }

    // 17: expected counts were not scaled to the window, which then had no score.
    @Test
    void samplesOfDifferentSizesAreCompared() {
        DriftScores scores = score(Map.of("a", 9_000, "b", 1_000), Map.of("a", 90, "b", 10));

        assertThat(scores.chiSquare().statistic()).isZero();
        assertThat(p(scores)).isEqualTo(1);
    }

    // 22: Yates's correction made p = .20 of .155.
    @Test
    void twoCategoriesAreTestedWithoutACorrectionForContinuity() {
        DriftScores scores = score(Map.of("a", 60, "b", 40), Map.of("a", 50, "b", 50));

        assertThat(scores.chiSquare().statistic()).isCloseTo(2.02020202, within(1e-8));
        assertThat(p(scores)).isCloseTo(0.15522, within(1e-5));
    }

    // 22: the limit distribution was used for eight against eight, and p kept in single precision.
    @Test
    void eightAgainstEightIsNoSurerThanItCanBeAndHasNoVerdict() {
        NumericReference column = Columns.numeric(1, 2, 3, 4, 5, 6, 7, 8);
        WindowCounts window = Columns.window(column, 5, 6, 7, 8, 9, 10, 11, 12);
        DriftScores scores = DriftScorer.score(column, window, HOUR, EVERYTHING);

        assertThat(scores.ks().statistic()).isEqualTo(0.5);
        assertThat(p(scores)).isBetween(0.95 * 0.2827, 0.2828);
        assertThat(DriftScorer.score(column, window, HOUR, DriftSettings.DEFAULT)
                        .noVerdictReason())
                .isEqualTo(NoVerdictReason.INSUFFICIENT_DATA);
    }

    // 24: an expected count under one became 0, and its share of chi-square infinite.
    @Test
    void aVanishedRareCategoryIsNoDrift() {
        DriftScores scores = score(Map.of("a", 700, "b", 295, "c", 5), Map.of("a", 70, "b", 30));

        assertThat(p(scores)).isGreaterThan(0.5);
    }

    // 24: and so did a category that the reference never showed.
    @Test
    void anUnseenCategoryIsCountedAndTested() {
        Map<String, Integer> reference = new LinkedHashMap<>();
        IntStream.range(0, 20).forEach(i -> reference.put("c" + i, 500));
        Map<String, Integer> window = new LinkedHashMap<>();
        IntStream.range(0, 20).forEach(i -> window.put("c" + i, 50));
        window.put("new", 20);

        DriftScores scores = score(reference, window);

        assertThat(scores.unseen().value()).isCloseTo(20 / 1_020.0, within(1e-12));
        assertThat(scores.unseen().lnPValue()).isLessThan(Math.log(1e-10));
        assertThat(scores.chiSquare().statistic()).isFinite();
    }

    // 25: a sketch gave p from 3e-7 to .7 for the same data.
    @Test
    void theSameDataGiveTheSamePValueInWhateverOrderAndPartsTheyCome() {
        NumericReference column = Columns.numeric(gauss(1, 20_000, x -> x));
        double[] values = gauss(2, 20_000, x -> 1.02 * x + 0.01);
        DriftScores whole = DriftScorer.score(column, Columns.window(column, values), HOUR, EVERYTHING);
        Random random = new Random(3);
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, values.length).boxed().toList());
        for (int round = 0; round < 20; round++) {
            ColumnWindow left = new ColumnWindow(column, 1);
            ColumnWindow right = new ColumnWindow(column, 1);
            Collections.shuffle(order, random);
            order.forEach(i -> (random.nextBoolean() ? left : right).add(0, column.binOf(values[i])));
            left.merge(right);

            assertThat(DriftScorer.score(column, left.snapshot(), HOUR, EVERYTHING))
                    .isEqualTo(whole);
        }
    }

    // 27: an error inside the test was swallowed and read as p = 1.
    @Test
    void aShiftOfThreeDeviationsIsSeenByChiSquareToo() {
        DriftScores scores = score(gauss(1, 1_000, x -> x), gauss(2, 1_000, x -> x + 3));

        assertThat(scores.chiSquare().lnPValue()).isLessThan(-300);
    }
}
