package io.watchbill.runbooks;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Specifications whose tables hold what people write, and what nobody should. */
final class GeneratedSpecifications {
    private static final YAMLMapper YAML = new YAMLMapper();
    /** Somebody whose name has the marks that part names, so that only the id stands in the table. */
    static final String UNTELLABLE = "eve";

    private static final String REST = """
            apiVersion: watchbill/v1
            kind: OperationsSpecification
            metadata: {name: shop, owner: team-shop}
            models:
              orders:
                task: binary-classification
                positiveClass: "yes"
                features: {price: {type: numeric}, shop: {type: categorical}}
                references: {default: a.json}
                drift: {windows: [24h, 7d]}
                performance: {windows: [24h, 7d]}
            sources:
              application: [{preset: watchbill, capacity: 400rps}]
              infrastructure: [{preset: node-exporter}]
            alerting: {receivers: {page: {}, chat: {}, mail: {}}}
            onCall:
              people:
                ana: {name: Ana}
                ben-lee: {name: Ben Lee}
                c7: {name: "*Chi* | Wu"}
                Dan: {}
                eve: {name: "Eve (nights), Eve"}
            runbooks:
              troubleshooting:
                - {id: slow, symptom: Slow.}
                - {id: wrong-ones, symptom: Wrong.}
            """;

    private static final List<String> PIECES = List.of(
            "Retrain",
            "the model",
            "|",
            "\\|",
            "\\",
            "`",
            "``",
            "*",
            "**bold**",
            "_",
            "__x__",
            "~~",
            "<b>",
            "<!--",
            "&amp;",
            "&",
            "&#124;",
            "[x](y)",
            "[Name]",
            "![",
            "#",
            "##",
            "-",
            "—",
            "1.",
            "\n",
            "\t",
            "  ",
            " ",
            "\u00a0",
            "é",
            "🛫",
            "{{ x }}",
            "{%",
            "over 24h",
            "for 5m",
            "in UTC",
            "(a)",
            "\"",
            "'",
            "=",
            "http://x.y/a_b_c",
            ":",
            ",",
            "<br>",
            "---",
            "$");
    private static final List<String> KEY_METRICS = List.of(
            "{metric: cpu_usage, normal: '< 60%', warning: '> 75% for 10m', critical: '> 90%'}",
            "{metric: latency_p95, warning: '> 100ms for 1m'}",
            "{metric: error_rate, normal: '0..1%'}",
            "{metric: accuracy, over: 24h, normal: '> 75%', severity: {warning: P3}}",
            "{metric: accuracy, over: 7d, warning: '< 70%', critical: '< 0.64 for 1h'}",
            "{metric: drifted_columns, over: 7d}",
            "{metric: request_rate, warning: 'outside 5..500rps'}",
            "{metric: 'feature_drift.psi{column=~\"price|no  such|x y\"}', over: 24h, critical: '> 0.25'}",
            "{metric: 'missing_rate{column=\"price\"}', warning: '> 2%'}");
    private static final List<String> EXPRESSIONS = List.of(
            "{condition: 'feature_drift.psi{column=\"price\"} > 0.25 over 24h for 15m'}",
            "{condition: error_rate > 1% and latency_p99 > 200ms}",
            "{condition: 'request_rate outside 5..500 for 1d'}",
            "{promql: 'up{job=\"a|b\"} == 0', for: 10m}",
            "{promql: 'up{job=~\"a\\\\\\\\|b\"} == 0'}",
            "{promql: \"up == 0 # | a comment\\n  and on () up{job='x  y'} > 1\", for: 90s}",
            "{promql: 'label_replace(up, \"a\", \"`b`\", \"c\", `d\\|e\\d  `) == 1'}",
            "{promql: 'sum by (x) (rate(y[5m])) > 3', for: 5m}",
            "{promql: 'count({__name__=~\"a for 5m\"}) > 1', for: 0s}");
    private static final List<String> OBJECTIVES = List.of(
            "{target: 99.9%, measurement: error_rate, period: 7d}",
            "{target: '< 0.1%', measurement: availability, period: month}",
            "{target: '< 100ms', measurement: latency_p99}",
            "{target: 0.99, measurement: 'label_coverage > 95% over 7d'}",
            "{target: '> 99.5%', measurement: {bad: 'a_total{x=\"b|c  d\"}', total: a_total}}",
            "{target: 99%, measurement: {good: 'a_total{x=\" of total \"}', total: 'sum(increase(a_total[$window]))'}, onNoTraffic: good}");
    private static final List<String> ROTATIONS = List.of(
            "{schedule: weekly from 2026-11-23 09:00, members: [ana, ben-lee, c7]}",
            "{schedule: 'mon 09:00, fri 17:00 from 2026-11-23', members: [Dan]}",
            "{external: {pagerduty: PABC123}}",
            "{external: {opsgenie: the first schedule}}",
            "{shifts: [{schedule: daily from 2026-11-23, members: [eve]}, {name: 'Day (Tokyo)', schedule: daily from 2026-11-23, members: [ana],"
                    + " hours: 'mon-fri 09:00-17:00', timezone: Asia/Tokyo}]}",
            "{shifts: [{schedule: daily from 2026-11-23, members: [ana], hours: '22:00-06:00'}], overrides: [{member: ana, from:"
                    + " 2026-12-24 09:00, to: 2026-12-27 09:00}]}",
            "{shifts: [{name: 'Only', schedule: every 2 weeks from 2026-11-23 09:00, members: [c7, ana]}]}");
    private static final List<String> WINDOWS = List.of(
            "{frequency: every sunday 02:00, duration: 2h}",
            "{frequency: last friday monthly 23:00, duration: 90m, timezone: Asia/Tokyo, mutes: [P1]}",
            "{frequency: 2026-12-24 22:00 to 2026-12-27 06:00}",
            "{frequency: every 2nd sunday from 2026-01-04 until 2026-06-30, duration: 1d, timezone: UTC}",
            "{frequency: 'RRULE:FREQ=MONTHLY;BYDAY=-1FR 23:00', duration: 30m, horizon: 90d}");

