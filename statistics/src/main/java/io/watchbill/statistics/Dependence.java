package io.watchbill.statistics;

import java.util.ArrayList;
import java.util.List;
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

    /**
     * φ of a window on its pooled bins; on the coarse bins as they are where all values are in one pooled bin, which
     * cannot tell whether they came independently: of many rare categories a hundred sessions easily miss the few that
     * have a bin of their own.
     */
    static double overdispersion(PooledBins bins, WindowCounts counts, ColumnReference reference) {
        double[][] perBin = new double[bins.size()][counts.panes()];
        for (int bin = 0; bin < reference.coarseBins(); bin++) {
            counts.addPanes(bin, perBin[bins.poolOf(bin)]);
        }
        long[] all = new long[bins.size()];
        int kinds = 0;
        for (int i = 0; i < all.length; i++) {
            all[i] = bins.window(i);
            kinds += all[i] > 0 ? 1 : 0;
        }
        return kinds > 1 ? overdispersion(perBin, all, counts) : ofCoarseBins(counts, reference);
    }

    private static double ofCoarseBins(WindowCounts counts, ColumnReference reference) {
        double[][] perBin = new double[reference.coarseBins()][counts.panes()];
        long[] all = new long[perBin.length];
        for (int bin = 0; bin < all.length; bin++) {
            counts.addPanes(bin, perBin[bin]);
            all[bin] = counts.coarseCount(bin);
        }
        return overdispersion(perBin, all, counts);
    }

    // By bin, then by pane: what is done with one bin of many blocks does not wait for another.
    private static double overdispersion(double[][] perBin, long[] all, WindowCounts counts) {
        List<double[]> shares = new ArrayList<>();
        List<double[]> sums = new ArrayList<>();
        double[] samples = counts.samplesByPane();
        double n = counts.samples();
        for (int left = samples.length; left >= FEWEST_BLOCKS; left = halve(samples, left)) {
            double[] ofBlocks = new double[left];
            for (int block = 0; block < left; block++) {
                ofBlocks[block] = samples[block] / n;
            }
            shares.add(ofBlocks);
            sums.add(new double[left]);
        }
        int kinds = 0;
        for (int i = 0; i < perBin.length; i++) {
            if (all[i] > 0) {
                kinds++;
                int left = counts.panes();
                for (int level = 0; level < sums.size(); level++) {
                    add(sums.get(level), perBin[i], shares.get(level), (double) all[i]);
                    left = halve(perBin[i], left);
                }
            }
        }
        double largest = 1;
        for (int level = 0; kinds > 1 && level < sums.size(); level++) {
            largest = Math.max(largest, ratio(sums.get(level), shares.get(level), kinds));
        }
        return largest;
    }

    // One bin's part of the sum of every block.
    private static void add(double[] sums, double[] ofBin, double[] shares, double all) {
        double inverse = 1 / all;
        for (int block = 0; block < sums.length; block++) {
            double difference = ofBin[block] - shares[block] * all;
            sums[block] += difference * difference * inverse;
        }
    }

    private static double ratio(double[] sums, double[] shares, int kinds) {
        double sum = 0;
        int filled = 0;
        for (int block = 0; block < sums.length; block++) {
            if (shares[block] > 0) {
                filled++;
                sum += sums[block] / shares[block];
            }
        }
        return filled < FEWEST_BLOCKS ? 1 : sum / ((filled - 1.0) * (kinds - 1));
    }

    // Joins neighbouring blocks in place; an odd one at the end stays alone.
    private static int halve(double[] perBlock, int blocks) {
        int pairs = blocks / 2;
        for (int block = 0; block < pairs; block++) {
            perBlock[block] = perBlock[2 * block] + perBlock[2 * block + 1];
        }
        if (blocks > 2 * pairs) {
            perBlock[pairs] = perBlock[blocks - 1];
        }
        return blocks - pairs;
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
