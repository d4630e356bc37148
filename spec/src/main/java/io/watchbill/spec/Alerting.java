package io.watchbill.spec;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Severity levels, receivers, hand-written alerts and what the system needs.
 *
 * @param severities all four, P1 first
 * @param receivers native Alertmanager settings; may be empty where a base file holds them
 */
public record Alerting(
        Map<Priority, SeveritySettings> severities,
        List<Receiver> receivers,
        List<AlertDefinition> alerts,
        List<Dependency> dependencies) {
    public Alerting {
        severities = Ordered.copyOf(severities);
        receivers = List.copyOf(receivers);
        alerts = List.copyOf(alerts);
        dependencies = List.copyOf(dependencies);
    }

    /** The settings of a priority; every priority has some. */
    public SeveritySettings severity(Priority priority) {
        return Objects.requireNonNull(severities.get(priority));
    }
}
