package io.watchbill.incidents.record;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an incident is about. Texts come from outside and are not escaped.
 *
 * @param system the system's name; empty where nobody has said
 * @param alert the alert's name; empty where a person reported it
 * @param key a digest of system, alert and identity labels: what makes two alerts one incident; empty where a person reported it
 * @param labels the identity labels
 * @param annotations of the alert as it fired first
 * @param previous the incident of the same key before this one
 */
public record Subject(
        Optional<String> system,
        Optional<String> alert,
        Optional<String> key,
        Map<String, String> labels,
        Map<String, String> annotations,
        Optional<String> previous) {

    public Subject {
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
        annotations = Collections.unmodifiableMap(new TreeMap<>(annotations));
    }

    Subject after(Optional<String> incident) {
        return new Subject(system, alert, key, labels, annotations, incident);
    }
}
