package io.watchbill.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.watchbill.statistics.HoldoutComparison.Arm;
import io.watchbill.statistics.HoldoutComparison.Difference;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HoldoutComparisonTest {
    private static final double ALPHA = 0.05;
    private static final double MATTERS = 0.02;
    private static final int WORLDS = 400;
    /** A thousand looks from 20 events on to 100,000, each a little later than the one before. */
    private static final long[] LOOKS = LongStream.range(0, 1_000)
            .map(i -> Math.round(20 * Math.pow(5_000, i / 999.0)))
            .toArray();

    private record Rejections(double alwaysValid, double naive) {}

    /** One holdout event in twenty; how many worlds find a difference at any look. */
    private static Rejections rejections(double champion, double holdout) {
        int alwaysValid = 0;
        int naive = 0;
        for (int seed = 0; seed < WORLDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            HoldoutComparison comparison = new HoldoutComparison(MATTERS, ALPHA);
            long[] right = new long[2];
            long[] all = new long[2];
            boolean found = false;
            boolean foundByZ = false;
            long events = 0;
            for (long look : LOOKS) {
                for (; events < look; events++) {
                    int arm = random.nextInt(20) == 0 ? 1 : 0;
                    all[arm]++;
                    right[arm] += random.nextDouble() < (arm == 1 ? holdout : champion) ? 1 : 0;
                }
                Optional<Difference> difference =
                        comparison.look(Arm.ofRate(right[0], all[0]), Arm.ofRate(right[1], all[1]));
                found |= difference.isPresent() && difference.get().lnPValue() < Math.log(ALPHA);
                double variance = AlwaysValid.varianceOfRates(right[0], all[0], right[1], all[1]);
                foundByZ |= difference.isPresent() && Math.abs(difference.get().value()) > 1.96 * Math.sqrt(variance);
            }
            alwaysValid += found ? 1 : 0;
            naive += foundByZ ? 1 : 0;
        }
        return new Rejections(alwaysValid / (double) WORLDS, naive / (double) WORLDS);
    }

    @ParameterizedTest
    @CsvSource({"0.5", "0.8", "0.95", "0.99"})
    void aThousandLooksAtEqualArmsFindADifferenceAtMostAsOftenAsAlphaSays(double accuracy) {
        Rejections rejections = rejections(accuracy, accuracy);

        // Of 400 worlds a rate of .05 has a deviation of .011.
        assertThat(rejections.alwaysValid()).isLessThanOrEqualTo(0.065);
        assertThat(rejections.naive()).isGreaterThan(0.15);
    }

    @Test
    void aPlainZWouldFindADifferenceOfEqualArmsNearlyEverySecondTime() {
        assertThat(rejections(0.8, 0.8).naive()).isBetween(0.4, 0.56);
    }

    @Test
    void aRealDifferenceIsFound() {
        assertThat(rejections(0.78, 0.82).alwaysValid()).isGreaterThan(0.9);
    }

    @Test
    void theIntervalLeavesOutZeroExactlyWhereTheLookItselfIsSignificant() {
        Random random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            long n = 100 + random.nextInt(5_000);
            long m = 100 + random.nextInt(500);
            Difference difference = new HoldoutComparison(MATTERS, ALPHA)
                    .look(
                            Arm.ofRate(n / 4 + random.nextInt((int) n / 2), n),
                            Arm.ofRate(m / 4 + random.nextInt((int) m / 2), m))
                    .orElseThrow();

            assertThat(difference.lower() > 0 || difference.upper() < 0)
                    .isEqualTo(difference.lnPValue() < Math.log(ALPHA));
        }
    }

    @Test
    void thePValueNeverRisesAgain() {
        HoldoutComparison comparison = new HoldoutComparison(MATTERS, ALPHA);
        double strong = comparison
                .look(Arm.ofRate(900, 1_000), Arm.ofRate(300, 500))
                .orElseThrow()
                .lnPValue();
        Difference later = comparison
                .look(Arm.ofRate(9_000, 10_000), Arm.ofRate(900, 1_000))
                .orElseThrow();

        assertThat(strong).isLessThan(Math.log(0.05));
        assertThat(later.lnPValue()).isEqualTo(strong);
        assertThat(later.value()).isZero();
        assertThat(later.lower()).isNegative();
    }

    @Test
    void meansAreComparedByTheirOwnVariance() {
        Arm champion = Arm.ofMean(1_000, 5_000, 29_000);
        Arm holdout = Arm.ofMean(200, 1_040, 6_208);
        double variance = 4.0 / 1_000 + 4.0 / 200;

        Difference difference =
                new HoldoutComparison(0.1, ALPHA).look(champion, holdout).orElseThrow();

        assertThat(difference.value()).isCloseTo(-0.2, within(1e-12));
        assertThat(difference.upper() - difference.value())
                .isCloseTo(AlwaysValid.halfWidth(variance, 0.1, ALPHA), within(1e-9));
        assertThat(difference.lnPValue())
                .isCloseTo(Math.min(0, AlwaysValid.lnInverseRatio(-0.2, variance, 0.1)), within(1e-9));
    }

    @Test
    void beforeTheArmsCanTellTheirVarianceNothingIsSaid() {
        HoldoutComparison comparison = new HoldoutComparison(MATTERS, ALPHA);

        assertThat(comparison.look(Arm.ofRate(990, 1_000), Arm.ofRate(91, 100))).isEmpty();
        assertThat(comparison.look(Arm.ofRate(990, 1_000), Arm.ofRate(90, 100))).isPresent();
        assertThat(comparison.look(Arm.ofMean(500, 10, 20), Arm.ofMean(99, 10, 20)))
                .isEmpty();
        assertThat(comparison.look(Arm.ofMean(500, 500, 500), Arm.ofMean(100, 100, 100)))
                .isEmpty();
        assertThat(comparison.look(Arm.ofRate(0, 0), Arm.ofRate(0, 0))).isEmpty();
    }

    @Test
    void parametersOutsideTheirRangeAreRefused() {
        assertThatThrownBy(() -> new HoldoutComparison(0, 0.05))
                .hasMessage("a comparison needs a difference that matters above 0 and an alpha above 0 and under 1, not"
                        + " 0.0 and 0.05");
        assertThatThrownBy(() -> new SampleRatio(1)).hasMessage("a planned share must be above 0 and under 1, not 1.0");
    }

    @Test
    void aHoldoutOfThePlannedShareIsMistrustedAtMostAsOftenAsAlphaSays() {
        assertThat(mistrusted(0.05)).isLessThanOrEqualTo(0.065);
    }

    @Test
    void aHoldoutThatGetsATenthLessThanPlannedIsMistrusted() {
        assertThat(mistrusted(0.045)).isGreaterThan(0.95);
    }

    private static double mistrusted(double share) {
        int mistrusted = 0;
        for (int seed = 0; seed < WORLDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            SampleRatio ratio = new SampleRatio(0.05);
            long holdouts = 0;
            double ln = 0;
            long events = 0;
            for (long look : LOOKS) {
                for (; events < look; events++) {
                    holdouts += random.nextDouble() < share ? 1 : 0;
                }
                ln = ratio.look(holdouts, events);
            }
            mistrusted += ln < Math.log(ALPHA) ? 1 : 0;
        }
        return mistrusted / (double) WORLDS;
    }
}
