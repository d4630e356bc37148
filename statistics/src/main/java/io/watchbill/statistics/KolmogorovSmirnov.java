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
        // Times nm, so that they are exact, and 0 where the shares are equal.
        double distance = distance(reference, counts, n, m) / (n * m);
        double bound = bound(reference, counts, n, m) / (n * m);
        double effective = n / dependence;
        double lambda = distance * Math.sqrt(effective / (effective + m) * m);
        if (lambda == 0) {
            return new DriftScores.Ks(distance, bound, 0);
        }
        double ln = Tails.lnKolmogorov(lambda);
        if (Math.min(n, m) >= FEWEST_FOR_TIES) {
            ln = Math.min(ln, lnByEdges(reference, counts, lambda, n + m));
            if (reference.hasAtoms()) {
                ln = Math.min(ln, lnBesideTheHeaviest(reference, counts, lambda, n + m));
            }
        }
        return new DriftScores.Ks(distance, bound, Math.min(0, ln));
    }

    private static double distance(NumericReference reference, WindowCounts counts, double n, double m) {
        double distance = 0;
        long x = 0;
        int bins = reference.bins();
        for (int bin = 0; bin < bins; bin++) {
            x += counts.count(bin);
            double apart = Math.abs((double) x * m - reference.countUpTo(bin) * n);
            if (apart > distance) {
                distance = apart;
            }
        }
        return distance;
    }

    private static double bound(NumericReference reference, WindowCounts counts, double n, double m) {
        double bound = 0;
        double before = 0;
        int bins = reference.bins();
        for (int bin = 0; bin < bins; bin++) {
            double upTo = reference.countUpTo(bin);
            double ofReference = (upTo - before) * n;
            before = upTo;
            // Rarely so, because most bins hold equal shares of the reference.
            if (ofReference > bound && !reference.isAtom(bin)) {
                bound = Math.max(bound, Math.min(counts.count(bin) * m, ofReference));
            }
        }
        return bound;
    }

    // The last edge has everything below it: it can show no distance. 0 with more edges than the bound is good for.
    private static double lnByEdges(NumericReference reference, WindowCounts counts, double lambda, double pooled) {
        double[] shares = new double[MOST_EDGES + 1];
        int edges = 0;
        long below = 0;
        for (int bin = 0; bin < reference.bins(); bin++) {
            long both = counts.count(bin) + reference.count(bin);
            if (both > 0 && edges == shares.length) {
                return 0;
            }
            if (both > 0) {
                below += both;
                shares[edges++] = below / pooled;
            }
        }
        double ln = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < edges - 1; i++) {
            double sigma = Math.sqrt(shares[i] * (1 - shares[i]));
            ln = Tails.lnSum(ln, Tails.lnNormal(lambda / sigma));
        }
        return LN_2 + ln;
    }

    private static double lnBesideTheHeaviest(
            NumericReference reference, WindowCounts counts, double lambda, double pooled) {
        long below = 0;
        long heaviest = 0;
        long belowHeaviest = 0;
        for (int bin = 0; bin < reference.bins(); bin++) {
            long both = counts.count(bin) + reference.count(bin);
            if (both > heaviest && reference.isAtom(bin)) {
                heaviest = both;
                belowHeaviest = below;
            }
            below += both;
        }
        if (heaviest == 0) {
            return 0;
        }
        double a = belowHeaviest / pooled;
        double afterB = Math.max(0, 1 - (double) (belowHeaviest + heaviest) / pooled);
        return LN_2 + Tails.lnSum(lnCrossing(lambda, a), lnCrossing(lambda, afterB));
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
