package io.watchbill.statistics;

/**
 * What counts as drift at one level. A column drifts at the level when an effect of the methods asked for is above its
 * threshold and the adjusted p-value is below {@code pValue}.
 *
 * @param psi threshold of PSI, above 0; positive infinity where PSI does not count
 * @param ks threshold of the Kolmogorov–Smirnov D
 * @param v threshold of V, the effect of the chi-square test
 * @param pValue above 0, at most 1
 */
public record DriftLevel(double psi, double ks, double v, double pValue) {
    /** The level that warns, unless a specification says otherwise. */
    public static final DriftLevel WARNING = new DriftLevel(0.10, 0.125, 0.16, 0.01);

    /** The level that is critical, unless a specification says otherwise. */
    public static final DriftLevel CRITICAL = new DriftLevel(0.25, 0.20, 0.25, 0.001);

    public DriftLevel {
        if (!(psi > 0) || !(ks > 0) || !(v > 0)) {
            throw new IllegalArgumentException(
                    "thresholds of effects must be above 0, not psi " + psi + ", ks " + ks + ", v " + v);
        }
        if (!(pValue > 0 && pValue <= 1)) {
            throw new IllegalArgumentException("pValue must be above 0 and at most 1, not " + pValue);
        }
    }
}