    private final Random random;
    private int names;

    private GeneratedSpecifications(Random random) {
        this.random = random;
    }

    static ObjectNode of(int seed) {
        return new GeneratedSpecifications(new Random(seed)).specification();
    }

    private ObjectNode specification() {
        ObjectNode root = parse(REST);
        root.withObject("/metadata").put("title", "Shop " + text());
        if (random.nextBoolean()) {
            root.withObject("/metadata").withObject("/links").put("runbooks", "https://runbooks.example.com/a_b_");
            root.withObject("/metadata").withObject("/links").put("dashboards", "https://grafana.example.com");
        }
        if (random.nextBoolean()) {
            root.withObject("/onCall").put("timezone", "America/New_York");
        }
        ArrayNode dashboards = root.withObject("/monitoring").putArray("dashboards");
        for (int i = random.nextInt(3); i > 0; i--) {
            ObjectNode dashboard = dashboards.addObject();
            dashboard.put("name", name());
            dashboard.put("link", "https://grafana.example.com/d/x_y_z/" + names + "?a=*b*&amp;c=~d~&copy;=1");
            if (random.nextBoolean()) {
                dashboard.put("purpose", text());
            }
        }
        ArrayNode metrics = root.withObject("/monitoring").putArray("keyMetrics");
        some(KEY_METRICS).forEach(metrics::add);
        ArrayNode alerts = root.withObject("/alerting").putArray("alerts");
        for (ObjectNode alert : some(EXPRESSIONS)) {
            alert.put("name", "Alert_" + ++names);
            alert.put("severity", "P" + (1 + random.nextInt(4)));
            switch (random.nextInt(5)) {
                case 0 -> alert.put("runbook", "slow");
                case 1 -> alert.put("runbook", "wrong-ones");
                case 2 -> alert.put("runbook", "https://wiki.example.com/a_b_c#slow|ly");
                case 3 -> alert.put("summary", text());
                default -> alert.put("state", "shadow");
            }
            alerts.add(alert);
        }
        ArrayNode objectives = root.putArray("slos");
        for (ObjectNode objective : some(OBJECTIVES)) {
            objective.put("name", "objective-" + ++names);
            objectives.add(objective);
        }
        ArrayNode rotations = root.withObject("/onCall").putArray("rotations");
        for (ObjectNode rotation : some(ROTATIONS)) {
            rotation.put("role", name());
            rotations.add(rotation);
        }
        ArrayNode windows = root.putArray("maintenance");
        for (ObjectNode window : some(WINDOWS)) {
            window.put("name", name());
            window.put("activities", text());
            windows.add(window);
        }
        return root;
    }

    /** No two are the same. */
    private String name() {
        return text() + "n" + ++names;
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i >= 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    private List<ObjectNode> some(List<String> choices) {
        List<String> shuffled = new ArrayList<>(choices);
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, random.nextInt(choices.size() + 1)).stream()
                .map(GeneratedSpecifications::parse)
                .toList();
    }

    private static ObjectNode parse(String yaml) {
        try {
            return (ObjectNode) YAML.readTree(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(yaml, e);
        }
    }
}
