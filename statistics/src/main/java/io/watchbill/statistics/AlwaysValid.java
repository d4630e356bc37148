package io.watchbill.statistics;

import org.apache.commons.numbers.gamma.LogBeta;

/**
 * Tests that stay valid however often one looks: the mixture sequential probability ratio test. R. Johari, P. Koomen,
 * L. Pekelis, D. Walsh (2022), "Always Valid Inference: Continuous Monitoring of A/B Tests", Operations Research. (A
 * plain z over 1,000 looks rejects 48 % of equal arms.)
 */
public final class AlwaysValid {
    /** How strongly the sample-ratio test believes in the planned share before any data. */
    private static final double CONCENTRATION = 1_000;

    private AlwaysValid() {}

    /**
     * ln 1/Λ of a difference, Λ = √(V/(V + τ²))·exp(τ²δ²/(2V(V + τ²))). The always-valid p-value is the least of all so
     * far, at most 1: the caller keeps that running minimum.
     *
     * @param difference δ, champion less holdout
     * @param variance V of the difference, above 0
     * @param matters τ, the least difference that matters, above 0
     */
    public static double lnInverseRatio(double difference, double variance, double matters) {
        double square = matters * matters;
        return 0.5 * Math.log((variance + square) / variance)
                - square * difference * difference / (2 * variance * (variance + square));
    }

    /** Half of the width of the always-valid interval around the difference, at confidence {@code 1 − alpha}. */
    public static double halfWidth(double variance, double matters, double alpha) {
        double square = matters * matters;
        return Math.sqrt(variance
                * (variance + square)
                / square
                * (Math.log((variance + square) / variance) + 2 * Math.log(1 / alpha)));
    }

    /** Variance of the difference of two rates, x of n and y of m. */
    public static double varianceOfRates(double x, double n, double y, double m) {
        double p = x / n;
        double q = y / m;
        return p * (1 - p) / n + q * (1 - q) / m;
    }

    /**
     * ln 1/Λ that {@code x} of {@code all} events went to the holdout as planned, with a beta mixture around the planned
     * share; the p-value is again the running minimum. M. Lindon, A. Malek (2022), "Anytime-Valid Inference for
     * Multinomial Count Data".
     *
     * @param share π, the planned share, above 0 and under 1
     */
    public static double lnSampleRatio(long x, long all, double share) {
        double a = CONCENTRATION * share;
        double b = CONCENTRATION * (1 - share);
        double others = (double) all - x;
        return LogBeta.value(a, b)
                - LogBeta.value(a + x, b + others)
                + x * Math.log(share)
                + others * Math.log1p(-share);
    }
}
