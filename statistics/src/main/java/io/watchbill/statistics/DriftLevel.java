package io.watchbill.statistics;

import io.watchbill.spec.DriftThresholds;

/**
 * What counts as drift at one level. A column drifts at the level when an effect of the scores asked for is above its
 * threshold and the adjusted p-value is below {@code pValue}.
 *
 * @param psi threshold of PSI, at least 0
 * @param ks threshold of the Kolmogorov–Smirnov D, at least 0
 * @param v threshold of V, the effect of the chi-square test, at least 0
 * @param pValue above 0, at most 1
 */
public record DriftLevel(double psi, double ks, double v, double pValue) {
    public DriftLevel {
        if (!(psi >= 0) || !(ks >= 0) || !(v >= 0)) {
            throw new IllegalArgumentException(
                    "thresholds of effects must be at least 0, not psi " + psi + ", ks " + ks + ", v " + v);
        }
        if (!(pValue > 0 && pValue <= 1)) {
            throw new IllegalArgumentException("pValue must be above 0 and at most 1, not " + pValue);
        }
    }

    /** The level that a specification states. */
    public static DriftLevel of(DriftThresholds thresholds) {
        return new DriftLevel(
                thresholds.psi().doubleValue(),
                thresholds.ks().doubleValue(),
                thresholds.cramersV().doubleValue(),
                thresholds.pValue().doubleValue());
    }
}
