package io.watchbill.alertmanager.simulation;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * An alert that Alertmanager holds.
 *
 * @param labels {@code alertname} among them
 * @param from when it came, after its {@code for}
 * @param until when it ended
 */
public record Firing(Map<String, String> labels, Instant from, Instant until) {

    public Firing {
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
        if (!from.isBefore(until)) {
            throw new IllegalArgumentException("an alert ends after it began, not at " + until);
        }
    }

    /** Whether it fires then; the end is no part of it. */
    boolean at(Instant time) {
        return !time.isBefore(from) && time.isBefore(until);
    }

    /** Its {@code alertname}. */
    public String name() {
        return labels.getOrDefault("alertname", "");
    }
}
