package io.watchbill.incidents.record;

import io.watchbill.plan.Fleet;
import io.watchbill.plan.Planner;
import io.watchbill.plan.Target;
import io.watchbill.spec.reader.SpecificationReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Alerts of a small system, as Alertmanager tells of them. */
public final class Alerts {

    public static final Instant T0 = Instant.parse("2026-11-26T03:12:04.123Z");

    private static final String SPECIFICATION = """
            apiVersion: watchbill/v1
            kind: OperationsSpecification
            metadata: {name: shop, title: Shop, owner: team-shop}
            models: {ranking: {task: generation}}
            sources:
              application: [{preset: watchbill}]
            alerting:
              receivers: {page: {webhook_configs: [{url: 'http://127.0.0.1:9/'}]}, chat: {}, mail: {}, incident-recorder: {}}
              alerts:
                - {name: ShopQueueLong, promql: 'max by (queue) (queue_length) > 9', for: 1m, severity: P2, summary: The queue is long.}
                - {name: ShopTrial, promql: 'max(queue_length) > 5', for: 1m, severity: P1, summary: A trial., state: shadow}
                - {name: ShopSlow, promql: 'max(queue_length) > 3', for: 1m, severity: P3, summary: Slow.}
            maintenance:
              - {name: Stocktaking, frequency: every sunday 02:00, duration: 2h, activities: Counting, mutes: [P1, P2]}
            """;

    private Alerts() {}

    /** What the specification of the small system says. */
    public static WatchedSystems systems() {
        var read = new SpecificationReader(path -> SPECIFICATION).read(Path.of("ops.yaml"));
        var loaded = read.loaded().orElseThrow(() -> new AssertionError("findings: " + read.findings()));
        return new WatchedSystems(new Fleet(List.of(Planner.plan(loaded, Target.DEFAULT))));
    }

    /** The alert ShopQueueLong of a queue, firing. */
    public static Notice firing(String queue, Instant from) {
        return notice("ShopQueueLong", "P2", Map.of("queue", queue), from, Optional.empty());
    }

    /** The same, over. */
    public static Notice resolved(String queue, Instant from, Instant end) {
        return notice("ShopQueueLong", "P2", Map.of("queue", queue), from, Optional.of(end));
    }

    static Notice notice(String alert, String priority, Map<String, String> more, Instant from, Optional<Instant> end) {
        Map<String, String> labels = new TreeMap<>(more);
        labels.put("alertname", alert);
        labels.put("system", "shop");
        labels.put("priority", priority);
        labels.put("team", "team-shop");
        return new Notice(
                Integer.toHexString(labels.hashCode()),
                labels,
                Map.of("summary", "The queue is long.", "description", "12 orders wait."),
                from,
                end,
                false);
    }
}
