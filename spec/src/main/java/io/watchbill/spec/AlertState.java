package io.watchbill.spec;

/** Whether an alert notifies anybody. */
public enum AlertState implements Named {
    ACTIVE("active"),
    /** Evaluated and recorded, notifies nobody. */
    SHADOW("shadow");

    private final String text;

    AlertState(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
