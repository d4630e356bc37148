package io.watchbill.dashboards;

import io.watchbill.dashboards.grafana.Annotation;
import io.watchbill.dashboards.grafana.Dashboard;
import io.watchbill.dashboards.grafana.FieldConfig.FieldLink;
import io.watchbill.dashboards.grafana.FieldConfig.FieldOverride;
import io.watchbill.dashboards.grafana.FieldConfig.Property;
import io.watchbill.dashboards.grafana.Link;
import io.watchbill.dashboards.grafana.Thresholds;
import io.watchbill.dashboards.grafana.Transformation;
import io.watchbill.dashboards.grafana.ValueMapping;
import io.watchbill.dashboards.grafana.ValueMapping.Result;
import io.watchbill.dashboards.grafana.Variable;
import io.watchbill.plan.Fleet;
import io.watchbill.plan.Links;
import io.watchbill.plan.Plan;
import io.watchbill.plan.View;
import io.watchbill.plan.promql.Text;
import io.watchbill.spec.Priority;
import io.watchbill.spec.catalogue.LabelNames;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** One dashboard over all systems: which of them is worst, and the way to its own. */
final class FleetDashboard {

    /** On this dashboard alone: every system's menu leads to it. */
    static final String TAG = "watchbill-fleet";

    private static final String TITLE = "title";
    private static final String UID = "uid";

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

    private String watchdogs() {
        return ofFleet(new Series("ALERTS", ""))
                .where(LabelNames.SEVERITY, LabelNames.NO_SEVERITY)
                .text();
    }

    /** What fires of the systems that are compiled together, but what always does. */
    private Series trouble() {
        return ofFleet(AlertSeries.trouble("ALERTS"));
    }

    private Series ofFleet(Series series) {
        return series.where("alertstate", "firing")
                .whereAny(
                        LabelNames.SYSTEM,
                        fleet.plans().stream().map(Plan::system).toList());
    }

    private Draft table() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put(LabelNames.SYSTEM, "Name");
        names.put(TITLE, "System");
        names.put(UID, UID);
        names.put("Value #A", "Worst");
        List<String> dropped = new ArrayList<>(List.of("Time", "Time 1", "Time 2"));
        Draft draft = Draft.table("fleet/systems", "Systems, the worst first", "Worst", true)
                .says(
                        "Every system with the most urgent priority that fires, and how many alerts of each priority. Click a"
                                + " system to see its overview.")
                .whenEmpty("-")
                .decimals(0)
                .rows("max by (" + LabelNames.SYSTEM + ", " + TITLE + ", " + UID + ") (" + systems() + ")")
                .transformed(Transformation.joinBy(LabelNames.SYSTEM));
        char letter = 'B';
        for (Priority priority : Priority.values()) {
            // A system whose rules are evaluated has at least the alert that always fires.
            draft.rows("count by (" + LabelNames.SYSTEM + ") ("
                    + trouble().where(LabelNames.PRIORITY, priority.name()).text() + ") or 0 * count by ("
                    + LabelNames.SYSTEM + ") (" + watchdogs() + ")");
            names.put("Value #" + letter, priority.name());
            dropped.add("Time " + (letter - 'A' + 2));
            letter++;
        }
        Map<String, Result> words = new LinkedHashMap<>();
        words.put("0", new Result("healthy", Looks.GOOD, 0));
        words.put("1", new Result("P4", "blue", 1));
        words.put("2", new Result("P3", Looks.WARNING, 2));
        words.put("3", new Result("P2", Looks.CRITICAL, 3));
        words.put("4", new Result("P1", "dark-red", 4));
        draft.transformed(Transformation.arrange(dropped, names))
                .transformed(Transformation.sortBy("Worst", true))
                .except(FieldOverride.byName(
                        "Worst",
                        new Property("mappings", List.of(ValueMapping.values(words))),
                        new Property("thresholds", OverviewSections.urgencyColors()),
                        Looks.coloredText()))
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
                                    Looks.GOOD,
                                    List.of(new Thresholds.Step(OnCallPanels.color(priority), BigDecimal.ONE)))),
                    Looks.coloredText()));
        }
        return draft.sized(Draft.FULL, Math.min(24, 4 + fleet.plans().size()));
    }

    /** How urgent what fires is, by system; 0 for a system of which nothing fires. */
    private String systems() {
        String worst = AlertSeries.urgencyBy(LabelNames.SYSTEM, trouble());
        String all = fleet.plans().stream().map(FleetDashboard::row).collect(Collectors.joining(" or "));
        return "(" + all + ") + on (" + LabelNames.SYSTEM + ") group_left () (" + worst + " or on (" + LabelNames.SYSTEM
                + ") 0 * (" + all + "))";
    }

    private static String row(Plan plan) {
        String system =
                "label_replace(vector(0), \"" + LabelNames.SYSTEM + "\", " + quoted(plan.system()) + ", \"\", \"\")";
        String titled = "label_replace(" + system + ", \"" + TITLE + "\", "
                + quoted(plan.specification().metadata().title()) + ", \"\", \"\")";
        return "label_replace(" + titled + ", \"" + UID + "\", "
                + quoted(plan.links().dashboardUid(View.OVERVIEW)) + ", \"\", \"\")";
    }

    /** As a replacement of {@code label_replace}, in which a dollar sign would stand for a group. */
    private static String quoted(String text) {
        return new Text(text.replace("$", "$$")).text();
    }

    private Draft course() {
        Map<String, Result> words = new LinkedHashMap<>();
        words.put("1", new Result("P4", "blue", 0));
        words.put("2", new Result("P3", Looks.WARNING, 1));
        words.put("3", new Result("P2", Looks.CRITICAL, 2));
        words.put("4", new Result("P1", "dark-red", 3));
        return Draft.bands("fleet/course", "The most urgent priority that fired, by system")
                .says("Systems that turn red at the same moment share a cause: a machine, a network, a feed.")
                .emptyWhenHealthy("nothing fired")
                .mapped(ValueMapping.values(words))
                .thresholds(OverviewSections.urgencyColors())
                .line(AlertSeries.urgencyBy(LabelNames.SYSTEM, trouble()), "{{system}}")
                .sized(Draft.FULL, Draft.HEIGHT + 2);
    }
}
