package io.watchbill.spec;

/** What a conversion is counted against. */
public enum ConversionBase implements Named {
    PREDICTION("prediction");

    private final String text;

    ConversionBase(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
