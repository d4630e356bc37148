package io.watchbill.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.watchbill.spec.DriftScore;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Ways in which drift monitors are known to go wrong; each named test shows that this one does not. */
class KnownPitfallsTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final DriftSettings EVERYTHING = new DriftSettings(
            1,
            Set.of(DriftScore.values()),
            Set.of(DriftScore.values()),
            DriftSettings.DEFAULT.warning(),
            DriftSettings.DEFAULT.critical());

    private static DriftScores score(double[] reference, double... window) {
        NumericReference column = Columns.numeric(reference);
        return DriftScorer.score(column, Columns.window(column, window), HOUR, EVERYTHING);
    }

    private static DriftScores score(Map<String, Integer> reference, Map<String, Integer> window) {
        CategoricalReference column = Columns.categorical(reference);
        return DriftScorer.score(column, Columns.window(column, window), HOUR, EVERYTHING);
    }

    private static double p(DriftScores scores) {
        return DriftScores.pValue(scores.lnPValue());
    }

    private static double[] gauss(long seed, int size, DoubleUnaryOperator change) {
        Random random = new Random(seed);
        return IntStream.range(0, size)
                .mapToDouble(i -> change.applyAsDouble(random.nextGaussian()))
                .toArray();
    }

    @Test
    void equalSamplesHavePOneAndTiesAreNotJittered() {
        assertThat(p(score(new double[] {1, 2, 3, 4, 5}, 1, 2, 3, 4, 5))).isEqualTo(1);
        assertThat(p(score(new double[] {.1, .2, .2, .5, .9}, .05, .25, .3, .55, .95)))
                .isGreaterThan(0.4);
    }

    @Test
    void fourAgainstFourIsNeverCertain() {
        assertThat(p(score(new double[] {1, 2, 3, 4}, 5, 6, 7, 8))).isBetween(0.0285, 0.05);
    }

    @Test
    void missingAndUnusableValuesDoNotMoveTheDistribution() {
        NumericReference column = Columns.numeric(gauss(1, 1_000, x -> x));
        double[] values = gauss(2, 1_000, x -> x);
        double[] tenthUnusable = values.clone();
        for (int i = 0; i < 100; i++) {
            tenthUnusable[i] = Double.NaN;
        }

        DriftScores scores = DriftScorer.score(column, Columns.window(column, tenthUnusable), HOUR, EVERYTHING);
        DriftScores without = DriftScorer.score(
                column, Columns.window(column, Arrays.copyOfRange(values, 100, 1_000)), HOUR, EVERYTHING);

        assertThat(scores.ks()).isEqualTo(without.ks());
        assertThat(scores.psi()).isEqualTo(without.psi());
    }

    @Test
    void aRiseInMissingValuesHasATestOfItsOwn() {
        NumericReference column = Columns.numeric(gauss(1, 1_000, x -> x));
        long[] slots = new long[column.slots()];
        slots[column.binOf(0)] = 900;
        slots[column.missingSlot()] = 100;

        DriftScores scores = DriftScorer.score(column, WindowCounts.ofOnePane(column, slots), HOUR, EVERYTHING);

        assertThat(scores.missing().value()).isEqualTo(0.1);
        assertThat(scores.missing().reference()).isZero();
        assertThat(scores.missing().lnPValue()).isLessThan(Math.log(1e-20));
    }

    @Test
    void theReferenceStaysWhatItWasHoweverMuchProductionArrives() {
        NumericReference column = Columns.numeric(gauss(1, 1_000, x -> x));
        ColumnWindow window = new ColumnWindow(column, 3);
        for (int i = 0; i < 5_000_000; i++) {
            window.add(i / 1_000_000, column.binOf(9));
        }

        DriftScores scores = DriftScorer.score(column, window.snapshot(), HOUR, EVERYTHING);

        assertThat(scores.referenceSamples()).isEqualTo(1_000);
        assertThat(scores.ks().statistic()).isCloseTo(1, within(0.01));
    }

    @Test
    void theVerdictIsNotInverted() {
        DriftScores all = score(gauss(1, 5_000, x -> x), gauss(2, 1_000, x -> x + 2));
        DriftScores none = score(gauss(1, 5_000, x -> x), gauss(2, 1_000, x -> x));

        assertThat(DriftVerdicts.decide(List.of(all, all), EVERYTHING, true))
                .extracting(DriftScores::verdict)
                .containsOnly(Verdict.CRITICAL);
        assertThat(DriftVerdicts.decide(List.of(none, none), EVERYTHING, true))
                .extracting(DriftScores::verdict)
                .containsOnly(Verdict.NONE);
    }

    @Test
    void columnsAreFoundByNameNotByPosition() {
        NumericReference a = Columns.numeric("a", 1, 2, 3);
        NumericReference b = Columns.numeric("b", 1, 2, 3);
        ReferenceProfile profile = new ReferenceProfile("m", null, 3, null, null, "test", List.of(b, a), null, null);

        assertThat(profile.column(ColumnKind.FEATURE, "a")).containsSame(a);
        assertThat(profile.column(ColumnKind.PREDICTION, "a")).isEmpty();
    }

    @Test
    void aTailDoesNotEndAtTheRoundingOfOne() {
        assertThat(Math.exp(Tails.lnNormal(12))).isCloseTo(1.776482112077679e-33, within(1e-42));
        assertThat(Math.exp(Tails.lnStudent(12, 200))).isBetween(1e-26, 1e-24);
        DriftScores farOut = score(gauss(1, 100_000, x -> x), gauss(2, 100_000, x -> x + 3));
        assertThat(farOut.lnPValue()).isLessThan(-10_000);
        assertThat(p(farOut)).isPositive();
    }

    @Test
    void oneColumnThatCannotBeScoredLeavesTheOthersAlone() {
        DriftScores fine = score(gauss(1, 5_000, x -> x), gauss(2, 1_000, x -> x + 2));
        DriftScores empty = score(gauss(1, 5_000, x -> x));
        DriftScores withoutReference = score(new double[0], 1, 2, 3);
        DriftScores constant = score(new double[] {4, 4, 4}, 4, 4, 4);

        List<DriftScores> decided =
                DriftVerdicts.decide(List.of(empty, withoutReference, fine, constant), EVERYTHING, true);

        assertThat(decided).extracting(DriftScores::verdict).containsExactly(null, null, Verdict.CRITICAL, null);
        assertThat(decided)
                .extracting(DriftScores::noVerdictReason)
                .containsExactly(
                        NoVerdictReason.INSUFFICIENT_DATA,
                        NoVerdictReason.NO_REFERENCE,
                        null,
                        NoVerdictReason.CONSTANT);
    }

    @Test
    void anEmptyBinMakesADistanceNeitherInfiniteNorSmaller() {
        DriftScores disjoint = score(Map.of("a", 500), Map.of("b", 500));

        assertThat(disjoint.jensenShannon().value()).isCloseTo(1, within(1e-12));
        assertThat(disjoint.psi().value()).isBetween(5.0, 20.0);
        assertThat(disjoint.chiSquare().v()).isEqualTo(1);
    }

    @Test
    void tiesAdvanceTogether() {
        assertThat(score(new double[] {1, 1, 1}, 1).ks().statistic()).isZero();
        Random random = new Random(3);
        double[] coins = random.doubles(1_000).map(Math::rint).toArray();
        DriftScores scores = score(coins, random.doubles(100).map(Math::rint).toArray());
        assertThat(scores.ks().statistic()).isLessThan(0.12);
        assertThat(p(scores)).isGreaterThan(0.02);
    }

    @Test
    void binningIsFinerThanTheDistanceThatMatters() {
        DriftScores.Ks ks =
                score(gauss(1, 10_000, x -> x), gauss(2, 10_000, x -> x)).ks();
        double critical = 1.36 * Math.sqrt(2.0 / 10_000);

        assertThat(ks.errorBound()).isLessThan(critical / 10);
    }

    @Test
    void aColumnThatIsNotThereIsAbsentNotZero() {
        DriftScores scores = score(new double[0], 1, 2, 3);

        assertThat(scores.psi()).isNull();
        assertThat(scores.ks()).isNull();
        assertThat(scores.lnPValue()).isNull();
        assertThat(scores.noVerdictReason()).isEqualTo(NoVerdictReason.NO_REFERENCE);
    }

    @Test
    void onlyTheScoresThatWereAskedForAreComputed() {
        NumericReference column = Columns.numeric(gauss(1, 1_000, x -> x));
        WindowCounts window = Columns.window(column, gauss(2, 1_000, x -> x));

        assertThat(DriftScorer.score(column, window, HOUR, DriftSettings.DEFAULT)
                        .wasserstein())
                .isNull();
        assertThat(DriftScorer.score(column, window, HOUR, EVERYTHING).wasserstein())
                .isNotNull();
    }

    @Test
    void theReferenceIsASampleNotTheTruth() {
        // Against a fixed truth this pair would have p = 0.008; the two samples differ with p = 0.07.
        DriftScores scores = score(Map.of("a", 500, "b", 500), Map.of("a", 542, "b", 458));

        assertThat(DriftScores.pValue(scores.chiSquare().lnPValue())).isBetween(0.05, 0.07);
    }

    @Test
    void binsDoNotFollowProductionSoThatAnOutlierHidesNothing() {
        double[] reference = gauss(1, 10_000, x -> x);
        double[] shifted = gauss(2, 5_000, x -> x + 1);
        double[] withOutlier = Arrays.copyOf(shifted, 5_001);
        withOutlier[5_000] = 1e4;

        double psi = score(reference, shifted).psi().value();

        assertThat(psi).isBetween(0.8, 1.0);
        assertThat(score(reference, withOutlier).psi().value()).isCloseTo(psi, within(0.005));
    }

    @Test
    void aRareBinThatGetsALittleRarerChangesPsiALittle() {
        Map<String, Integer> reference = Map.of("a", 4_500, "b", 4_499, "rare", 1);
        double one = score(reference, Map.of("a", 4_500, "b", 4_499, "rare", 1))
                .psi()
                .value();
        double none = score(reference, Map.of("a", 5_000, "b", 5_000)).psi().value();

        assertThat(Math.abs(one - none)).isLessThan(0.001);
    }

    @Test
    void smallUndriftedWindowsAreNotCalledDriftedThoughTheirPsiIsHigh() {
        DriftSettings from100 = new DriftSettings(
                100,
                DriftSettings.DEFAULT.numeric(),
                DriftSettings.DEFAULT.categorical(),
                DriftSettings.DEFAULT.warning(),
                DriftSettings.DEFAULT.critical());
        int high = 0;
        int drifted = 0;
        for (int seed = 0; seed < 200; seed++) {
            NumericReference column = Columns.numeric(gauss(seed, 1_000, x -> x));
            DriftScores scores =
                    DriftScorer.score(column, Columns.window(column, gauss(seed + 1_000, 100, x -> x)), HOUR, from100);
            high += scores.psi().value() > 0.1 ? 1 : 0;
            drifted +=
                    DriftVerdicts.decide(List.of(scores), from100, true).get(0).verdict() == Verdict.NONE ? 0 : 1;
            assertThat(scores.psi().noiseFloor()).isCloseTo(0.099, within(0.001));
        }
        assertThat(high).isGreaterThan(60);
        assertThat(drifted).isLessThanOrEqualTo(3);
    }

    @Test
    void samplesOfDifferentSizesAreCompared() {
        DriftScores scores = score(Map.of("a", 9_000, "b", 1_000), Map.of("a", 90, "b", 10));

        assertThat(scores.chiSquare().statistic()).isZero();
        assertThat(p(scores)).isEqualTo(1);
    }

    @Test
    void scoringChangesNothingAndRepeats() {
        NumericReference column = Columns.numeric(gauss(1, 1_000, x -> x));
        WindowCounts window = Columns.window(column, gauss(2, 1_000, x -> x));

        DriftScores first = DriftScorer.score(column, window, HOUR, EVERYTHING);

        assertThat(DriftScorer.score(column, window, HOUR, EVERYTHING)).isEqualTo(first);
        assertThat(window).isEqualTo(Columns.window(column, gauss(2, 1_000, x -> x)));
    }

    @Test
    void anOutlierOfTheReferenceDoesNotBlurTheBins() {
        double[] reference = gauss(1, 10_000, x -> x);
        reference[0] = 1e5;
        double[] lognormal = gauss(3, 10_000, x -> Math.exp(3 * x));

        assertThat(score(reference, gauss(2, 5_000, x -> x + 0.5)).ks().statistic())
                .isCloseTo(0.197, within(0.02));
        assertThat(score(lognormal, gauss(4, 5_000, x -> Math.exp(3 * x + 0.6)))
                        .ks()
                        .statistic())
                .isCloseTo(0.0797, within(0.02));
    }

    @Test
    void anOutlierInASmallWindowCountsOnceInWasserstein() {
        double[] reference = IntStream.rangeClosed(1, 1_000).mapToDouble(i -> i).toArray();
        double[] window =
                IntStream.rangeClosed(1, 20).mapToDouble(i -> i * 50 - 25).toArray();
        window[19] = 1;
        double deviation = Math.sqrt((1_000.0 * 1_000 - 1) / 12);

        // The last twentieth moved from 975 to 1: a twentieth of the way there, and the grid's own 12.5.
        assertThat(score(reference, window).wasserstein().value() * deviation).isCloseTo(974 / 20.0, within(13.0));
    }

    @Test
    void anEmptyWindowForgetsTheVerdictBefore() {
        NumericReference column = Columns.numeric(gauss(1, 5_000, x -> x));
        ColumnWindow window = new ColumnWindow(column, 3);
        for (double value : gauss(2, 1_000, x -> x + 2)) {
            window.add(0, column.binOf(value));
        }
        DriftScores before = DriftScorer.score(column, window.snapshot(), HOUR, EVERYTHING);
        window.advanceTo(10);
        DriftScores after = DriftScorer.score(column, window.snapshot(), HOUR, EVERYTHING);

        assertThat(DriftVerdicts.decide(List.of(before), EVERYTHING, true)
                        .get(0)
                        .verdict())
                .isEqualTo(Verdict.CRITICAL);
        assertThat(DriftVerdicts.decide(List.of(after), EVERYTHING, true).get(0).verdict())
                .isNull();
        assertThat(after.lnPValue()).isNull();
    }

    @Test
    void twoCategoriesAreTestedWithoutACorrectionForContinuity() {
        DriftScores scores = score(Map.of("a", 60, "b", 40), Map.of("a", 50, "b", 50));

        assertThat(scores.chiSquare().statistic()).isCloseTo(2.02020202, within(1e-8));
        assertThat(p(scores)).isCloseTo(0.15522, within(1e-5));
    }

    @Test
    void memoryDoesNotGrowWithTraffic() {
        NumericReference column = Columns.numeric(gauss(1, 20_000, x -> x));
        ColumnWindow window = new ColumnWindow(column, 61);
        long after = 0;
        for (int round = 0; round < 20; round++) {
            for (long pane = 0; pane < 61; pane++) {
                for (int i = 0; i < 200; i++) {
                    window.add(round * 61L + pane, (int) ((i * 31 + pane) % column.bins()));
                }
            }
            after = round == 1 ? window.bytesHeld() : after;
        }
        assertThat(window.bytesHeld()).isLessThanOrEqualTo(after);
    }

    @Test
    void aVanishedRareCategoryIsNoDrift() {
        DriftScores scores = score(Map.of("a", 700, "b", 295, "c", 5), Map.of("a", 70, "b", 30));

        assertThat(p(scores)).isGreaterThan(0.5);
    }

    @Test
    void aShiftOfThreeDeviationsIsSeenByChiSquareToo() {
        DriftScores scores = score(gauss(1, 1_000, x -> x), gauss(2, 1_000, x -> x + 3));

        assertThat(scores.chiSquare().lnPValue()).isLessThan(-300);
    }

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
}
