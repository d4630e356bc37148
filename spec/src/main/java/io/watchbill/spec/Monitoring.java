package io.watchbill.spec;

import java.net.URI;
import java.util.List;

/**
 * Key metrics with their ranges, and dashboards beside the generated ones.
 *
 * @param replicas whether one exporter sees all events of the system, or several share them
 */
public record Monitoring(Replicas replicas, List<KeyMetric> keyMetrics, List<DashboardLink> dashboards) {
    public Monitoring {
        keyMetrics = List.copyOf(keyMetrics);
        dashboards = List.copyOf(dashboards);
    }

    /** A dashboard that the team keeps by hand. */
    public record DashboardLink(String name, String purpose, URI link) {}
}
