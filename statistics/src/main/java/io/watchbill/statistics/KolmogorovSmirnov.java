package io.watchbill.statistics;

/**
 * Two-sample Kolmogorov–Smirnov test on the reference's fine bins.
 *
 * <p>D is the largest distance of the two distribution functions at the edges. The distance of the raw samples lies
 * within [D, D + errorBound]: between two edges neither function can move by more than its own share of the bin, and
 * in a bin that is an atom there is nothing between.
 *
 * <p>With λ = D·√(nm/(n + m)) the p-value is the least of three upper bounds of the limit's tail, so that it holds for
 * values with ties too, where Kolmogorov's limit alone is far too careful; the second and third where both samples have
 * {@value #FEWEST_FOR_TIES} values:
 *
 * <ol>
 *   <li>K(λ), the limit for a continuous distribution;
 *   <li>up to {@value #MOST_EDGES} different edges, the sum over edges of 2Φ̄(λ/σ_j), σ_j² = u_j(1 − u_j) with the pooled
 *       share u_j below edge j (Boole's inequality);
 *   <li>with the heaviest atom between the pooled shares a and b, 2[g(a) + g(1 − b)]: a Brownian bridge that is not
 *       watched between a and b, with g(a) = P(sup over [0, a] &gt; λ) = Φ̄(λ/σ_a) + e^(−2λ²)Φ(λ(2a − 1)/σ_a); G. Shorack,
 *       J. Wellner (1986), "Empirical Processes with Applications to Statistics", section 2.2.
 * </ol>
 */
final class KolmogorovSmirnov {
    private static final int MOST_EDGES = 64;
    /** The counts of smaller samples are too far from normal: of eight against eight p would be half of what it is. */
    private static final int FEWEST_FOR_TIES = 100;

    private static final double LN_2 = Math.log(2);

    private KolmogorovSmirnov() {}

    /**
     * Scores a window. Both samples must have values.
     *
     * @param dependence by how much to divide the window's samples, at least 1
     */
    static DriftScores.Ks score(NumericReference reference, WindowCounts counts, long samples, double dependence) {
        double n = samples;
        double m = reference.samples();
        double pooled = n + m;
        double distance = 0;
        double bound = 0;
        double heaviest = 0;
        double belowHeaviest = 0;
        double[] shares = new double[MOST_EDGES];
        int edges = 0;
        long x = 0;
        long y = 0;
        int bins = reference.bins();
        for (int bin = 0; bin < bins; bin++) {
            long inWindow = counts.count(bin);
            long inReference = reference.count(bin);
            long both = inWindow + inReference;
            if (both == 0) {
                continue;
            }
            if (reference.isAtom(bin)) {
                if (both > heaviest) {
                    heaviest = both;
                    belowHeaviest = (double) x + y;
                }
            } else {
                bound = Math.max(bound, Math.min(inWindow * m, inReference * n));
            }
            x += inWindow;
            y += inReference;
            // Times nm, so that it is exact, and 0 where the shares are equal.
            distance = Math.max(distance, Math.abs(x * m - y * n));
            if (edges < MOST_EDGES) {
                shares[edges] = (x + y) / pooled;
            }
            edges++;
        }
        distance /= n * m;
        bound /= n * m;
        // The last edge has everything below it: it can show no distance.
        edges--;
        double effective = n / dependence;
        double lambda = distance * Math.sqrt(effective / (effective + m) * m);
        double ln = lambda == 0 ? 0 : Tails.lnKolmogorov(lambda);
        boolean nearlyNormal = Math.min(n, m) >= FEWEST_FOR_TIES;
        if (nearlyNormal && lambda > 0 && edges <= MOST_EDGES) {
            ln = Math.min(ln, lnByEdges(lambda, shares, edges));
        }
        if (nearlyNormal && lambda > 0 && heaviest > 0) {
            double a = belowHeaviest / pooled;
            double afterB = Math.max(0, 1 - (belowHeaviest + heaviest) / pooled);
            ln = Math.min(ln, LN_2 + Tails.lnSum(lnCrossing(lambda, a), lnCrossing(lambda, afterB)));
        }
        return new DriftScores.Ks(distance, bound, Math.min(0, ln));
    }

    private static double lnByEdges(double lambda, double[] shares, int edges) {
        double ln = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < edges; i++) {
            double sigma = Math.sqrt(shares[i] * (1 - shares[i]));
            ln = Tails.lnSum(ln, Tails.lnNormal(lambda / sigma));
        }
        return LN_2 + ln;
    }

    // ln g(a): that a Brownian bridge passes λ before a.
    private static double lnCrossing(double lambda, double a) {
        if (a <= 0) {
            return Double.NEGATIVE_INFINITY;
        }
        double sigma = Math.sqrt(a * (1 - a));
        return Tails.lnSum(
                Tails.lnNormal(lambda / sigma), -2 * lambda * lambda + Tails.lnNormal(lambda * (1 - 2 * a) / sigma));
    }
}
