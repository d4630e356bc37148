package io.watchbill.statistics;

import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is known about one column in one window. What cannot be computed is null, never 0 and never NaN.
 * P-values are natural logarithms, at most 0, so that strong drift does not underflow.
 *
 * @param column the column's name
 * @param kind what the column is
 * @param samples values in the window's bins: n
 * @param referenceSamples values in the reference's bins: m
 * @param psi population stability index
 * @param ks Kolmogorov–Smirnov; numeric columns only
 * @param chiSquare chi-square of homogeneity with its effect V
 * @param jensenShannon Jensen–Shannon distance, base 2, from 0 to 1; where asked for
 * @param wasserstein Wasserstein-1 distance in reference standard deviations; where asked for
 * @param missing share of missing values among all; null without any
 * @param invalid share of unusable values among all; null without any
 * @param unseen share of categories that the reference never showed; categorical columns that are not capped
 * @param overdispersion φ, at least 1: how much more the window's blocks vary than independent values would
 * @param lnPValue the p-value that enters the adjustment: KS for numeric, chi-square for categorical columns
 * @param lnAdjustedPValue Benjamini–Hochberg over the columns of a model and window; null before the decision
 * @param verdict null before the decision, and where there is none
 * @param noVerdictReason why there is no verdict; null otherwise
 */
public record DriftScores(
        String column,
        ColumnKind kind,
        long samples,
        long referenceSamples,
        @Nullable Psi psi,
        @Nullable Ks ks,
        @Nullable ChiSquare chiSquare,
        @Nullable Distance jensenShannon,
        @Nullable Distance wasserstein,
        @Nullable Rate missing,
        @Nullable Rate invalid,
        @Nullable Rate unseen,
        double overdispersion,
        @Nullable Double lnPValue,
        @Nullable Double lnAdjustedPValue,
        @Nullable Verdict verdict,
        @Nullable NoVerdictReason noVerdictReason) {

    /**
     * Population stability index.
     *
     * @param value PSI, at least 0
     * @param noiseFloor what PSI is expected to be without drift: (k′ − 1)(1/n + 1/m)
     */
    public record Psi(double value, double noiseFloor, double lnPValue) {}

    /**
     * Kolmogorov–Smirnov test.
     *
     * @param statistic D, the largest distance of the two distribution functions at the edges, from 0 to 1
     * @param errorBound the true D lies within [D, D + errorBound]
     */
    public record Ks(double statistic, double errorBound, double lnPValue) {}

    /**
     * Chi-square test of homogeneity.
     *
     * @param statistic chi-square of the pooled 2 × k′ table
     * @param degreesOfFreedom k′ − 1
     * @param v effect size √(½ Σ (p_i − q_i)²/(p_i + q_i)), from 0 to 1, about √PSI/2
     */
    public record ChiSquare(double statistic, int degreesOfFreedom, double v, double lnPValue) {}

    /**
     * A distance without a test.
     *
     * @param noiseFloor what the distance is expected to be without drift
     */
    public record Distance(double value, double noiseFloor) {}

    /**
     * A share of the window's values, with its one-sided test.
     *
     * @param value share in the window, from 0 to 1
     * @param reference share in the reference, or what it makes one expect
     */
    public record Rate(double value, double reference, double lnPValue) {}

    /** The adjusted p-value as the page shows it: at least the smallest double above 0. */
    public OptionalDouble adjustedPValue() {
        Double ln = lnAdjustedPValue;
        return ln == null ? OptionalDouble.empty() : OptionalDouble.of(pValue(ln));
    }

    /** A p-value from its logarithm as the page shows it: never 0. */
    public static double pValue(double lnPValue) {
        return Math.max(Math.exp(lnPValue), Double.MIN_VALUE);
    }

    /** The same scores without a verdict for that reason. */
    public DriftScores withoutVerdict(NoVerdictReason reason) {
        return decided(lnAdjustedPValue, null, reason);
    }

    DriftScores decided(@Nullable Double lnAdjusted, @Nullable Verdict newVerdict, @Nullable NoVerdictReason reason) {
        return new DriftScores(
                column,
                kind,
                samples,
                referenceSamples,
                psi,
                ks,
                chiSquare,
                jensenShannon,
                wasserstein,
                missing,
                invalid,
                unseen,
                overdispersion,
                lnPValue,
                lnAdjusted,
                newVerdict,
                reason);
    }
}
