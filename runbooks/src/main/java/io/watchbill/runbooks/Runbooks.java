package io.watchbill.runbooks;

import io.watchbill.plan.Artifact;
import io.watchbill.plan.Links;
import io.watchbill.plan.Plan;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.plan.View;
import io.watchbill.runbooks.template.Templates;
import io.watchbill.spec.Durations;
import io.watchbill.spec.Feature;
import io.watchbill.spec.MaintenanceWindow;
import io.watchbill.spec.Metadata;
import io.watchbill.spec.Model;
import io.watchbill.spec.OperationsSpecification;
import io.watchbill.spec.Priority;
import io.watchbill.spec.Runbooks.Architecture;
import io.watchbill.spec.Runbooks.Operation;
import io.watchbill.spec.Runbooks.Troubleshooting;
import io.watchbill.spec.SeveritySettings;
import io.watchbill.spec.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Renders plans as runbooks: one Markdown file for each system, by the Standard Runbook Template, with a section for
 * each alert. The same plan gives the same bytes.
 */
public final class Runbooks {

    private final Templates templates;
    private final Plan plan;
    private final OperationsSpecification specification;
    private final OnCallWords onCall;
    private final AlertValues alertValues;

    private Runbooks(Plan plan, Templates templates) {
        this.templates = templates;
        this.plan = plan;
        this.specification = plan.specification();
        this.onCall =
                new OnCallWords(specification.onCall(), specification.metadata().owner());
        this.alertValues = new AlertValues(plan, onCall);
    }

    /**
     * The runbook of one system: {@code runbooks/<system>.md}.
     *
     * @param templates from {@link RunbookTemplates}
     * @throws io.watchbill.runbooks.template.TemplateFailure naming the template and the line
     */
    public static List<Artifact> render(Plan plan, Templates templates) {
        return List.of(new Artifact(plan.links().runbookPath(), new Runbooks(plan, templates).text()));
    }

    private String text() {
        List<String> pieces = new ArrayList<>();
        pieces.add(quickReference());
        pieces.add(architecture());
        pieces.add(operations());
        pieces.add("## Troubleshooting");
        specification.runbooks().troubleshooting().forEach(entry -> pieces.add(symptom(entry)));
        for (PlannedAlert alert : plan.alerts()) {
            Topic topic = Topic.of(alert);
            pieces.addAll(templates.render(
                    List.of(RunbookTemplates.ALERT, topic.template(), RunbookTemplates.ALERT_END),
                    alertValues.of(alert, topic)));
        }
        pieces.add(escalation());
        return MarkdownFile.of(pieces);
    }

    private String quickReference() {
        Metadata metadata = specification.metadata();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("title", metadata.title());
        values.put("description", metadata.description());
        values.put("owner", metadata.owner());
        values.put("reviewed", AlertValues.reviewed(specification));
        values.put("environment", metadata.environment().orElse(""));
        values.put("onCall", onCall.rotations());
        values.put("dashboards", dashboards());
        values.put("logs", metadata.links().logs().map(Object::toString).orElse(""));
        values.put(
                "rulesPath",
                plan.links().rulesPath()
                        + (plan.objectives().isEmpty()
                                ? ""
                                : ", " + plan.links().objectiveRulesPath()));
        values.put(
                "priorities",
                Arrays.stream(Priority.values()).map(this::priority).toList());
        values.put("alerts", plan.alerts().stream().map(alertValues::row).toList());
        values.put(
                "symptoms",
                specification.runbooks().troubleshooting().stream()
                        .map(entry -> Map.of(
                                "text", heading(entry.symptom()), "anchor", Links.troubleshootingAnchor(entry.id())))
                        .toList());
        values.put(
                "operations",
                specification.runbooks().operations().stream()
                        .map(operation -> Map.of("name", operation.name(), "anchor", AlertValues.anchor(operation)))
                        .toList());
        return templates.render(RunbookTemplates.RUNBOOK, values);
    }

