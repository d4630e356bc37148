package io.watchbill.incidents.record;

import io.watchbill.spec.Priority;
import io.watchbill.spec.catalogue.LabelNames;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What Alertmanager says of one alert.
 *
 * @param fingerprint its name for the alert's labels
 * @param from when the alert began to fire
 * @param end when it ended; empty while it fires
 * @param asked whether we asked, rather than being told: answers to our own questions are no notifications
 */
public record Notice(
        String fingerprint,
        Map<String, String> labels,
        Map<String, String> annotations,
        Instant from,
        Optional<Instant> end,
        boolean asked) {

    /** The label that names the alert. */
    public static final String ALERTNAME = "alertname";

    public Notice {
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
        annotations = Collections.unmodifiableMap(new TreeMap<>(annotations));
    }

    public boolean isFiring() {
        return end.isEmpty();
    }

    /** The value of a label; an empty one is none. */
    public Optional<String> label(String name) {
        return Optional.ofNullable(labels.get(name)).filter(value -> !value.isEmpty());
    }

    /** The alert's priority, where the label holds one. */
    public Optional<Priority> priority() {
        return label(LabelNames.PRIORITY)
                .flatMap(text -> Arrays.stream(Priority.values())
                        .filter(priority -> priority.name().equals(text))
                        .findFirst());
    }
}
