package io.watchbill.rules.format;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A series that Prometheus computes and keeps.
 *
 * @param record name of the series
 * @param labels labels set on it, in the order in which they are written
 */
public record RecordingRule(String record, String expr, Map<String, String> labels) implements Rule {

    public RecordingRule {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }
}