    private List<Map<String, String>> dashboards() {
        List<Map<String, String>> dashboards = new ArrayList<>();
        for (View view : plan.views()) {
            dashboards.add(Map.of(
                    "name",
                    specification.metadata().title() + " / " + view.title(),
                    "purpose",
                    view.purpose(),
                    "path",
                    plan.links().dashboardPath(view),
                    "url",
                    plan.links().dashboardUrl(view).orElse("")));
        }
        specification
                .monitoring()
                .dashboards()
                .forEach(dashboard -> dashboards.add(Map.of(
                        "name", dashboard.name(),
                        "purpose", dashboard.purpose(),
                        "path", "",
                        "url", dashboard.link().toString())));
        return dashboards;
    }

    private Map<String, Object> priority(Priority priority) {
        SeveritySettings settings = specification.alerting().severity(priority);
        long count = plan.alerts().stream()
                .filter(alert -> alert.priority() == priority)
                .count();
        return Map.of(
                "name", priority.name(),
                "title", settings.title(),
                "answered", PlainWords.answered(settings.respondWithin()),
                "receiver", settings.receiver(),
                "count", count);
    }

    private String architecture() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put(
                "architecture",
                specification
                        .runbooks()
                        .architecture()
                        .map(Architecture::description)
                        .orElse(""));
        values.put(
                "diagram",
                specification
                        .runbooks()
                        .architecture()
                        .flatMap(Architecture::diagram)
                        .orElse(""));
        values.put(
                "models", specification.models().stream().map(Runbooks::model).toList());
        return templates.render(RunbookTemplates.ARCHITECTURE, values);
    }

    private static Map<String, String> model(Model model) {
        return Map.of(
                "name", model.name(),
                "task", model.task().text(),
                "features", model.features().stream().map(Runbooks::feature).collect(Collectors.joining(", ")),
                "windows", model.drift().windows().stream().map(Window::label).collect(Collectors.joining(", ")),
                "labelDelay", Durations.format(model.performance().labelDelay()));
    }

    private static String feature(Feature feature) {
        return feature.name() + feature.unit().map(unit -> " (" + unit + ")").orElse("");
    }

    private String operations() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("system", plan.system());
        values.put(
                "operations",
                specification.runbooks().operations().stream()
                        .map(Runbooks::operation)
                        .toList());
        values.put(
                "maintenance",
                specification.maintenance().stream().map(Runbooks::window).toList());
        return templates.render(RunbookTemplates.OPERATIONS, values);
    }

    private static Map<String, Object> operation(Operation operation) {
        return Map.of(
                "name", operation.name(),
                "anchor", AlertValues.anchor(operation),
                "when", operation.when(),
                "steps", operation.steps(),
                "verification", operation.verification());
    }

    private static Map<String, String> window(MaintenanceWindow window) {
        String mutes = window.mutes().stream().map(Priority::name).collect(Collectors.joining(", "));
        return Map.of(
                "name", window.name(),
                "frequency", window.frequency().text() + " " + window.timezone().getId(),
                "duration", Durations.format(window.duration()),
                "mutes", mutes.isEmpty() ? "nothing" : mutes,
                "activities", window.activities());
    }

    private String symptom(Troubleshooting entry) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("anchor", Links.troubleshootingAnchor(entry.id()));
        values.put("symptom", heading(entry.symptom()));
        values.put("causes", entry.causes());
        values.put("investigation", entry.investigation());
        values.put("resolution", entry.resolution());
        values.put(
                "alerts",
                plan.alerts().stream()
                        .filter(alert ->
                                alert.troubleshooting().map(entry.id()::equals).orElse(false))
                        .map(alertValues::row)
                        .toList());
        return templates.render(RunbookTemplates.SYMPTOM, values);
    }

    /** A heading has no full stop. */
    static String heading(String sentence) {
        return sentence.strip().replaceFirst("\\.$", "");
    }

    private String escalation() {
        return templates.render(
                RunbookTemplates.ESCALATION,
                Map.of(
                        "levels", onCall.levels("the priority's response time"),
                        "byWhom", onCall.byWhom(),
                        "people", onCall.people(),
                        "businessHours", onCall.businessHours()));
    }
}
