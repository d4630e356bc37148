package io.watchbill.spec;

/** The base unit of a metric: thresholds are compared in it. */
public enum Unit implements Named {
    /** 0..1, written as 2% or 0.02. */
    RATIO("ratio"),
    /** Written as a duration such as 100ms. */
    SECONDS("seconds"),
    BYTES("bytes"),
    BYTES_PER_SECOND("bytes-per-second"),
    /** Events a second, written as 400rps or 400. */
    PER_SECOND("per-second"),
    COUNT("count"),
    /** Without a unit, such as a score or an amount of money. */
    NUMBER("number");

    private final String text;

    Unit(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
