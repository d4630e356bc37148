package io.watchbill.spec.reader;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tables of the document and what their rows mean. */
enum MarkdownSection {
    DASHBOARDS(
            "Dashboards",
            List.of("monitoring", "dashboards"),
            List.of(needed("Dashboard", "its name"), free("Purpose"), needed("Link", "https://host/path"))) {
        @Override
        void read(MarkdownRow row, MarkdownTree tree, Findings findings) {
            MarkdownCell link = row.cell("Link");
            boolean generated =
                    row.first() && row.cell("Dashboard").text().equals(DocumentTables.overview(tree.title()));
            if (!generated) {
                Map<String, Node> values = named(row, "Dashboard");
                row.says("Purpose").ifPresent(purpose -> values.put("purpose", purpose.scalar()));
                values.put(
                        "link",
                        (link.address().isEmpty() ? link.value() : link.value().replace(link.address())).scalar());
                add(row, values, tree);
            }
        }
    },
    KEY_METRICS(
            "Key Metrics",
            List.of("monitoring", "keyMetrics"),
            List.of(
                    needed("Metric", "a metric of the catalogue (watchbill metrics) or of this file's metrics"),
                    free("Normal Range"),
                    free("Warning"),
                    free("Critical"))) {
        @Override
        void read(MarkdownRow row, MarkdownTree tree, Findings findings) {
            add(row, KeyMetricCells.read(row), tree);
        }
    },
    ALERTS(
            "Alerting Configuration",
            List.of("alerting", "alerts"),
            List.of(
                    needed("Alert", "its name"),
                    needed("Condition", "a condition such as error_rate > 2% for 5m, or PromQL between backticks"),
                    needed("Severity", "P1, P2, P3 or P4"),
                    free("Runbook"))) {
        @Override
        void read(MarkdownRow row, MarkdownTree tree, Findings findings) {
            Map<String, Node> values = named(row, "Alert");
            TracedText condition = row.cell("Condition").value();
            if (row.cell("Condition").code()) {
                Matcher promql = PROMQL.matcher(condition.text());
                boolean held = promql.matches();
                values.put("promql", (held ? condition.part(promql.start(1), promql.end(1)) : condition).scalar());
                if (held) {
                    TracedText holdFor = condition.part(promql.start(2), promql.end(2));
                    values.put("for", MarkdownWords.duration(holdFor).scalar());
                }
            } else {
                values.put("condition", MarkdownWords.condition(condition).scalar());
            }
            row.says("Severity")
                    .ifPresent(severity -> values.put(
                            "severity", MarkdownWords.priority(severity).scalar()));
            runbook(row).ifPresent(reference -> values.put("runbook", reference.scalar()));
            add(row, values, tree);
        }
    },
    ON_CALL(
            "On-Call",
            List.of("onCall", "rotations"),
            List.of(
                    needed("Role", "such as Primary"),
                    needed("Schedule", "such as weekly from 2026-11-23 09:00, or a pager with the schedule's id"),
                    needed("Contact", "who takes turns, parted by commas, or the pager"))) {
        @Override
        void read(MarkdownRow row, MarkdownTree tree, Findings findings) {
            OnCallCells.read(row, tree);
        }
    },
    MAINTENANCE(
            "Maintenance Windows",
            List.of("maintenance"),
            List.of(
                    needed("Window", "its name"),
                    needed("Frequency", "such as every sunday 02:00"),
                    free("Duration"),
                    free("Activities"))) {
        @Override
        void read(MarkdownRow row, MarkdownTree tree, Findings findings) {
            Map<String, Node> values = named(row, "Window");
            TracedText frequency = row.cell("Frequency").value();
            Matcher zoned = IN_ZONE.matcher(frequency.text());
            boolean elsewhere = zoned.matches();
            TracedText when = elsewhere ? frequency.part(zoned.start(1), zoned.end(1)) : frequency;
            values.put("frequency", when.scalar());
            if (elsewhere) {
                values.put(
                        "timezone", frequency.part(zoned.start(2), zoned.end(2)).scalar());
            }
            Optional<TracedText> duration = row.says("Duration");
            if (duration.isEmpty() && !when.text().contains(" to ")) {
                MarkdownTable.missing(row, "Duration", "how long it lasts, such as 2h", findings);
                return;
            }
            duration.ifPresent(length ->
                    values.put("duration", MarkdownWords.duration(length).scalar()));
            row.says("Activities").ifPresent(activities -> values.put("activities", activities.scalar()));
            add(row, values, tree);
        }
    },
    SLOS(
            "SLOs",
            List.of("slos"),
            List.of(needed("SLO", "its name"), needed("Target", "such as 99.9%, or < 100ms"), free("Measurement"))) {
        @Override
        void read(MarkdownRow row, MarkdownTree tree, Findings findings) {
            Optional<Map<String, Node>> values = ObjectiveCells.read(row);
            values.ifPresent(found -> add(row, found, tree));
            if (values.isEmpty()) {
                MarkdownTable.missing(
                        row,
                        "Measurement",
                        "a metric such as error_rate or latency_p99, a condition, or bad SERIES of total SERIES",
                        findings);
            }
        }
    };

