package io.watchbill.spec;

import java.math.BigDecimal;

/**
 * When a model counts as worse than its baseline.
 *
 * @param accuracyDrop for classification: baseline accuracy less current accuracy, 0..1
 * @param maeIncrease for regression: the rise of the mean absolute error as a share of its baseline
 * @param pValue over 0, under 1
 */
public record PerformanceThresholds(BigDecimal accuracyDrop, BigDecimal maeIncrease, BigDecimal pValue) {
    public static final PerformanceThresholds DEFAULT_WARNING =
            new PerformanceThresholds(new BigDecimal("0.05"), new BigDecimal("0.1"), new BigDecimal("0.01"));
    public static final PerformanceThresholds DEFAULT_CRITICAL =
            new PerformanceThresholds(new BigDecimal("0.15"), new BigDecimal("0.25"), new BigDecimal("0.001"));
}
