package io.watchbill.spec;

import java.math.BigDecimal;

/**
 * A column drifts when an effect passes its threshold and the adjusted p-value is below {@code pValue}.
 *
 * @param psi at least 0
 * @param ks the KS statistic D, 0..1
 * @param cramersV V of the table in which production and reference weigh the same, 0..1
 * @param pValue over 0, under 1
 */
public record DriftThresholds(BigDecimal psi, BigDecimal ks, BigDecimal cramersV, BigDecimal pValue) {
    public static final DriftThresholds DEFAULT_WARNING = of("0.1", "0.125", "0.16", "0.01");
    public static final DriftThresholds DEFAULT_CRITICAL = of("0.25", "0.2", "0.25", "0.001");

    private static DriftThresholds of(String psi, String ks, String cramersV, String pValue) {
        return new DriftThresholds(
                new BigDecimal(psi), new BigDecimal(ks), new BigDecimal(cramersV), new BigDecimal(pValue));
    }
}
