package io.watchbill.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.watchbill.spec.DriftScore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DriftVerdictsTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final DriftSettings SETTINGS = DriftSettings.DEFAULT;
    private static final NumericReference NORMAL = Columns.numeric("normal", gauss(1, 20_000, 0));

    private static double[] gauss(long seed, int size, double shift) {
        Random random = new Random(seed);
        return IntStream.range(0, size)
                .mapToDouble(i -> random.nextGaussian() + shift)
                .toArray();
    }

    private static DriftScores shifted(int samples, double shift) {
        return DriftScorer.score(NORMAL, Columns.window(NORMAL, gauss(samples, samples, shift)), HOUR, SETTINGS);
    }

    private static DriftScores decide(DriftScores scores) {
        return DriftVerdicts.decide(List.of(scores), SETTINGS, true).get(0);
    }

    @Test
    void undriftedColumnsHaveTheVerdictNone() {
        DriftScores decided = decide(shifted(2_000, 0));

        assertThat(decided.verdict()).isEqualTo(Verdict.NONE);
        assertThat(decided.verdict().value()).isZero();
        assertThat(decided.noVerdictReason()).isNull();
    }

    @Test
    void aMiddlingShiftWarnsAndALargeOneIsCritical() {
        assertThat(decide(shifted(2_000, 0.37)).verdict()).isEqualTo(Verdict.WARNING);
        assertThat(decide(shifted(2_000, 1)).verdict()).isEqualTo(Verdict.CRITICAL);
        assertThat(Verdict.CRITICAL.value()).isEqualTo(2);
    }

    @Test
    void aTinyShiftOfManyValuesIsSignificantAndNoDrift() {
        DriftScores decided = decide(shifted(1_000_000, 0.1));

        assertThat(decided.ks().lnPValue()).isLessThan(Math.log(1e-10));
        assertThat(decided.verdict()).isEqualTo(Verdict.NONE);
    }

    @Test
    void aLargeEffectOfFewValuesHasNoVerdict() {
        DriftScores decided = decide(shifted(499, 1));

        assertThat(decided.verdict()).isNull();
        assertThat(decided.noVerdictReason()).isEqualTo(NoVerdictReason.INSUFFICIENT_DATA);
        assertThat(decided.noVerdictReason().label()).isEqualTo("insufficient_data");
        assertThat(decided.psi()).isNotNull();
        assertThat(decided.adjustedPValue()).isEmpty();
    }

    @Test
    void aWindowThatIsStillFillingShowsScoresAndNoVerdict() {
        DriftScores decided = DriftVerdicts.decide(List.of(shifted(2_000, 1)), SETTINGS, false)
                .get(0);

        assertThat(decided.verdict()).isNull();
        assertThat(decided.noVerdictReason()).isEqualTo(NoVerdictReason.WINDOW_FILLING);
        assertThat(decided.adjustedPValue()).isPresent();
    }

    @Test
    void aColumnWithoutReferenceValuesSaysSo() {
        NumericReference empty = new NumericReferenceBuilder("x", ColumnKind.FEATURE, 0).build(10, 0);

        DriftScores decided = decide(DriftScorer.score(empty, Columns.window(empty, 1, 2, 3), HOUR, SETTINGS));

        assertThat(decided.noVerdictReason()).isEqualTo(NoVerdictReason.NO_REFERENCE);
        assertThat(decided.psi()).isNull();
        assertThat(decided.ks()).isNull();
    }

    @Test
    void aConstantThatStaysHasNoVerdictAndOneThatChangesIsCritical() {
        double[] fives = new double[3_000];
        Arrays.fill(fives, 5);
        NumericReference constant = Columns.numeric("five", fives);
        double[] sixes = new double[1_000];
        Arrays.fill(sixes, 6);

        DriftScores same = decide(DriftScorer.score(constant, Columns.window(constant, fives), HOUR, SETTINGS));
        DriftScores changed = decide(DriftScorer.score(constant, Columns.window(constant, sixes), HOUR, SETTINGS));

        assertThat(same.noVerdictReason()).isEqualTo(NoVerdictReason.CONSTANT);
        assertThat(changed.verdict()).isEqualTo(Verdict.CRITICAL);
        assertThat(changed.ks().statistic()).isEqualTo(1);
    }

    @Test
    void aCappedColumnIsJudgedOnlyByWellKnownCategoriesAndShortWindows() {
        CategoricalReferenceBuilder builder = new CategoricalReferenceBuilder("c", ColumnKind.FEATURE, 3);
        CategoricalReference wellKnown = builder.add("a", 9_000)
                .add("b", 8_000)
                .add("c", 7_000)
                .add("d", 6_000)
                .build(0, 0);
        CategoricalReference rare = new CategoricalReferenceBuilder("c", ColumnKind.FEATURE, 3)
                .add("a", 29_000)
                .add("b", 800)
                .add("c", 99)
                .add("d", 98)
                .build(0, 0);

        assertThat(reason(wellKnown, Map.of("a", 900, "d", 600))).isNull();
        assertThat(reason(wellKnown, Map.of("a", 1_800, "d", 1_201))).isEqualTo(NoVerdictReason.CAPPED);
        assertThat(reason(rare, Map.of("a", 900, "d", 600))).isEqualTo(NoVerdictReason.CAPPED);
        assertThat(DriftScorer.score(wellKnown, Columns.window(wellKnown, Map.of("zzz", 700)), HOUR, SETTINGS)
                        .unseen())
                .isNull();
    }

    private static NoVerdictReason reason(CategoricalReference reference, Map<String, Integer> counts) {
        return decide(DriftScorer.score(reference, Columns.window(reference, counts), HOUR, SETTINGS))
                .noVerdictReason();
    }

    @Test
    void moreColumnsNeedMoreEvidence() {
        DriftScores drifted = shifted(520, 0.35);
        List<DriftScores> alone = DriftVerdicts.decide(List.of(drifted), SETTINGS, true);
        List<DriftScores> among = new ArrayList<>(List.of(drifted));
        IntStream.range(0, 99).forEach(i -> among.add(shifted(2_000 + i, 0)));

        double ln = alone.get(0).lnAdjustedPValue();
        double lnAmong = DriftVerdicts.decide(among, SETTINGS, true).get(0).lnAdjustedPValue();

        assertThat(lnAmong).isCloseTo(ln + Math.log(100), within(1e-9));
    }

    @Test
    void columnsThatCanHaveNoVerdictDoNotWeakenTheOthers() {
        List<DriftScores> scores = List.of(shifted(2_000, 0.37), shifted(100, 0), shifted(100, 0.3));

        List<DriftScores> decided = DriftVerdicts.decide(scores, SETTINGS, true);

        assertThat(decided.get(0).lnAdjustedPValue())
                .isEqualTo(scores.get(0).ks().lnPValue());
        assertThat(decided.get(1).lnAdjustedPValue()).isNull();
    }

    @Test
    void thresholdsAreOfTheScoresThatWereAskedFor() {
        DriftSettings onlyPsi = new DriftSettings(
                500,
                Set.of(DriftScore.PSI),
                Set.of(DriftScore.PSI),
                new DriftLevel(0.5, 0.01, 0.01, 0.01),
                new DriftLevel(9, 0.01, 0.01, 0.01));

        DriftScores decided = DriftVerdicts.decide(List.of(shifted(2_000, 0.37)), onlyPsi, true)
                .get(0);

        assertThat(decided.ks().statistic()).isGreaterThan(0.1);
        assertThat(decided.psi().value()).isLessThan(0.5);
        assertThat(decided.verdict()).isEqualTo(Verdict.NONE);
    }
}
