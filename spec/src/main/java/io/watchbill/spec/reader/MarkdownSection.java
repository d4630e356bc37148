package io.watchbill.spec.reader;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tables of the document and what their rows mean. */
enum MarkdownSection {
    DASHBOARDS("Dashboards", "Dashboard | Purpose | Link") {
        @Override
        void read(List<MarkdownCell> row, MarkdownTree tree) {
            String link = row.get(2).address().isEmpty()
                    ? row.get(2).text()
                    : row.get(2).address();
            if (link.startsWith("http://") || link.startsWith("https://")) {
                Map<String, Node> values = named(row.get(0));
                put(values, "purpose", row.get(1));
                values.put("link", row.get(2).scalar(link));
                tree.add(List.of("monitoring", "dashboards"), element(row, values));
            }
        }
    },
    KEY_METRICS("Key Metrics", "Metric | Normal Range | Warning | Critical") {
        @Override
        void read(List<MarkdownCell> row, MarkdownTree tree) {
            Map<String, Node> values = new LinkedHashMap<>();
            values.put("metric", row.get(0).scalar(metric(row.get(0).text())));
            put(values, "normal", row.get(1));
            threshold(values, "warning", row.get(2));
            threshold(values, "critical", row.get(3));
            tree.add(List.of("monitoring", "keyMetrics"), element(row, values));
        }
    },
    ALERTS("Alerting Configuration", "Alert | Condition | Severity | Runbook") {
        @Override
        void read(List<MarkdownCell> row, MarkdownTree tree) {
            Map<String, Node> values = named(row.get(0));
            Matcher promql = PROMQL.matcher(row.get(1).text());
            if (!row.get(1).code()) {
                put(values, "condition", row.get(1));
            } else if (promql.matches()) {
                values.put(
                        "promql",
                        row.get(1).part(promql.start(1), promql.end(1)).scalar());
                values.put(
                        "for", row.get(1).part(promql.start(2), promql.end(2)).scalar());
            } else {
                put(values, "promql", row.get(1));
            }
            put(values, "severity", row.get(2));
            if (!row.get(3).isEmpty()) {
                String name = row.get(3).text();
                boolean id = row.get(3).address().isEmpty() || name.equals(label(name));
                values.put("runbook", row.get(3).scalar(id ? name : row.get(3).address()));
            }
            tree.add(List.of("alerting", "alerts"), element(row, values));
        }
    },
    ON_CALL("On-Call", "Role | Schedule | Contact") {
        @Override
        void read(List<MarkdownCell> row, MarkdownTree tree) {
            Map<String, Node> values = new LinkedHashMap<>();
            put(values, "role", row.get(0));
            Matcher external = EXTERNAL.matcher(row.get(1).text());
            if (external.matches()
                    && external.group(1).equalsIgnoreCase(row.get(2).text())) {
                Node.Scalar id =
                        row.get(1).part(external.start(2), external.end(2)).scalar();
                values.put("external", MarkdownTree.element(id.location(), Map.of(external.group(1), id)));
            } else {
                put(values, "schedule", row.get(1));
                members(row.get(2), values, tree);
            }
            tree.add(List.of("onCall", "rotations"), element(row, values));
        }
    },
    MAINTENANCE("Maintenance Windows", "Window | Frequency | Duration | Activities") {
        @Override
        void read(List<MarkdownCell> row, MarkdownTree tree) {
            Map<String, Node> values = named(row.get(0));
            put(values, "frequency", row.get(1));
            put(values, "duration", row.get(2));
            put(values, "activities", row.get(3));
            tree.add(List.of("maintenance"), element(row, values));
        }
    },
    SLOS("SLOs", "SLO | Target | Measurement") {
        @Override
        void read(List<MarkdownCell> row, MarkdownTree tree) {
            Map<String, Node> values = new LinkedHashMap<>();
            values.put("name", row.get(0).scalar(label(row.get(0).text())));
            put(values, "target", row.get(1));
            Matcher events = EVENTS.matcher(row.get(2).text());
            if (events.matches()) {
                Map<String, Node> counters = new LinkedHashMap<>();
                counters.put(
                        events.group(1),
                        row.get(2).part(events.start(2), events.end(2)).scalar());
                counters.put(
                        "total", row.get(2).part(events.start(3), events.end(3)).scalar());
                values.put("measurement", MarkdownTree.element(row.get(2).location(), counters));
            } else if (!row.get(2).isEmpty()) {
                String text = row.get(2).text();
                values.put("measurement", row.get(2).scalar(text.matches("[A-Za-z0-9_ ]+") ? metric(text) : text));
            }
            tree.add(List.of("slos"), element(row, values));
        }
    };

