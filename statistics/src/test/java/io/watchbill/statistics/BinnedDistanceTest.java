package io.watchbill.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.spec.DriftScore;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;
import org.apache.commons.statistics.inference.PValueMethod;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BinnedDistanceTest {
    private static final int SETS = 1_250;
    private static final DriftSettings KS_ONLY = new DriftSettings(
            1, Set.of(DriftScore.KS), Set.of(), DriftSettings.DEFAULT.warning(), DriftSettings.DEFAULT.critical());

    /** Eight shapes of data by seed, 10,000 sets in all; production shifted, scaled or replaced by another shape. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7})
    void theTrueDistanceLiesWithinTheStatedBound(long shape) {
        for (int set = 0; set < SETS; set++) {
            long seed = shape + 8L * set;
            Random random = new Random(seed);
            double[] reference = Columns.awkward(seed, 200 + random.nextInt(set % 16 == 0 ? 6_000 : 700));
            double[] window =
                    Columns.awkward(random.nextInt(4) == 0 ? seed + 1 : seed + 8_000, 20 + random.nextInt(900));
            double shift = random.nextInt(3) == 0 ? random.nextGaussian() / 3 : 0;
            double scale = random.nextInt(3) == 0 ? Math.exp(random.nextGaussian() / 4) : 1;
            Arrays.setAll(window, i -> window[i] * scale + shift);
            NumericReference column = Columns.numeric(reference);

            DriftScores.Ks ks = ks(column, window);

            double exact = exact(reference, window);
            assertThat(exact)
                    .as("seed %d", seed)
                    .isBetween(ks.statistic() - 1e-12, ks.statistic() + ks.errorBound() + 1e-12);
        }
    }

    private static DriftScores.Ks ks(NumericReference column, double... window) {
        return DriftScorer.score(column, Columns.window(column, window), Duration.ofHours(1), KS_ONLY)
                .ks();
    }

    // Largest distance of the empirical distribution functions, ties stepped over together.
    private static double exact(double[] first, double[] second) {
        double[] x = first.clone();
        double[] y = second.clone();
        Arrays.sort(x);
        Arrays.sort(y);
        double largest = 0;
        int i = 0;
        int j = 0;
        while (i < x.length && j < y.length) {
            double value = Math.min(x[i], y[j]);
            while (i < x.length && x[i] == value) {
                i++;
            }
            while (j < y.length && y[j] == value) {
                j++;
            }
            largest = Math.max(largest, Math.abs((double) i / x.length - (double) j / y.length));
        }
        return largest;
    }

    @ParameterizedTest
    @CsvSource({
        "100,  100, 0.00", "100,  100, 0.05", "100,  100, 0.15", "100,  100, 0.30",
        "100, 1000, 0.00", "100, 1000, 0.06", "100, 1000, 0.15", "100, 1000, 0.25",
        "150,  700, 0.10", "300,  900, 0.12", "500,  997, 0.00", "500,  997, 0.08",
        "1000, 400, 0.05", "1000, 100, 0.10"
    })
    void thePValueShownIsAtLeastNinetyNineHundredthsOfTheExactOne(int n, int m, double shift) {
        for (int seed = 0; seed < 10; seed++) {
            Random random = new Random(n + 31L * m + 1_009L * seed);
            double[] reference = random.doubles(m).toArray();
            double[] window = random.doubles(n).map(x -> x + shift).toArray();

            double exact = KolmogorovSmirnovTest.withDefaults()
                    .with(PValueMethod.EXACT)
                    .test(window, reference)
                    .getPValue();

            assertThat(Math.exp(ks(Columns.numeric(reference), window).lnPValue()))
                    .as("seed %d", seed)
                    .isGreaterThanOrEqualTo(0.99 * exact);
        }
    }
}
