package io.watchbill.statistics;

import org.jspecify.annotations.Nullable;

/**
 * What makes a window vary more than independent values would: sessions, repeat users, seasons. P-values that ignore it
 * alarm on nothing (five events a user: 94 % at α = 0.05).
 *
 * <p>φ_g compares blocks of g panes with the whole window, Σ_b Σ_i (x_bi − n_b p_i)²/(n_b p_i) / ((B − 1)(k − 1)), which is
 * 1 on average for independent values; φ is the largest over g = 1, 2, 4, … while there are at least
 * {@value #FEWEST_BLOCKS} blocks, and at least 1. P. McCullagh, J. Nelder (1989), "Generalized Linear Models", section
 * 4.5. The profile's {@link Season} adds what windows of the training data did.
 */
final class Dependence {
    private static final int FEWEST_BLOCKS = 5;

    private Dependence() {}

    /** φ of a window on its pooled bins. */
    static double overdispersion(PooledBins bins, WindowCounts counts, ColumnReference reference) {
        int coarse = reference.coarseBins();
        int size = bins.size();
        int panes = counts.panes();
        double[] perPane = new double[panes * size];
        double[] samples = new double[panes];
        for (int pane = 0; pane < panes; pane++) {
            for (int bin = 0; bin < coarse; bin++) {
                long count = counts.coarseCount(pane, bin);
                perPane[pane * size + bins.poolOf(bin)] += count;
                samples[pane] += count;
            }
        }
        int kinds = 0;
        for (int i = 0; i < size; i++) {
            kinds += bins.window(i) > 0 ? 1 : 0;
        }
        double largest = 1;
        int left = panes;
        while (kinds > 1 && left >= FEWEST_BLOCKS) {
            largest = Math.max(largest, ratio(bins, perPane, samples, left, kinds));
            left = halve(perPane, samples, left, size);
        }
        return largest;
    }

    private static double ratio(PooledBins bins, double[] perBlock, double[] samples, int blocks, int kinds) {
        int size = bins.size();
        double sum = 0;
        int filled = 0;
        for (int block = 0; block < blocks; block++) {
            if (samples[block] == 0) {
                continue;
            }
            filled++;
            double scale = samples[block] / bins.n();
            for (int i = 0; i < size; i++) {
                double expected = scale * bins.window(i);
                if (expected > 0) {
                    double difference = perBlock[block * size + i] - expected;
                    sum += difference * difference / expected;
                }
            }
        }
        return filled < FEWEST_BLOCKS ? 1 : sum / ((filled - 1.0) * (kinds - 1));
    }

    // Joins neighbouring blocks in place; an odd one at the end stays alone.
    private static int halve(double[] perBlock, double[] samples, int blocks, int size) {
        int joined = (blocks + 1) / 2;
        for (int block = 0; block < joined; block++) {
            int first = 2 * block;
            boolean paired = first + 1 < blocks;
            samples[block] = samples[first] + (paired ? samples[first + 1] : 0);
            for (int i = 0; i < size; i++) {
                perBlock[block * size + i] =
                        perBlock[first * size + i] + (paired ? perBlock[(first + 1) * size + i] : 0);
            }
        }
        return joined;
    }

    /**
     * By how much to divide n for a test that is not a chi-square: φ, or the season's excess where that is larger.
     */
    static double divisor(double overdispersion, @Nullable Season season, int pooledBins, long n) {
        double excess = season == null ? 1 : expected(season, pooledBins, n) / Math.max(1, pooledBins - 1);
        return Math.max(overdispersion, excess);
    }

    /**
     * ln p of a statistic T that is chi-square distributed of k′ − 1 degrees without dependence: by φ, and by the season
     * as P(χ²_ν &gt; T·ν/μ_n), whichever is larger.
     *
     * @param adjusted T with n/φ for n
     * @param raw T with n itself
     */
    static double lnChiSquare(double adjusted, double raw, int pooledBins, @Nullable Season season, long n) {
        double degrees = pooledBins - 1.0;
        double ln = Tails.lnChiSquare(adjusted, degrees);
        if (season == null) {
            return ln;
        }
        double spread = season.variance() > 0
                ? 2 * season.mean() * season.mean() / season.variance()
                : Double.POSITIVE_INFINITY;
        double seasonal = Math.min(degrees, spread);
        if (!(seasonal > 0)) {
            return ln;
        }
        return Math.max(ln, Tails.lnChiSquare(raw * seasonal / expected(season, pooledBins, n), seasonal));
    }

    // μ_n: what T is on average in windows of n samples.
    private static double expected(Season season, int pooledBins, long n) {
        double degrees = pooledBins - 1.0;
        return degrees + Math.max(0, season.mean() - degrees) * n / season.meanSamples();
    }
}
