package io.watchbill.runbooks;

import io.watchbill.plan.Artifact;
import io.watchbill.plan.Links;
import io.watchbill.plan.Plan;
import io.watchbill.plan.View;
import io.watchbill.runbooks.template.Templates;
import io.watchbill.spec.AlertDefinition;
import io.watchbill.spec.AlertExpression;
import io.watchbill.spec.Durations;
import io.watchbill.spec.KeyMetric;
import io.watchbill.spec.MaintenanceWindow;
import io.watchbill.spec.Measurement;
import io.watchbill.spec.OperationsSpecification;
import io.watchbill.spec.Rotation;
import io.watchbill.spec.ServiceLevelObjective;
import io.watchbill.spec.condition.Bound;
import io.watchbill.spec.condition.Clause;
import io.watchbill.spec.condition.Condition;
import io.watchbill.spec.condition.Matcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Renders a specification as the Operations Specification document that people sign: the tables hold what the
 * specification says, in the condition language and with targets as written, so that the document can be read back.
 * What is implied (alerts of drift, of the monitoring itself) stands in the runbook.
 */
public final class OperationsDocument {

    /** A cell of a table for which the specification says nothing. */
    static final String NOTHING = "-";

    private static final Templates TEMPLATES = Templates.shipped();

    private final Plan plan;
    private final OperationsSpecification specification;

    private OperationsDocument(Plan plan) {
        this.plan = plan;
        this.specification = plan.specification();
    }

    /** The document of one system: {@code <useCase>/05_Operations/operations-specification.md}. */
    public static List<Artifact> render(Plan plan) {
        return List.of(new Artifact(plan.links().documentPath(), new OperationsDocument(plan).text()));
    }

    private String text() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("title", specification.metadata().title());
        values.put("dashboards", dashboards());
        values.put(
                "keyMetrics",
                specification.monitoring().keyMetrics().stream()
                        .map(OperationsDocument::keyMetric)
                        .toList());
        values.put(
                "alerts",
                specification.alerting().alerts().stream().map(this::alert).toList());
        values.put("timezone", specification.onCall().timezone().getId());
        values.put(
                "rotations",
                specification.onCall().rotations().stream()
                        .map(OperationsDocument::rotation)
                        .toList());
        values.put(
                "maintenance",
                specification.maintenance().stream()
                        .map(OperationsDocument::window)
                        .toList());
        values.put(
                "slos",
                specification.slos().stream().map(OperationsDocument::slo).toList());
        return MarkdownFile.of(List.of(TEMPLATES.render("operations-specification.md.jinja", values)));
    }

    /** The generated dashboards, then the team's own; one that is both is named once. */
    private List<Map<String, String>> dashboards() {
        List<Map<String, String>> rows = new ArrayList<>();
        for (View view : View.values()) {
            String link = plan.links()
                    .dashboardUrl(view)
                    .orElseGet(() -> toRoot() + plan.links().dashboardPath(view));
            rows.add(Map.of(
                    "name",
                    specification.metadata().title() + " / Overview",
                    "purpose",
                    "What fires, the four layers, drift",
                    "link",
                    link));
        }
        specification.monitoring().dashboards().stream()
                .filter(own ->
                        rows.stream().noneMatch(row -> own.link().toString().equals(row.get("link"))))
                .map(own -> Map.of(
                        "name", own.name(),
                        "purpose", own.purpose(),
                        "link", own.link().toString()))
                .toList()
                .forEach(rows::add);
        return rows;
    }

    private static Map<String, String> keyMetric(KeyMetric metric) {
        return Map.of(
                "name", metric.metric() + Matcher.text(metric.matchers()),
                "normal", metric.normal().map(Bound::text).orElse(NOTHING),
                "warning", threshold(metric.warning()),
                "critical", threshold(metric.critical()));
    }

    /** The condition without its metric: {@code < 70% over 24h for 5m}. */
    private static String threshold(Optional<Condition> condition) {
        return condition
                .map(given -> {
                    Clause clause = given.clauses().get(0);
                    String over = clause.window()
                            .map(window -> " over " + window.label())
                            .orElse("");
                    return clause.bound().text() + over + " for " + Durations.format(given.holdFor());
                })
                .orElse(NOTHING);
    }

    private Map<String, Object> alert(AlertDefinition alert) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", alert.name());
        row.put("severity", alert.severity().name());
        row.put("promql", "");
        row.put("holdFor", Durations.format(alert.expression().holdFor()));
        if (alert.expression() instanceof AlertExpression.Promql promql) {
            row.put("promql", promql.query());
        }
        row.put(
                "condition",
                alert.expression() instanceof AlertExpression.Conditional conditional
                        ? conditional.condition().text()
                        : "");
        row.putAll(runbook(alert));
        return row;
    }

    /**
     * The link in the last column, named by the entry's id; an alert without an entry links to its own section, if the
     * runbook has an address that can be read back.
     */
    private Map<String, String> runbook(AlertDefinition alert) {
        Optional<String> own = plan.links().runbook(alert.name()).url();
        String named = alert.runbook().orElse("");
        boolean elsewhere = named.startsWith("http://") || named.startsWith("https://");
        if (named.isEmpty() || Optional.of(named).equals(own)) {
            return own.map(url -> Map.of("runbook", alert.name(), "runbookUrl", url))
                    .orElse(Map.of("runbook", NOTHING, "runbookUrl", ""));
        }
        if (elsewhere) {
            return Map.of("runbook", named, "runbookUrl", named);
        }
        String file = plan.links()
                .runbookUrl()
                .orElseGet(() -> toRoot() + plan.links().runbookPath());
        return Map.of("runbook", named, "runbookUrl", file + "#" + Links.troubleshootingAnchor(named));
    }

    /** From the document's folder to the root of what is generated. */
    private String toRoot() {
        return "../".repeat((int)
                plan.links().documentPath().chars().filter(c -> c == '/').count());
    }

    private static Map<String, String> rotation(Rotation rotation) {
        if (rotation instanceof Rotation.Scheduled scheduled) {
            return Map.of(
                    "role", scheduled.role(),
                    "schedule",
                            scheduled.shifts().stream()
                                    .map(shift -> shift.schedule().text())
                                    .distinct()
                                    .collect(Collectors.joining("; ")),
                    "contact", String.join(", ", scheduled.members()));
        }
        Rotation.External external = (Rotation.External) rotation;
        return Map.of(
                "role", external.role(),
                "schedule", external.service() + " " + external.id(),
                "contact", external.service());
    }

    private static Map<String, String> window(MaintenanceWindow window) {
        return Map.of(
                "name", window.name(),
                "frequency", window.frequency().text(),
                // A frequency with an end has no duration beside it.
                "duration", window.frequency().end().isPresent() ? "–" : Durations.format(window.duration()),
                "activities", window.activities());
    }

    private static Map<String, String> slo(ServiceLevelObjective slo) {
        return Map.of(
                "name", slo.name(),
                "target", slo.target(),
                "measurement", measurement(slo.measurement()));
    }

    private static String measurement(Measurement measurement) {
        if (measurement instanceof Measurement.MetricRatio ratio) {
            return ratio.metric().text();
        }
        if (measurement instanceof Measurement.LatencyUnder latency) {
            return latency.metric();
        }
        if (measurement instanceof Measurement.BadEvents events) {
            return "bad " + events.bad() + " of total " + events.total();
        }
        if (measurement instanceof Measurement.GoodEvents events) {
            return "good " + events.good() + " of total " + events.total();
        }
        return ((Measurement.TimeSlice) measurement).good().text();
    }
}
