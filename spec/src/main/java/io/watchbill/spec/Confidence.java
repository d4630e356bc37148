package io.watchbill.spec;

import java.math.BigDecimal;
import java.util.Optional;

/** Decay of the mean prediction confidence; a level that is absent gives no alert. */
public record Confidence(Optional<Threshold> warning, Optional<Threshold> critical) {
    /** A warning only. */
    public static final Confidence DEFAULT = new Confidence(
            Optional.of(new Threshold(new BigDecimal("0.03"), new BigDecimal("0.01"))), Optional.empty());

    /**
     * Baseline mean less current mean, and its p-value.
     *
     * @param drop over 0, at most 1
     * @param pValue over 0, under 1
     */
    public record Threshold(BigDecimal drop, BigDecimal pValue) {}
}
