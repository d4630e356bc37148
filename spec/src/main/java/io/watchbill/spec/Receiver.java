package io.watchbill.spec;

import java.util.Map;

/**
 * A receiver in Alertmanager's own settings.
 *
 * @param settings keys such as {@code slack_configs}; values are text, numbers, booleans, lists and maps
 */
public record Receiver(String name, Map<String, Object> settings) {

    /** The name of the receiver that keeps records of incidents. */
    public static final String INCIDENT_RECORDER = "incident-recorder";

    public Receiver {
        settings = Ordered.copyOf(settings);
    }
}
