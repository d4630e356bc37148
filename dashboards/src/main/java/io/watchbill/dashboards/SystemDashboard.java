package io.watchbill.dashboards;

import io.watchbill.dashboards.grafana.Annotation;
import io.watchbill.dashboards.grafana.Dashboard;
import io.watchbill.dashboards.grafana.Link;
import io.watchbill.dashboards.grafana.ValueMapping;
import io.watchbill.dashboards.grafana.ValueMapping.Result;
import io.watchbill.dashboards.grafana.Variable;
import io.watchbill.plan.AlertKind;
import io.watchbill.plan.Links;
import io.watchbill.plan.PanelKeys;
import io.watchbill.plan.Plan;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.plan.View;
import io.watchbill.spec.Metadata;
import io.watchbill.spec.catalogue.CatalogueMetric;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.Layer;
import io.watchbill.spec.catalogue.MetricFamilies;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One dashboard for one system: why it may be blank, what fires, the four layers, drift. */
final class SystemDashboard {

    private static final View VIEW = View.OVERVIEW;

    private final Plan plan;
    private final Scope scope;
    private final AlertWords words;
    private final Map<String, List<PlannedAlert>> alertsByPanel;

    private SystemDashboard(Plan plan) {
        this.plan = plan;
        this.scope = new Scope(plan.specification());
        this.words = new AlertWords(plan);
        this.alertsByPanel = plan.alerts().stream()
                .filter(alert -> alert.kind() != AlertKind.WATCHDOG)
                .collect(Collectors.groupingBy(
                        alert -> alert.dashboard().panelKey(), LinkedHashMap::new, Collectors.toList()));
    }

    static Dashboard of(Plan plan) {
        return new SystemDashboard(plan).build();
    }

    /** The ids of the panels that show nothing while all is well. */
    static Set<Long> emptyWhenHealthy(Plan plan) {
        return new SystemDashboard(plan)
                .sections().stream()
                        .flatMap(section -> section.drafts().stream())
                        .filter(Draft::isEmptyWhenHealthy)
                        .map(draft -> (long) Links.panelId(VIEW, draft.key()))
                        .collect(Collectors.toUnmodifiableSet());
    }

    private Dashboard build() {
        Metadata metadata = plan.specification().metadata();
        return new Dashboard(
                plan.links().dashboardUid(VIEW),
                metadata.title()
                        + metadata.environment().map(name -> " (" + name + ")").orElse("") + " / Overview",
                metadata.description(),
                List.of("watchbill", metadata.name()),
                "browser",
                false,
                1,
                "30s",
                Dashboard.SCHEMA_VERSION,
                new Dashboard.TimeRange("now-24h", "now"),
                new Dashboard.Templating(variables()),
                new Dashboard.Annotations(annotations()),
                links(metadata),
                Grid.layOut(sections(), key -> Links.panelId(VIEW, key)));
    }

    private List<Section> sections() {
        List<Section> sections = new ArrayList<>();
        Section blank = scope.models().isEmpty()
                ? new Section("blank", "Why is this blank?", List.of())
                : BlankSection.of(scope);
        sections.add(with(blank, monitoring()));
        sections.add(NowSection.of(plan));
        Set<String> alerted = alertsByPanel.keySet();
        sections.add(new Section(
                "infrastructure",
                "Layer 1: infrastructure",
                SourcePanels.drafts(
                        plan.catalogue(), plan.specification().sources().infrastructure(), alerted)));
        List<Draft> application = new ArrayList<>(SourcePanels.drafts(
                plan.catalogue(), plan.specification().sources().application(), alerted));
        application.addAll(checks("application/down", "Can it serve?", AlertKind.DOWN));
        sections.add(new Section("application", "Layer 2: application", application));
        boolean watched = !scope.models().isEmpty();
        sections.add(new Section("model", "Layer 3: model", watched ? ModelSection.drafts(scope) : List.of()));
        sections.add(new Section("business", "Layer 4: business", watched ? BusinessSection.drafts(scope) : List.of()));
        sections.add(SloSection.of(plan));
        sections.add(new Section("drift", "Drift", watched ? DriftSection.drafts(scope) : List.of()));
        List<Section> complete = withEveryAlert(sections);
        complete.stream().flatMap(section -> section.drafts().stream()).forEach(this::describe);
        return complete.stream().map(this::withEvidence).toList();
    }

