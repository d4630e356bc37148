package io.watchbill.spec;

/** What a maintenance window is taken out of. */
public enum Exclusion implements Named {
    SLO("slo");

    private final String text;

    Exclusion(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
