package io.watchbill.spec;

/** Who carries an unacknowledged alert to the next level. */
public enum Escalator implements Named {
    /** The pager's own policy. */
    RECEIVER("receiver"),
    /** A delayed route. */
    ALERTMANAGER("alertmanager");

    private final String text;

    Escalator(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