    /** The monitoring's own checks, each alert's expression drawn as what it is: fine or not. */
    private List<Draft> monitoring() {
        return checks(PanelKeys.MONITORING, "Is the monitoring itself well?", AlertKind.MONITORING);
    }

    private List<Draft> checks(String key, String title, AlertKind kind) {
        List<PlannedAlert> alerts =
                plan.alerts().stream().filter(alert -> alert.kind() == kind).toList();
        if (alerts.isEmpty()) {
            return List.of();
        }
        Map<String, Result> states = new LinkedHashMap<>();
        states.put("0", new Result("fine", Looks.GOOD, 0));
        states.put("1", new Result("trouble", Looks.CRITICAL, 1));
        Draft draft = Draft.bands(key, title)
                .says("One band for each check; trouble is where the alert's own expression holds.")
                .whenEmpty("Prometheus does not answer")
                .mapped(ValueMapping.values(states))
                .thresholds(Looks.atLeastIsTrouble(BigDecimal.ONE))
                .sized(Draft.FULL, Math.max(Draft.SMALL_HEIGHT, 2 + alerts.size()));
        for (PlannedAlert alert : alerts) {
            draft.line("clamp_max(count(" + alert.expression().text() + "), 1) or vector(0)", alert.name());
        }
        return List.of(draft);
    }

    /** The sections with a panel for every key that an alert links to and that has none yet. */
    private List<Section> withEveryAlert(List<Section> sections) {
        Set<String> drawn = sections.stream()
                .flatMap(section -> section.drafts().stream())
                .map(Draft::key)
                .collect(Collectors.toSet());
        Map<String, List<Draft>> more = new LinkedHashMap<>();
        alertsByPanel.forEach((key, alerts) -> {
            if (!drawn.contains(key)) {
                String section = key.startsWith("feature_drift") || key.startsWith("prediction_drift")
                        ? "drift"
                        : sectionOf(alerts.get(0).layer());
                more.computeIfAbsent(section, any -> new ArrayList<>()).add(ofAlerts(key));
            }
        });
        plan.alerts().stream()
                .filter(alert -> alert.kind() == AlertKind.WRITTEN_PROMQL)
                .forEach(alert -> more.computeIfAbsent(sectionOf(alert.layer()), any -> new ArrayList<>())
                        .add(written(alert)));
        return sections.stream()
                .map(section -> with(section, more.getOrDefault(section.key(), List.of())))
                .toList();
    }

    private static String sectionOf(Layer layer) {
        return switch (layer) {
            case INFRASTRUCTURE -> "infrastructure";
            case APPLICATION -> "application";
            case MODEL -> "model";
            case BUSINESS -> "business";
            case MONITORING -> "blank";
        };
    }

    private Draft ofAlerts(String key) {
        Optional<CatalogueMetric> metric = plan.catalogue().find(key);
        Draft draft = Draft.lines(key, MetricTitle.of(key), false)
                .says(metric.map(CatalogueMetric::help).orElse("What the alerts below compare, and with what."))
                .unit(metric.map(CatalogueMetric::unit).map(GrafanaUnit::of).orElse(GrafanaUnit.NUMBER))
                .decimals(3)
                .whenEmpty("no value yet: see the first row")
                .sized(Draft.THIRD, Draft.HEIGHT);
        if (scope.performanceMetrics().contains(key)) {
            draft.line(
                    Series.maxBy(
                            LabelNames.METRIC,
                            Series.ofModel(MetricFamilies.PERFORMANCE_BASELINE)
                                    .where(LabelNames.METRIC, key)
                                    .text()),
                    "on the reference data");
        }
        if (alertsByPanel.getOrDefault(key, List.of()).stream().anyMatch(alert -> alert.kind() == AlertKind.RUN_LATE)) {
            draft.line(
                    "time() - "
                            + Series.maxBy(
                                    LabelNames.MODEL,
                                    Series.ofModel(MetricFamilies.RUN_LAST_SUCCESS)
                                            .text()),
                    "{{" + LabelNames.MODEL + "}}");
        }
        return draft;
    }

