package io.watchbill.spec;

import java.util.Map;

/**
 * A receiver in Alertmanager's own settings.
 *
 * @param settings keys such as {@code slack_configs}; values are text, numbers, booleans, lists and maps
 */
public record Receiver(String name, Map<String, Object> settings) {
    public Receiver {
        settings = Ordered.copyOf(settings);
    }
}
