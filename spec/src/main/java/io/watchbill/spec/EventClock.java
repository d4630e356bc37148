package io.watchbill.spec;

/** Which clock a model's events follow. */
public enum EventClock implements Named {
    /** Events happen now: falling behind is an alert. */
    LIVE("live"),
    /** Old events on purpose. */
    REPLAY("replay");

    private final String text;

    EventClock(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