    private static Draft written(PlannedAlert alert) {
        return Draft.lines("alert/" + alert.name(), alert.name(), true)
                .says("The alert's own expression: it has a value only while the alert's condition holds.")
                .emptyWhenHealthy("does not hold")
                .line(alert.expression().text(), "")
                .sized(Draft.THIRD, Draft.HEIGHT);
    }

    private void describe(Draft draft) {
        List<PlannedAlert> alerts = alertsByPanel.getOrDefault(draft.key(), List.of());
        List<AlertLine> lines = lines(draft.key());
        List<AlertLine> drawn = lines.stream().filter(line -> !line.isPValue()).toList();
        draft.replacedBy(drawn, scope.models().size() > 1);
        draft.troubles(drawn.stream()
                .map(line -> new Looks.Trouble(line.bound(), line.critical()))
                .toList());
        words.describe(draft, alerts);
    }

    private List<AlertLine> lines(String panelKey) {
        return alertsByPanel.getOrDefault(panelKey, List.of()).stream()
                .filter(alert -> alert.kind() != AlertKind.MONITORING
                        && alert.kind() != AlertKind.DOWN
                        && alert.kind() != AlertKind.SLO_BURN)
                .flatMap(alert -> AlertLine.of(alert).stream())
                .toList();
    }

    /** The section with a panel of the p-values beside each panel whose alerts also ask for one. */
    private Section withEvidence(Section section) {
        List<Draft> drafts = new ArrayList<>();
        for (Draft draft : section.drafts()) {
            drafts.add(draft);
            List<AlertLine> pValues =
                    lines(draft.key()).stream().filter(AlertLine::isPValue).toList();
            if (!pValues.isEmpty()) {
                drafts.add(Evidence.of(
                        draft.key(), draft.title(), pValues, scope.models().size() > 1));
            }
        }
        return new Section(section.key(), section.title(), drafts);
    }

    private static Section with(Section section, List<Draft> more) {
        List<Draft> drafts = new ArrayList<>(section.drafts());
        drafts.addAll(more);
        return new Section(section.key(), section.title(), drafts);
    }

    private List<Variable> variables() {
        List<Variable> variables = new ArrayList<>();
        variables.add(Variable.datasource("The Prometheus that scrapes the exporter and runs the rules"));
        if (!scope.models().isEmpty()) {
            variables.add(
                    Variable.oneOf(LabelNames.MODEL, "Model", "Which of the system's models", scope.modelNames()));
            variables.add(Variable.labelOf(
                    LabelNames.VERSION,
                    "Version",
                    "Which version of the model, the newest first",
                    Series.of(MetricFamilies.REQUESTS)
                            .where(LabelNames.MODEL, "$model")
                            .text(),
                    LabelNames.VERSION,
                    true));
            variables.add(Variable.oneOf(
                    LabelNames.WINDOW, "Window", "Over which window drift is judged", scope.driftWindows()));
            variables.add(Variable.labelOf(
                    LabelNames.COLUMN,
                    "Column",
                    "Which column the panels with its name show",
                    Series.ofModel(MetricFamilies.COLUMN_REFERENCE_SAMPLES).text(),
                    LabelNames.COLUMN,
                    false));
        }
        return variables;
    }

    private List<Annotation> annotations() {
        List<Annotation> annotations = new ArrayList<>();
        annotations.add(Annotation.notes());
        annotations.add(Annotation.where(
                "Firing alerts",
                Looks.CRITICAL,
                "max by (alertname, priority) (" + NowSection.firing(plan, ",priority=~\"P1|P2\"") + ")",
                "{{priority}} {{alertname}}",
                "fires"));
        return annotations;
    }

    private List<Link> links(Metadata metadata) {
        List<Link> links = new ArrayList<>();
        plan.links().runbookUrl().ifPresent(url -> links.add(Link.to("Runbook", url, "What to do, alert by alert")));
        metadata.links().logs().ifPresent(url -> links.add(Link.to("Logs", url.toString(), "The system's logs")));
        Set<String> seen = new LinkedHashSet<>();
        plan.specification().monitoring().dashboards().stream()
                .filter(dashboard -> seen.add(dashboard.name()))
                .forEach(dashboard ->
                        links.add(Link.to(dashboard.name(), dashboard.link().toString(), dashboard.purpose())));
        links.add(Link.dashboardsTagged("Other systems", "watchbill"));
        return links;
    }
}
