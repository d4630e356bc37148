package io.watchbill.dashboards;

import io.watchbill.dashboards.grafana.Annotation;
import io.watchbill.dashboards.grafana.Dashboard;
import io.watchbill.dashboards.grafana.Item;
import io.watchbill.dashboards.grafana.Link;
import io.watchbill.plan.Links;
import io.watchbill.plan.MaintenanceSeries;
import io.watchbill.plan.Plan;
import io.watchbill.plan.View;
import io.watchbill.spec.Metadata;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.MetricFamilies;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One view of one system as a dashboard.
 *
 * @param sections its rows in reading order
 */
record ViewDashboard(Plan plan, View view, List<Section> sections) {

    /** On every dashboard that is generated; the menus are made by it. */
    static final String TAG = "watchbill";

    ViewDashboard {
        sections = List.copyOf(sections);
    }

    static ViewDashboard of(Plan plan, View view) {
        Alerted alerted = new Alerted(plan, view);
        OwnPanels own = new OwnPanels(plan, view);
        List<Section> changed = own.in(sections(plan, view, alerted), alerted.keys());
        return new ViewDashboard(plan, view, own.without(alerted.in(changed)));
    }

    /** The rows without what a team changes. */
    static List<Section> generated(Plan plan, View view) {
        Alerted alerted = new Alerted(plan, view);
        return alerted.in(sections(plan, view, alerted));
    }

    private static List<Section> sections(Plan plan, View view, Alerted alerted) {
        List<Section> sections = new ArrayList<>();
        sections.add(BlankSection.of(plan, view));
        sections.addAll(
                switch (view) {
                    case OVERVIEW -> OverviewSections.of(plan);
                    case INFRASTRUCTURE -> LayerSections.infrastructure(plan, alerted);
                    case APPLICATION -> LayerSections.application(plan, alerted);
                    case MODEL -> ModelSections.of(plan);
                    case DRIFT -> DriftSections.of(plan);
                    case BUSINESS -> BusinessSections.of(plan);
                    case SLO -> SloSections.of(plan, alerted);
                    case ON_CALL -> OnCallSections.of(plan);
                    case EXPORTER -> ExporterSections.of(plan, alerted);
                });
        return sections;
    }

    /** The ids of the panels that show nothing while all is well. */
    Set<Long> emptyWhenHealthy() {
        return sections.stream()
                .flatMap(section -> section.drafts().stream())
                .filter(Draft::isEmptyWhenHealthy)
                .map(draft -> (long) Links.panelId(view, draft.key()))
                .collect(Collectors.toUnmodifiableSet());
    }

    Dashboard dashboard() {
        Metadata metadata = plan.specification().metadata();
        List<Item> items = Grid.layOut(sections, plan.target().scrapeInterval(), key -> Links.panelId(view, key));
        return new Dashboard(
                plan.links().dashboardUid(view),
                titleOf(metadata) + " / " + view.title(),
                view.purpose() + ". " + metadata.description(),
                tags(metadata),
                "browser",
                false,
                1,
                refresh(),
                Dashboard.SCHEMA_VERSION,
                new Dashboard.TimeRange(from(), "now"),
                new Dashboard.Templating(new ViewVariables(new Scope(plan.specification())).of(items)),
                new Dashboard.Annotations(annotations()),
                links(metadata),
                items);
    }

    /** What people call the system. */
    static String titleOf(Metadata metadata) {
        return metadata.title()
                + metadata.environment().map(name -> " (" + name + ")").orElse("");
    }

    private List<String> tags(Metadata metadata) {
        List<String> tags = new ArrayList<>(List.of(TAG, metadata.name()));
        switch (view) {
            case INFRASTRUCTURE, APPLICATION, MODEL, BUSINESS -> tags.add("layer:" + view.key());
            case DRIFT -> tags.add("layer:" + View.MODEL.key());
            case OVERVIEW, SLO, ON_CALL, EXPORTER -> tags.add("view:" + view.key());
        }
        return tags;
    }

    private String refresh() {
        return switch (view) {
            case DRIFT, BUSINESS, SLO -> "1m";
            case OVERVIEW, INFRASTRUCTURE, APPLICATION, MODEL, ON_CALL, EXPORTER -> "30s";
        };
    }

    private String from() {
        return switch (view) {
            case INFRASTRUCTURE, APPLICATION, EXPORTER -> "now-6h";
            case OVERVIEW, MODEL, DRIFT, ON_CALL -> "now-24h";
            case BUSINESS, SLO -> "now-7d";
        };
    }

    private List<Annotation> annotations() {
        List<Annotation> annotations = new ArrayList<>();
        annotations.add(Annotation.notes());
        annotations.add(Annotation.where(
                "Firing alerts",
                Looks.CRITICAL,
                Series.maxBy(
                        AlertSeries.NAME + ", " + LabelNames.PRIORITY,
                        new AlertSeries(plan)
                                .firing()
                                .whereAny(LabelNames.PRIORITY, List.of("P1", "P2"))
                                .text()),
                "{{priority}} {{alertname}}",
                "fires"));
        Scope scope = new Scope(plan.specification());
        if (!scope.models().isEmpty()) {
            annotations.add(Annotation.where(
                    "New model versions",
                    "blue",
                    Series.appeared(
                            LabelNames.MODEL + ", " + LabelNames.VERSION,
                            Series.of(MetricFamilies.REQUESTS).whereAny(LabelNames.MODEL, scope.modelNames())),
                    "{{model}} {{version}}",
                    "a version that was not served the day before"));
            annotations.add(Annotation.where(
                    "Specification changed",
                    "purple",
                    Series.appeared(
                            LabelNames.HASH, Series.of(MetricFamilies.SPEC).where(LabelNames.NAME, plan.system())),
                    "specification {{hash}}",
                    "a specification that the exporter did not run the day before"));
        }
        if (!plan.specification().maintenance().isEmpty()) {
            annotations.add(Annotation.where(
                    "Maintenance",
                    Looks.TRAINING,
                    Series.maxBy(
                            MaintenanceSeries.WINDOW,
                            new Series(MaintenanceSeries.OF_WINDOW, "")
                                            .where(LabelNames.SYSTEM, plan.system())
                                            .text()
                                    + " == 1"),
                    "{{window}}",
                    "planned work of the specification"));
        }
        return annotations;
    }

    private List<Link> links(Metadata metadata) {
        List<Link> links = new ArrayList<>();
        links.add(Link.dashboardsTagged("This system", metadata.name()));
        plan.links().runbookUrl().ifPresent(url -> links.add(Link.to("Runbook", url, "What to do, alert by alert")));
        metadata.links().logs().ifPresent(url -> links.add(Link.to("Logs", url.toString(), "The system's logs")));
        Set<String> seen = new LinkedHashSet<>();
        plan.specification().monitoring().dashboards().stream()
                .filter(dashboard -> seen.add(dashboard.name()))
                .forEach(dashboard ->
                        links.add(Link.to(dashboard.name(), dashboard.link().toString(), dashboard.purpose())));
        links.add(Link.dashboardsTagged("All systems", FleetDashboard.TAG));
        return links;
    }
}
