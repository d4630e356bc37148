package io.watchbill.spec;

/** What a service level says of a time in which nothing was asked of the service. */
public enum NoTraffic implements Named {
    /** All is well. */
    GOOD("good"),
    /** All is lost: a service that must be asked is broken when nobody can ask. */
    BAD("bad"),
    /** Nothing is known, and no alert speaks. */
    UNKNOWN("unknown");

    private final String text;

    NoTraffic(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
