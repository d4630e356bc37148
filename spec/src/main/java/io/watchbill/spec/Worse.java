package io.watchbill.spec;

/** Which direction of a metric is the bad one. */
public enum Worse implements Named {
    HIGHER("higher"),
    LOWER("lower");

    private final String text;

    Worse(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
