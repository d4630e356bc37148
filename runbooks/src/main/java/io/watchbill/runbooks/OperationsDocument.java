package io.watchbill.runbooks;

import io.watchbill.plan.Artifact;
import io.watchbill.plan.Links;
import io.watchbill.plan.Plan;
import io.watchbill.plan.View;
import io.watchbill.runbooks.template.TemplateSet;
import io.watchbill.runbooks.template.Templates;
import io.watchbill.spec.AlertDefinition;
import io.watchbill.spec.AlertExpression;
import io.watchbill.spec.Durations;
import io.watchbill.spec.KeyMetric;
import io.watchbill.spec.MaintenanceWindow;
import io.watchbill.spec.Measurement;
import io.watchbill.spec.OperationsSpecification;
import io.watchbill.spec.Person;
import io.watchbill.spec.Rotation;
import io.watchbill.spec.ServiceLevelObjective;
import io.watchbill.spec.condition.Clause;
import io.watchbill.spec.condition.Condition;
import io.watchbill.spec.condition.Matcher;
import io.watchbill.spec.promql.OneLine;
import io.watchbill.spec.reader.DocumentTables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Renders a specification as the Operations Specification document that people sign: the tables hold what the
 * specification says, in the condition language and with targets as written, so that the document can be read back.
 * What is implied (alerts of drift, of the monitoring itself) stands in the runbook.
 */
public final class OperationsDocument {

    /** A cell of a table for which the specification says nothing. */
    static final String NOTHING = "";

    private static final String TEMPLATE = "operations-specification.md.jinja";

    /** Not one that teams replace: the document is read back. */
    private static final Templates TEMPLATES =
            Templates.of(new TemplateSet(OperationsDocument.class, List.of(TEMPLATE)));

    private final Plan plan;
    private final OperationsSpecification specification;
    private final List<String> elsewhere;

    private OperationsDocument(Plan plan, List<String> elsewhere) {
        this.plan = plan;
        this.elsewhere = elsewhere;
        this.specification = plan.specification();
    }

    /**
     * The document of one system: {@code <useCase>/05_Operations/operations-specification.md}.
     *
     * @param elsewhere what the specification says and no table holds, to be listed at the end ({@link DocumentTables#elsewhere})
     */
    public static List<Artifact> render(Plan plan, List<String> elsewhere) {
        OperationsDocument document = new OperationsDocument(plan, elsewhere);
        return List.of(new Artifact(plan.links().documentPath(), document.text()));
    }

    private String text() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("title", specification.metadata().title());
        values.put("elsewhere", DocumentTables.comment(elsewhere));
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
                        .flatMap(this::rotation)
                        .toList());
        values.put(
                "maintenance",
                specification.maintenance().stream().map(this::window).toList());
        values.put(
                "slos",
                specification.slos().stream().map(OperationsDocument::slo).toList());
        return MarkdownFile.of(List.of(TEMPLATES.render(TEMPLATE, values)));
    }

    /** The generated overview, whose menu leads to the others, then the team's own. */
    private List<Map<String, String>> dashboards() {
        List<Map<String, String>> rows = new ArrayList<>();
        String link = plan.links()
                .dashboardUrl(View.OVERVIEW)
                .orElseGet(() -> toRoot() + plan.links().dashboardPath(View.OVERVIEW));
        rows.add(Map.of(
                "name",
                DocumentTables.overview(specification.metadata().title()),
                "purpose",
                View.OVERVIEW.purpose(),
                "link",
                link));
        specification.monitoring().dashboards().stream()
                .map(own -> Map.of(
                        "name", own.name(),
                        "purpose", own.purpose(),
                        "link", own.link().toString()))
                .toList()
                .forEach(rows::add);
        return rows;
    }

    private static Map<String, String> keyMetric(KeyMetric metric) {
        String over = metric.over().map(window -> " over " + window.label()).orElse("");
        boolean alarms = metric.warning().isPresent() || metric.critical().isPresent();
        boolean ranges = metric.normal().isPresent();
        return Map.of(
                "name", metric.metric() + Matcher.text(metric.matchers()) + (alarms || ranges ? "" : over),
                "normal",
                        metric.normal()
                                .map(bound -> bound.text() + (alarms ? "" : over))
                                .orElse(NOTHING),
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
            row.put("promql", OneLine.of(promql.query()));
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

    /** One row, or one for each shift. */
    private Stream<Map<String, String>> rotation(Rotation rotation) {
        if (rotation instanceof Rotation.Scheduled scheduled) {
            boolean one = scheduled.shifts().size() == 1;
            return scheduled.shifts().stream()
                    .map(shift -> Map.of(
                            "role", scheduled.role(),
                            "schedule", shift.schedule().text() + part(shift, one),
                            "contact",
                                    shift.members().stream().map(this::person).collect(Collectors.joining(", "))));
        }
        Rotation.External external = (Rotation.External) rotation;
        return Stream.of(Map.of(
                "role", external.role(),
                "schedule", external.service() + " " + external.id(),
                "contact", external.service()));
    }

    /** {@code for mon-fri 09:00-17:00 in Asia/Tokyo (Tokyo)}: what tells a shift from the others of its role. */
    private static String part(Rotation.Shift shift, boolean one) {
        String part = shift.hours().map(hours -> " for " + hours.text()).orElse("")
                + shift.timezone().map(zone -> " in " + zone.getId()).orElse("")
                + shift.name().map(name -> " (" + name + ")").orElse("");
        return part.isEmpty() && !one ? " for all hours" : part;
    }

    /** A name from which the id follows, or both. */
    private String person(String id) {
        String name = specification.onCall().person(id).map(Person::name).orElse(id);
        boolean tellable = name.matches("[^,()\\s]([^,()]*[^,()\\s])?");
        if (DocumentTables.id(name).equals(id) || !tellable) {
            return tellable ? name : id;
        }
        return name + " (" + id + ")";
    }

    private Map<String, String> window(MaintenanceWindow window) {
        return Map.of(
                "name",
                window.name(),
                "frequency",
                window.frequency().text() + zone(window),
                // A frequency with an end has no duration beside it.
                "duration",
                window.frequency().end().isPresent() ? NOTHING : Durations.format(window.duration()),
                "activities",
                window.activities());
    }

    private String zone(MaintenanceWindow window) {
        boolean usual = window.timezone().equals(specification.onCall().timezone());
        return usual ? "" : " in " + window.timezone().getId();
    }

    private static Map<String, String> slo(ServiceLevelObjective slo) {
        return Map.of(
                "name", slo.name(),
                "target", slo.target().strip() + " over " + slo.period().text(),
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
            return events("bad", events.bad(), events.total());
        }
        if (measurement instanceof Measurement.GoodEvents events) {
            return events("good", events.good(), events.total());
        }
        return ((Measurement.TimeSlice) measurement).good().text();
    }

    /** Inside a text in quotes, the words that part the two are written in another way. */
    private static String events(String kind, String counted, String total) {
        return kind + " " + event(counted) + " of total " + event(total);
    }

    private static String event(String counter) {
        return OneLine.of(counter).replace(" of total ", " of\\x20total ");
    }
}
