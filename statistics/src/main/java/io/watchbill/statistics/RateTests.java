package io.watchbill.statistics;

import org.apache.commons.statistics.distribution.HypergeometricDistribution;
import org.jspecify.annotations.Nullable;

/** Tests of shares that are small: missing and unusable values, categories never seen before. */
final class RateTests {
    private RateTests() {}

    /** Missing values among all, against the reference; null where either side has no rows at all. */
    static DriftScores.@Nullable Rate missing(ColumnReference reference, WindowCounts counts, double dependence) {
        return share(
                counts.missing(),
                counts.samples() + counts.missing() + counts.invalid(),
                reference.missing(),
                rows(reference),
                dependence);
    }

    /** Unusable values among all, against the reference; null where either side has no rows at all. */
    static DriftScores.@Nullable Rate invalid(ColumnReference reference, WindowCounts counts, double dependence) {
        return share(
                counts.invalid(),
                counts.samples() + counts.missing() + counts.invalid(),
                reference.invalid(),
                rows(reference),
                dependence);
    }

    private static long rows(ColumnReference reference) {
        return reference.samples() + reference.missing() + reference.invalid();
    }

    /** x of n against y of m, in both directions: twice the smaller of Fisher's one-sided p-values. */
    private static DriftScores.@Nullable Rate share(long x, long n, long y, long m, double dependence) {
        if (n == 0 || m == 0) {
            return null;
        }
        long marked = (long) (x / dependence);
        long of = Math.max(marked, (long) (n / dependence));
        double more = lnFisher(marked, of, y, m);
        double fewer = lnFisher(of - marked, of, m - y, m);
        double ln = Math.min(0, Math.log(2) + Math.min(more, fewer));
        return new DriftScores.Rate((double) x / n, (double) y / m, ln);
    }

    /**
     * Categories that the reference never showed, u of n, against N1/m, the share that an undrifted stream would show.
     * I. Good (1953), "The population frequencies of species", after A. Turing; its variance (m·r + 2·N2)/m² after
     * H. Robbins (1968), with N1 estimated from both samples, r = (u + N1)/(n + m): where the reference has missed much by
     * chance, N1 is small by the same chance. One-sided: the larger of the p-value of z and of Fisher's, for which the
     * reference is as many times smaller as its share is less certain than one of m independent values.
     */
    static DriftScores.Rate unseen(CategoricalReference reference, WindowCounts counts, long n, double dependence) {
        double unseen = counts.count(reference.otherBin());
        double m = reference.samples();
        double once = reference.seenOnce();
        double share = unseen / n;
        if (unseen == 0) {
            return new DriftScores.Rate(share, once / m, 0);
        }
        double effective = n / dependence;
        double pooled = (share * effective + once) / (effective + m);
        double twice = 2.0 * reference.seenTwice();
        double variance = pooled * (1 - pooled) / effective + (m * pooled + twice) / (m * m);
        double z = Tails.lnNormal((share - once / m) / Math.sqrt(variance));
        double uncertain = 1 + twice / Math.max(once, m * pooled);
        double fisher = lnFisher(
                (long) (unseen / dependence), (long) effective, Math.round(once / uncertain), (long) (m / uncertain));
        return new DriftScores.Rate(share, once / m, Math.max(fisher, z));
    }

    /**
     * ln of Fisher's one-sided p-value: that of n + m values, x + y of them marked, at least x of the marked fall among
     * the n. R. Fisher (1935), "The logic of inductive inference".
     */
    static double lnFisher(long x, long n, long y, long m) {
        long total = n + m;
        long marked = x + y;
        int shift = 0;
        while (total >> shift > Integer.MAX_VALUE) {
            shift++;
        }
        if (shift > 0) {
            return lnFisher(x >> shift, n >> shift, (y >> shift) + 1, m >> shift);
        }
        if (x == 0 || marked == total) {
            return 0;
        }
        HypergeometricDistribution distribution = HypergeometricDistribution.of((int) total, (int) marked, (int) n);
        double mean = (double) n * marked / total;
        if (x > mean) {
            double term = 1;
            double sum = 1;
            for (double k = x; term > 1e-18 * sum; k++) {
                term *= (marked - k) * (n - k) / ((k + 1) * (total - marked - n + k + 1));
                sum += term;
            }
            return Math.min(0, distribution.logProbability((int) x) + Math.log(sum));
        }
        double term = 1;
        double sum = 1;
        for (double k = x - 1.0; term > 1e-18 * sum; k--) {
            term *= k * (total - marked - n + k) / ((marked - k + 1) * (n - k + 1));
            sum += term;
        }
        double below = Math.exp(distribution.logProbability((int) x - 1) + Math.log(sum));
        return Math.log1p(-Math.min(1, below));
    }
}
