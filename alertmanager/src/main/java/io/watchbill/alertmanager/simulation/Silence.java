package io.watchbill.alertmanager.simulation;

import io.watchbill.alertmanager.format.Matcher;
import io.watchbill.alertmanager.semantics.LabelMatching;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What somebody silences: where Alertmanager escalates, the acknowledgement.
 *
 * @param until no longer part of it
 */
public record Silence(List<Matcher> matchers, Instant from, Instant until) {

    public Silence {
        matchers = List.copyOf(matchers);
    }

    boolean covers(Map<String, String> labels, Instant at) {
        return !at.isBefore(from) && at.isBefore(until) && LabelMatching.matches(matchers, labels);
    }
}
