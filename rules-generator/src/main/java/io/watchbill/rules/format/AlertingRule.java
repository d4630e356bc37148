package io.watchbill.rules.format;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A condition that Prometheus watches.
 *
 * @param hold the rule's {@code for}: how long the condition must hold before it fires; at once where null
 * @param keepFiringFor how long it fires on after the condition ended (Prometheus 2.42 and later)
 * @param labels values may be Go templates
 * @param annotations values may be Go templates
 */
public record AlertingRule(
        String alert,
        String expr,
        @JsonProperty("for") @Nullable String hold,
        @Nullable String keepFiringFor,
        Map<String, String> labels,
        Map<String, String> annotations)
        implements Rule {

    public AlertingRule {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
    }
}
