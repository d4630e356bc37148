package io.watchbill.statistics;

/** Distances of two samples in pooled bins: x_i and y_i of n and m values, shares p_i and q_i. */
final class Distances {
    private static final double LN_2 = Math.log(2);

    private Distances() {}

    /**
     * Population stability index Σ(p_i − q_i) ln(p_i/q_i), with half a count added to every bin after pooling, so that
     * an empty bin has a finite share. J. Lin (1991), "Divergence measures based on the Shannon entropy", equation 2.5
     * (Jeffreys' divergence).
     */
    static double psi(PooledBins bins, double dependence) {
        double n = bins.n() / dependence;
        double m = bins.m();
        int size = bins.size();
        double sum = 0;
        for (int i = 0; i < size; i++) {
            double p = (bins.window(i) / dependence + 0.5) / (n + 0.5 * size);
            double q = (bins.reference(i) + 0.5) / (m + 0.5 * size);
            sum += (p - q) * Math.log(p / q);
        }
        return Math.max(0, sum);
    }

    /**
     * Chi-square of homogeneity of the 2 × k table, nm·Σ(p_i − q_i)²/(x_i + y_i), with the window's counts divided by
     * {@code dependence}. K. Pearson (1911), "On the probability that two independent distributions of frequency are
     * really samples from the same population".
     */
    static double chiSquare(PooledBins bins, double dependence) {
        double n = bins.n();
        double m = bins.m();
        double sum = 0;
        for (int i = 0; i < bins.size(); i++) {
            double difference = bins.window(i) / n - bins.reference(i) / m;
            sum += difference * difference / (bins.window(i) / dependence + bins.reference(i));
        }
        return sum * (n / dependence) * m;
    }

    /** V = √(½ Σ(p_i − q_i)²/(p_i + q_i)): the triangular discrimination of F. Topsøe (2000), scaled to [0, 1]. */
    static double v(PooledBins bins) {
        double n = bins.n();
        double m = bins.m();
        double sum = 0;
        for (int i = 0; i < bins.size(); i++) {
            double p = bins.window(i) / n;
            double q = bins.reference(i) / m;
            sum += p + q == 0 ? 0 : (p - q) * (p - q) / (p + q);
        }
        return Math.min(1, Math.sqrt(sum / 2));
    }

    /**
     * Jensen–Shannon distance, base 2: the root of the divergence of D. Endres, J. Schindelin (2003), "A new metric for
     * probability distributions". The floor is the root of the divergence expected without drift,
     * (k′ − 1)/(8 ln 2)·(1/n + 1/m).
     */
    static DriftScores.Distance jensenShannon(PooledBins bins) {
        double n = bins.n();
        double m = bins.m();
        double sum = 0;
        for (int i = 0; i < bins.size(); i++) {
            double p = bins.window(i) / n;
            double q = bins.reference(i) / m;
            sum += part(p, p + q) + part(q, p + q);
        }
        double divergence = Math.min(1, Math.max(0, sum / (2 * LN_2)));
        double floor = (bins.size() - 1) / (8 * LN_2) * (1 / n + 1 / m);
        return new DriftScores.Distance(Math.sqrt(divergence), Math.sqrt(floor));
    }

    private static double part(double share, double both) {
        return share == 0 ? 0 : share * Math.log(2 * share / both);
    }
}
