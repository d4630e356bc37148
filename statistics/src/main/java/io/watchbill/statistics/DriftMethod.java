package io.watchbill.statistics;

import java.util.Arrays;
import java.util.stream.Collectors;

/** A way to compare a column with its reference, named as in a specification. */
public enum DriftMethod {
    /** Kolmogorov–Smirnov test; its effect is D. Numeric columns only. */
    KS("ks"),
    /** Chi-square test of homogeneity; its effect is V. */
    CHI_SQUARE("chi-square"),
    /** Population stability index. */
    PSI("psi"),
    /** Jensen–Shannon distance: shown, never judged. */
    JENSEN_SHANNON("jensen-shannon"),
    /** Wasserstein-1 distance in reference standard deviations: shown, never judged. Numeric columns only. */
    WASSERSTEIN("wasserstein");

    private final String label;

    DriftMethod(String label) {
        this.label = label;
    }

    /** The name in a specification, such as {@code chi-square}. */
    public String label() {
        return label;
    }

    /**
     * The method of that name.
     *
     * @throws IllegalArgumentException naming the known methods
     */
    public static DriftMethod of(String label) {
        for (DriftMethod method : values()) {
            if (method.label.equals(label)) {
                return method;
            }
        }
        throw new IllegalArgumentException("unknown drift method '" + label + "': expected one of "
                + Arrays.stream(values()).map(DriftMethod::label).collect(Collectors.joining(", ")));
    }
}
