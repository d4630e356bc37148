package io.watchbill.bench.falsealarms;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.statistics.NumericReference;
import java.util.Arrays;
import java.util.Random;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.UniformContinuousDistribution;
import org.apache.commons.statistics.inference.ChiSquareTest;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That what is drawn has the distribution that the tables speak of. */
class DrawsTest {
    private static final int DRAWS = 100_000;
    private static final double UNLIKELY = 1e-4;

    @ParameterizedTest
    @CsvSource({"10, 0.3", "40, 0.25", "60, 0.9", "100, 0.5", "5000, 0.001", "5000, 0.01"})
    void successesFallAsTheBinomialDistributionSays(int n, double p) {
        Draws draws = new Draws(1);
        BinomialDistribution expected = BinomialDistribution.of(n, p);
        int from = expected.inverseCumulativeProbability(0.001);
        int to = expected.inverseCumulativeProbability(0.999);
        long[] counts = new long[to - from + 1];
        for (int i = 0; i < DRAWS; i++) {
            counts[(int) Math.max(0, Math.min(to - from, draws.binomial(n, p) - from))]++;
        }
        double[] probabilities = new double[counts.length];
        Arrays.setAll(probabilities, i -> expected.probability(from + i));
        probabilities[0] = expected.cumulativeProbability(from);
        probabilities[to - from] = expected.survivalProbability(to - 1);

        assertThat(ChiSquareTest.withDefaults().test(probabilities, counts).getPValue())
                .isGreaterThan(UNLIKELY);
    }

    @Test
    void theSharesOfASparselyDrawnReferenceAreThoseOfOneDrawnRowByRow() {
        int m = 5_000;
        Smooth even = new Smooth("even", 0, UniformContinuousDistribution.of(1, 2));
        double[] sparse = new double[2_000];
        double[] whole = new double[sparse.length];
        Random random = new Random(1);
        for (int i = 0; i < sparse.length; i++) {
            NumericReference reference = (NumericReference) even.reference(new Draws(i), m);
            sparse[i] = reference.edge(511);
            double[] rows = random.doubles(m, 1, 2).sorted().toArray();
            whole[i] = (rows[2_499] + rows[2_500]) / 2;
            assertThat(reference.samples()).isEqualTo(m);
            assertThat(reference.bins()).isEqualTo(1_024);
        }

        assertThat(KolmogorovSmirnovTest.withDefaults().test(sparse, whole).getPValue())
                .isGreaterThan(UNLIKELY);
    }
}
