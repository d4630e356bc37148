package io.watchbill.statistics;

import org.jspecify.annotations.Nullable;

/**
 * What makes a window vary more than independent values would: sessions, repeat users, seasons. P-values that ignore it
 * alarm on nothing (five events a user: 94 % at α = 0.05).
 *
 * <p>φ_g compares blocks of g panes with the whole window, Σ_b Σ_i (x_bi − n_b p_i)²/(n_b p_i) / ((B − 1)(k − 1)), which is
 * 1 on average for independent values; φ is the largest over g = 1, 2, 4, … while there are at least
 * {@value #FEWEST_BLOCKS} blocks, and at least 1. P. McCullagh, J. Nelder (1989), "Generalized Linear Models", section
 * 4.5.
 *
 * <p>The profile's {@link Season} tells how much whole windows of the training data varied. Where it has seen enough of
 * them it takes φ's place, because φ cannot tell what repeats in every window from what makes windows differ: an hour
 * of the day differs wholly from pane to pane (φ = 450 on the flight data) and hardly from day to day. Of φ then only
 * counts what is beyond the φ inside the training data's windows.
 */
final class Dependence {
    private static final int FEWEST_BLOCKS = 5;

    private Dependence() {}

    /** φ of a window on its pooled bins. */
    static double overdispersion(PooledBins bins, WindowCounts counts, ColumnReference reference) {
        int coarse = reference.coarseBins();
        int size = bins.size();
        int panes = counts.panes();
        double[][] perPane = new double[panes][size];
        double[] samples = new double[panes];
        for (int pane = 0; pane < panes; pane++) {
            for (int bin = 0; bin < coarse; bin++) {
                long count = counts.coarseCount(pane, bin);
                perPane[pane][bins.poolOf(bin)] += count;
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

    private static double ratio(PooledBins bins, double[][] perBlock, double[] samples, int blocks, int kinds) {
        int size = bins.size();
        double[] inverse = new double[size];
        for (int i = 0; i < size; i++) {
            inverse[i] = bins.window(i) == 0 ? 0 : 1.0 / bins.window(i);
        }
        double sum = 0;
        int filled = 0;
        for (int block = 0; block < blocks; block++) {
            if (samples[block] == 0) {
                continue;
            }
            filled++;
            double scale = samples[block] / bins.n();
            double ofBlock = 0;
            for (int i = 0; i < size; i++) {
                double difference = perBlock[block][i] - scale * bins.window(i);
                ofBlock += difference * difference * inverse[i];
            }
            sum += ofBlock / scale;
        }
        return filled < FEWEST_BLOCKS ? 1 : sum / ((filled - 1.0) * (kinds - 1));
    }

    // Joins neighbouring blocks in place; an odd one at the end stays alone.
    private static int halve(double[][] perBlock, double[] samples, int blocks, int size) {
        int joined = (blocks + 1) / 2;
        for (int block = 0; block < joined; block++) {
            int first = 2 * block;
            boolean paired = first + 1 < blocks;
            samples[block] = samples[first] + (paired ? samples[first + 1] : 0);
            for (int i = 0; i < size; i++) {
                perBlock[block][i] = perBlock[first][i] + (paired ? perBlock[first + 1][i] : 0);
            }
        }
        return joined;
    }

    /**
     * What of φ the season does not explain, at least 1: all of it without enough windows of training data. A cycle
     * inside windows makes φ − 1 grow as n does.
     */
    static double beyond(@Nullable Season season, double overdispersion, long n) {
        if (season == null || !season.enough()) {
            return overdispersion;
        }
        return Math.max(1, overdispersion / (1 + (season.overdispersion() - 1) * n / season.meanSamples()));
    }

    /**
     * By how much to divide n for a test that is not a chi-square: φ, and the season's μ_n/ν, which is how much more
     * the direction in which windows differ most varies than independent values would; their product where the season
     * has taken its own share out of φ, else the larger.
     */
    static double divisor(double overdispersion, @Nullable Season season, int pooledBins, long n) {
        if (season == null) {
            return overdispersion;
        }
        double degrees = degrees(season, pooledBins);
        double excess = degrees > 0 ? Math.max(1, expected(season, pooledBins, n) / degrees) : 1;
        return season.enough() ? overdispersion * excess : Math.max(overdispersion, excess);
    }

    /**
     * ln p of a statistic T that is chi-square distributed of k′ − 1 degrees without dependence: by the season as
     * P(χ²_ν &gt; T·ν/μ_n); by φ where there is none, and by the larger of both where it has seen too few windows.
     *
     * @param adjusted T with n/φ for n
     * @param raw T with n itself
     */
    static double lnChiSquare(double adjusted, double raw, int pooledBins, @Nullable Season season, long n) {
        if (pooledBins < 2) {
            // Nothing is left to compare: no evidence.
            return 0;
        }
        double ln = Tails.lnChiSquare(adjusted, pooledBins - 1.0);
        if (season == null) {
            return ln;
        }
        double degrees = degrees(season, pooledBins);
        if (!(degrees > 0)) {
            return ln;
        }
        double scale = degrees / expected(season, pooledBins, n);
        return season.enough()
                ? Tails.lnChiSquare(adjusted * scale, degrees)
                : Math.max(ln, Tails.lnChiSquare(raw * scale, degrees));
    }

    // ν: from the first two moments of T, at most what independent values would give.
    private static double degrees(Season season, int pooledBins) {
        double spread = season.variance() > 0
                ? 2 * season.mean() * season.mean() / season.variance()
                : Double.POSITIVE_INFINITY;
        return Math.min(pooledBins - 1.0, spread);
    }

    // μ_n: what T is on average in windows of n samples.
    private static double expected(Season season, int pooledBins, long n) {
        double degrees = pooledBins - 1.0;
        return degrees + Math.max(0, season.mean() - degrees) * n / season.meanSamples();
    }
}
