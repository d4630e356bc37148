package io.watchbill.spec;

/** How a feature is binned. */
public enum FeatureType implements Named {
    NUMERIC("numeric"),
    CATEGORICAL("categorical");

    private final String text;

    FeatureType(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
