package io.watchbill.alertmanager.format;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A receiver.
 *
 * @param settings Alertmanager's own keys, such as {@code slack_configs}, as they were written
 */
@JsonPropertyOrder("name")
public record ReceiverEntry(String name, @JsonAnyGetter Map<String, Object> settings) {

    public ReceiverEntry {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }
}
