package io.watchbill.rules.format;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What an alert's name must show at one time: exactly these firing alerts, or none.
 *
 * @param evalTime Prometheus duration since the first sample
 */
public record AlertExpectation(
        String evalTime,
        String alertname,
        @JsonInclude(JsonInclude.Include.ALWAYS) List<ExpectedAlert> expAlerts) {

    public AlertExpectation {
        expAlerts = List.copyOf(expAlerts);
    }
}
