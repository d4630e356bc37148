package io.watchbill.dashboards;

import io.watchbill.dashboards.grafana.Annotation;
import io.watchbill.dashboards.grafana.Dashboard;
import io.watchbill.dashboards.grafana.FieldConfig.FieldLink;
import io.watchbill.dashboards.grafana.FieldConfig.FieldOverride;
import io.watchbill.dashboards.grafana.FieldConfig.Property;
import io.watchbill.dashboards.grafana.Link;
import io.watchbill.dashboards.grafana.Thresholds;
import io.watchbill.dashboards.grafana.Transformation;
import io.watchbill.dashboards.grafana.Variable;
import io.watchbill.plan.Fleet;
import io.watchbill.plan.Links;
import io.watchbill.plan.Plan;
import io.watchbill.plan.PlannedObjective;
import io.watchbill.plan.View;
import io.watchbill.spec.Metadata;
import io.watchbill.spec.Priority;
import io.watchbill.spec.catalogue.LabelNames;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One dashboard over all systems: which of them is worst, and the way to its own. */
final class FleetDashboard {

    /** On this dashboard alone: every system's menu leads to it. */
    static final String TAG = "watchbill-fleet";

    private static final String TITLE = "title";
    private static final String OWNER = "owner";
    private static final String UID = "uid";
    private static final String VALUE = "Value #";
    private static final String BUDGET = "Least budget left";
    private static final String DRIFT = "Features that drift";

    private final Fleet fleet;

    private FleetDashboard(Fleet fleet) {
        this.fleet = fleet;
    }

    static Dashboard of(Fleet fleet) {
        return new FleetDashboard(fleet).dashboard();
    }

    /** The ids of the panels that show nothing while all is well. */
    static Set<Long> emptyWhenHealthy(Fleet fleet) {
        return new FleetDashboard(fleet)
                .sections().stream()
                        .flatMap(section -> section.drafts().stream())
                        .filter(Draft::isEmptyWhenHealthy)
                        .map(draft -> (long) Links.fleetPanelId(draft.key()))
                        .collect(Collectors.toUnmodifiableSet());
    }

    private List<Section> sections() {
        return List.of(
                Section.open("blank", "Why is this blank?", List.of(rules(), BlankSection.exporter())),
                Section.open("systems", "Which system is worst?", List.of(table())),
                Section.open("course", "What fired when, by system", List.of(course())));
    }

    private Dashboard dashboard() {
        return new Dashboard(
                Links.FLEET_UID,
                "Watchbill / Fleet",
                "Every system, the worst first.",
                List.of(TAG),
                "browser",
                false,
                1,
                "30s",
                Dashboard.SCHEMA_VERSION,
                new Dashboard.TimeRange("now-24h", "now"),
                new Dashboard.Templating(
                        List.of(Variable.datasource("The Prometheus that scrapes the exporters and runs the rules"))),
                new Dashboard.Annotations(List.of(Annotation.notes())),
                List.of(Link.dashboardsTagged("Systems", "view:" + View.OVERVIEW.key())),
                Grid.layOut(sections(), fleet.scrapeInterval(), Links::fleetPanelId));
    }

    private Draft rules() {
        return Draft.number("blank/systems", "Systems without rules")
                .says(
                        "How many systems have rules that Prometheus does not evaluate, told by the alert that always fires. Normal"
                                + " is none; look at Prometheus under Status, Rules.")
                .whenEmpty("Prometheus does not answer")
                .thresholds(Looks.atLeastIsTrouble(BigDecimal.ONE))
                .now(
                        fleet.plans().size() + " - (count(group by (" + LabelNames.SYSTEM + ") (" + watchdogs()
                                + ")) or vector(0))",
                        "systems")
                .sized(Draft.QUARTER, Draft.SMALL_HEIGHT);
    }

    /** The alerts that always fire, of the systems whose rules are evaluated. */
    private String watchdogs() {
        return anyOf(new Series("ALERTS", "")
                .where("alertstate", "firing")
                .where(LabelNames.SEVERITY, LabelNames.NO_SEVERITY));
    }

    /** What fires of a priority but what always does. */
    private String trouble(Priority priority) {
        return anyOf(AlertSeries.trouble("ALERTS")
                .where("alertstate", "firing")
                .where(LabelNames.PRIORITY, priority.name()));
    }

    /**
     * Those of the systems that are compiled together, each in its own environment: one Prometheus may evaluate the rules of a
     * system for several.
     */
    private String anyOf(Series series) {
        return fleet.plans().stream()
                .collect(Collectors.groupingBy(
                        FleetDashboard::environment,
                        TreeMap::new,
                        Collectors.mapping(Plan::system, Collectors.toList())))
                .entrySet()
                .stream()
                .map(systems -> in(systems.getKey(), series)
                        .whereAny(LabelNames.SYSTEM, systems.getValue())
                        .text())
                .collect(Collectors.joining(" or "));
    }

    private static Series in(String environment, Series series) {
        return environment.isEmpty() ? series : series.where(LabelNames.ENVIRONMENT, environment);
    }

    private static String environment(Plan plan) {
        return plan.specification().metadata().environment().orElse("");
    }

