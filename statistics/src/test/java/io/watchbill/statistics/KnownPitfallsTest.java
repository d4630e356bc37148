package io.watchbill.statistics;

import static io.watchbill.statistics.Pitfalls.EVERYTHING;
import static io.watchbill.statistics.Pitfalls.HOUR;
import static io.watchbill.statistics.Pitfalls.gauss;
import static io.watchbill.statistics.Pitfalls.score;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Ways in which drift monitors are known to go wrong, numbered; each named test shows that this one does not. Those of
 * statistics and p-values are in {@link KnownPitfallsOfPValuesTest}.
 */
class KnownPitfallsTest {
    // 2: NaN sorted as the largest value made a tenth of missing values a drift.
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

    // 2: what was dropped was not counted either.
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

    // 3: the reference was read again from the newest rows, which soon were production only.
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

    // 4: a p-value was compared as if it were a distance.
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

    // 5: columns were checked by name and compared by position.
    @Test
    void columnsAreFoundByNameNotByPosition() {
        NumericReference a = Columns.numeric("a", 1, 2, 3);
        NumericReference b = Columns.numeric("b", 1, 2, 3);
        ReferenceProfile profile = new ReferenceProfile("m", null, 3, null, null, "test", List.of(b, a), null, null);

        assertThat(profile.column(ColumnKind.FEATURE, "a")).containsSame(a);
        assertThat(profile.column(ColumnKind.PREDICTION, "a")).isEmpty();
    }

    // 7: one failing column ended the round of all.
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

    // 8: a bin of no reference rows added p instead of infinity.
    @Test
    void anEmptyBinMakesADistanceNeitherInfiniteNorSmaller() {
        DriftScores disjoint = score(Map.of("a", 500), Map.of("b", 500));

        assertThat(disjoint.jensenShannon().value()).isCloseTo(1, within(1e-12));
        assertThat(disjoint.psi().value()).isBetween(5.0, 20.0);
        assertThat(disjoint.chiSquare().v()).isEqualTo(1);
    }

    // 11: a column that was not there had the score 0.
    @Test
    void aColumnThatIsNotThereIsAbsentNotZero() {
        DriftScores scores = score(new double[0], 1, 2, 3);

        assertThat(scores.psi()).isNull();
        assertThat(scores.ks()).isNull();
        assertThat(scores.lnPValue()).isNull();
        assertThat(scores.noVerdictReason()).isEqualTo(NoVerdictReason.NO_REFERENCE);
    }

    // 12: an option was read and not used.
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

    // 14: bins over reference and production alike: one outlier in production hid a shift of a deviation.
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

    // 15: an empty bin got a share that hung on the rarest other bin: PSI jumped from .3 to 1.
    @Test
    void aRareBinThatGetsALittleRarerChangesPsiALittle() {
        Map<String, Integer> reference = Map.of("a", 4_500, "b", 4_499, "rare", 1);
        double one = score(reference, Map.of("a", 4_500, "b", 4_499, "rare", 1))
                .psi()
                .value();
        double none = score(reference, Map.of("a", 5_000, "b", 5_000)).psi().value();

        assertThat(Math.abs(one - none)).isLessThan(0.001);
    }

    // 16: one PSI threshold for all sizes: of undrifted windows of 100 four in five were over it.
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

    // 17: the p-value of a constant column was NaN, and so became the share of drifted ones.
    @Test
    void aConstantColumnPoisonsNoOther() {
        DriftScores fine = score(gauss(1, 5_000, x -> x), gauss(2, 1_000, x -> x + 0.3));
        DriftScores constant = score(new double[] {4, 4, 4}, 4, 4, 4);

        assertThat(DriftVerdicts.decide(List.of(constant, fine, constant), EVERYTHING, true)
                        .get(1))
                .isEqualTo(DriftVerdicts.decide(List.of(fine), EVERYTHING, true).get(0));
    }

    // 18: scoring reseeded the caller's random numbers and changed its data.
    @Test
    void scoringChangesNothingAndRepeats() {
        NumericReference column = Columns.numeric(gauss(1, 1_000, x -> x));
        WindowCounts window = Columns.window(column, gauss(2, 1_000, x -> x));

        DriftScores first = DriftScorer.score(column, window, HOUR, EVERYTHING);

        assertThat(DriftScorer.score(column, window, HOUR, EVERYTHING)).isEqualTo(first);
        assertThat(window).isEqualTo(Columns.window(column, gauss(2, 1_000, x -> x)));
    }

    // 19: equal-width bins: one outlier of the reference put all else in one bin.
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

    // 20: an estimate that was off by (n + 1)/n: .59 for .35.
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

    // 21: an empty window alarmed by the p-value of the one before.
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

    // 23: every value ever seen was kept.
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

    // 26: production was compared with random draws, and its verdict was random.
    @Test
    void theSameDataGiveTheSameVerdictEachTime() {
        List<DriftScores> verdicts = IntStream.range(0, 50)
                .mapToObj(i -> score(gauss(1, 2_000, x -> x), gauss(2, 700, x -> x + 0.16)))
                .flatMap(scores -> DriftVerdicts.decide(List.of(scores), EVERYTHING, true).stream())
                .distinct()
                .toList();

        assertThat(verdicts).hasSize(1);
    }
}
