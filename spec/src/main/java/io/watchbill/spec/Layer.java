package io.watchbill.spec;

/** The four monitoring layers, from the machine up. */
public enum Layer implements Named {
    INFRASTRUCTURE("infrastructure"),
    APPLICATION("application"),
    MODEL("model"),
    BUSINESS("business");

    private final String text;

    Layer(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
