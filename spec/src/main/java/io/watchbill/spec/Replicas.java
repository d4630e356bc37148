package io.watchbill.spec;

/** How many replicas of the exporter take in a system's events. */
public enum Replicas implements Named {
    /** One that sees all events: alerts read its own scores. */
    ONE("one"),
    /** Several behind a load balancer: alerts read what recording rules make of all their counters. */
    SEVERAL("several");

    private final String text;

    Replicas(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
