package io.watchbill.spec;

/** Scores that compare production with the training data. */
public enum DriftScore implements Named {
    /** Kolmogorov-Smirnov, numeric columns only. */
    KS("ks"),
    /** Chi-square homogeneity. */
    CHI_SQUARE("chi-square"),
    /** Population Stability Index. */
    PSI("psi"),
    /** Distance, base 2. */
    JENSEN_SHANNON("jensen-shannon"),
    /** In standard deviations of the reference, numeric columns only. */
    WASSERSTEIN("wasserstein");

    private final String text;

    DriftScore(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