    private static final Pattern PROMQL = Pattern.compile("(.*) for (\\S+|\\d+ [a-z]+)");
    private static final Pattern IN_ZONE = Pattern.compile("(.*) in ([A-Z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+)*)");
    private static final Pattern NUMBERED = Pattern.compile("^[\\d.]+\\s+|:$");

    private final String heading;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> path;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of, of records of texts
    private final List<Column> columns;

    MarkdownSection(String heading, List<String> path, List<Column> columns) {
        this.heading = heading;
        this.path = path;
        this.columns = columns;
    }

    /** Puts what a row says into the tree. */
    abstract void read(MarkdownRow row, MarkdownTree tree, Findings findings);

    String heading() {
        return heading;
    }

    /** The keys of a specification under which its rows stand. */
    List<String> path() {
        return path;
    }

    List<Column> columns() {
        return columns;
    }

    /** The section of a heading, with or without a number. */
    static Optional<MarkdownSection> of(String heading) {
        String label = MarkdownWords.label(NUMBERED.matcher(heading).replaceAll(""));
        return Arrays.stream(values())
                .filter(section -> MarkdownWords.label(section.heading).equals(label))
                .findFirst();
    }

    static List<String> headings() {
        return Arrays.stream(values()).map(MarkdownSection::heading).toList();
    }

    void add(MarkdownRow row, Map<String, Node> values, MarkdownTree tree) {
        MarkdownCell key = row.cell(columns.get(0).name());
        tree.add(path, MarkdownTree.element(key.value().location(), values));
    }

    static Map<String, Node> named(MarkdownRow row, String column) {
        Map<String, Node> values = new LinkedHashMap<>();
        values.put("name", row.cell(column).value().scalar());
        return values;
    }

    /** The id of an entry, or an address; a link that has the alert's own name is the one that is generated. */
    private static Optional<TracedText> runbook(MarkdownRow row) {
        MarkdownCell cell = row.cell("Runbook");
        String address = cell.address();
        String name = cell.value().text();
        boolean own =
                !address.isEmpty() && name.equals(row.cell("Alert").value().text());
        boolean id = address.isEmpty() || name.contains("://") || address.endsWith("#" + MarkdownWords.label(name));
        return own
                ? Optional.empty()
                : row.says("Runbook").map(reference -> id ? reference : reference.replace(address));
    }

    private static Column needed(String name, String example) {
        return new Column(name, true, example);
    }

    private static Column free(String name) {
        return new Column(name, false, "");
    }

    /**
     * A column of a table.
     *
     * @param required whether every row must say it
     * @param example what could stand there
     */
    record Column(String name, boolean required, String example) {}
}