    private Draft table() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put(TITLE, "System");
        names.put(OWNER, "Owner");
        names.put(LabelNames.SYSTEM, LabelNames.SYSTEM);
        names.put(UID, UID);
        Draft draft = Draft.table("fleet/systems", "Systems, the worst first", "Worst", true)
                .says(
                        "Every system with the most urgent priority that fires, how many alerts of each priority, the least error"
                                + " budget that is left of any objective, and the share of its features that drift. A system whose"
                                + " rules are not evaluated stands first: nothing of it can fire. Click a system to see its"
                                + " overview.")
                .whenEmpty("-")
                .decimals(0)
                .transformed(Transformation.joinBy(LabelNames.SYSTEM));
        column(
                draft,
                names,
                "Worst",
                "max by (" + String.join(", ", LabelNames.SYSTEM, TITLE, OWNER, UID) + ") (" + systems() + ")");
        for (Priority priority : Priority.values()) {
            // A system whose rules are evaluated has at least the alert that always fires.
            column(
                    draft,
                    names,
                    priority.name(),
                    "count by (" + LabelNames.SYSTEM + ") (" + trouble(priority) + ") or 0 * count by ("
                            + LabelNames.SYSTEM + ") (" + watchdogs() + ")");
        }
        if (fleet.plans().stream().anyMatch(plan -> !plan.objectives().isEmpty())) {
            column(
                    draft,
                    names,
                    BUDGET,
                    "min by (" + LabelNames.SYSTEM + ") (" + anyOf(new Series(PlannedObjective.REMAINING, "")) + ")");
            draft.except(FieldOverride.byName(
                    BUDGET,
                    new Property("unit", GrafanaUnit.SHARE),
                    new Property("thresholds", SloPanels.BUDGET),
                    Looks.coloredText()));
        }
        String drifted = drifted();
        if (!drifted.isEmpty()) {
            column(draft, names, DRIFT, drifted);
            draft.except(FieldOverride.byName(
                    DRIFT,
                    new Property("unit", GrafanaUnit.SHARE),
                    new Property("thresholds", OverviewSections.DRIFTED),
                    Looks.coloredText()));
        }
        List<String> dropped = new ArrayList<>(List.of("Time"));
        names.keySet().stream()
                .filter(name -> name.startsWith(VALUE))
                .forEach(any -> dropped.add("Time " + dropped.size()));
        draft.transformed(Transformation.arrange(dropped, names))
                .transformed(Transformation.sortBy("Worst", true))
                .except(FieldOverride.byName(
                        "Worst",
                        new Property("mappings", List.of(Urgency.words("healthy", Priority::name))),
                        new Property("thresholds", Urgency.colors()),
                        Looks.coloredText()))
                .except(FieldOverride.byName(LabelNames.SYSTEM, new Property("custom.hidden", true)))
                .except(FieldOverride.byName(UID, new Property("custom.hidden", true)))
                .except(FieldOverride.byName(
                        "System",
                        new Property(
                                "links",
                                List.of(new FieldLink(
                                        "Overview",
                                        "/d/${__data.fields.uid}?${datasource:queryparam}&${__url_time_range}",
                                        false)))));
        for (Priority priority : Priority.values()) {
            draft.except(FieldOverride.byName(
                    priority.name(),
                    new Property(
                            "thresholds",
                            Thresholds.rising(
                                    Looks.GOOD, List.of(new Thresholds.Step(Urgency.color(priority), BigDecimal.ONE)))),
                    Looks.coloredText()));
        }
        return draft.sized(Draft.FULL, Math.min(24, 4 + fleet.plans().size()));
    }

    private static void column(Draft draft, Map<String, String> names, String name, String rows) {
        long values =
                names.keySet().stream().filter(key -> key.startsWith(VALUE)).count();
        names.put(VALUE + (char) ('A' + values), name);
        draft.rows(rows);
    }

    /** How urgent what fires is, by system: 0 for one of which nothing fires, and more than any for one without rules. */
    private String systems() {
        String by = LabelNames.SYSTEM;
        String worst = AlertSeries.mostUrgent(this::trouble, "max by (" + by + ")");
        String known = worst + " or 0 * max by (" + by + ") (" + watchdogs() + ")";
        String unknown = fleet.plans().stream()
                .map(plan -> Series.labelled("vector(" + Urgency.NOT_EVALUATED + ")", by, plan.system()))
                .collect(Collectors.joining(" or "));
        String all = fleet.plans().stream().map(FleetDashboard::row).collect(Collectors.joining(" or "));
        return "(" + all + ") + on (" + by + ") group_left () (" + known + " or " + unknown + ")";
    }

    private static String row(Plan plan) {
        Metadata metadata = plan.specification().metadata();
        String system = Series.labelled("vector(0)", LabelNames.SYSTEM, plan.system());
        String titled = Series.labelled(system, TITLE, ViewDashboard.titleOf(metadata));
        String owned = Series.labelled(titled, OWNER, metadata.owner());
        return Series.labelled(owned, UID, plan.links().dashboardUid(View.OVERVIEW));
    }

    /** The share of each system's features that drift, of the model and window with most. */
    private String drifted() {
        return fleet.plans().stream()
                .map(plan -> new Scope(plan.specification()).modelNames().isEmpty() ? "" : drifted(plan))
                .filter(query -> !query.isEmpty())
                .collect(Collectors.joining(" or "));
    }

    private static String drifted(Plan plan) {
        return Series.labelled(
                OverviewSections.drifted(new Scope(plan.specification())), LabelNames.SYSTEM, plan.system());
    }

    private Draft course() {
        return Draft.bands("fleet/course", "The most urgent priority that fired, by system")
                .says("Systems that turn red at the same moment share a cause: a machine, a network, a feed.")
                .emptyWhenHealthy("nothing fired")
                .mapped(Urgency.names())
                .thresholds(Urgency.colors())
                .line(
                        AlertSeries.mostUrgent(this::trouble, "max by (" + LabelNames.SYSTEM + ")"),
                        "{{" + LabelNames.SYSTEM + "}}")
                .sized(Draft.FULL, Draft.HEIGHT + 2);
    }
}