    private static final Pattern PROMQL = Pattern.compile("(.*) for (\\S+)");
    private static final Pattern EXTERNAL = Pattern.compile("(\\S+) (\\S+)");
    private static final Pattern EVENTS = Pattern.compile("(bad|good) (.*) of total (.*)");
    private static final Pattern OVER = Pattern.compile(" over (\\S+)");

    /** Words of the mission's own tables for metrics of the catalogue. */
    private static final Map<String, String> WORDS = Map.of(
            "uptime", "availability",
            "disk_i/o", "disk_io_usage",
            "model_accuracy", "accuracy",
            "throughput", "throughput_usage");

    private final String heading;
    private final String columns;

    MarkdownSection(String heading, String columns) {
        this.heading = heading;
        this.columns = columns;
    }

    /** Puts what a row says into the tree. */
    abstract void read(List<MarkdownCell> row, MarkdownTree tree);

    List<String> columns() {
        return List.of(columns.split(" \\| ", -1));
    }

    static Optional<MarkdownSection> of(String heading) {
        return Arrays.stream(values())
                .filter(section -> section.heading.equals(heading))
                .findFirst();
    }

    static List<String> headings() {
        return Arrays.stream(values()).map(section -> section.heading).toList();
    }

    /** A title as a DNS label: {@code Latency p99} is {@code latency-p99}. */
    static String label(String title) {
        return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }

    private static String metric(String words) {
        if (words.contains("{")) {
            return words;
        }
        String name = words.toLowerCase(Locale.ROOT).replace(' ', '_');
        return WORDS.getOrDefault(name, name);
    }

    private static Map<String, Node> named(MarkdownCell name) {
        Map<String, Node> values = new LinkedHashMap<>();
        put(values, "name", name);
        return values;
    }

    private static void put(Map<String, Node> values, String key, MarkdownCell cell) {
        if (!cell.isEmpty()) {
            values.put(key, cell.scalar());
        }
    }

    /** The table writes the window inside the threshold; the format beside it. */
    private static void threshold(Map<String, Node> values, String key, MarkdownCell cell) {
        Matcher over = OVER.matcher(cell.text());
        if (over.find()) {
            values.putIfAbsent("over", cell.part(over.start(1), over.end(1)).scalar());
            put(values, key, cell.without(over.start(), over.end()));
        } else {
            put(values, key, cell);
        }
    }

    private static void members(MarkdownCell cell, Map<String, Node> values, MarkdownTree tree) {
        List<Node> members = new ArrayList<>();
        int start = 0;
        for (String part : cell.text().split(",", -1)) {
            String name = part.strip();
            if (!name.isEmpty()) {
                int from = cell.text().indexOf(name, start);
                MarkdownCell member = cell.part(from, from + name.length());
                members.add(member.scalar(label(name)));
                tree.derive(List.of("onCall", "people", label(name), "name"), member.scalar());
            }
            start += part.length() + 1;
        }
        if (!members.isEmpty()) {
            values.put("members", new Node.Sequence(members, cell.location()));
        }
    }

    private static Node.Mapping element(List<MarkdownCell> row, Map<String, Node> values) {
        return MarkdownTree.element(row.get(0).location(), values);
    }
}
