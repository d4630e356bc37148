package io.watchbill.dashboards;

import io.watchbill.dashboards.grafana.FieldConfig.FieldOverride;
import io.watchbill.dashboards.grafana.FieldConfig.Property;
import io.watchbill.dashboards.grafana.Link;
import io.watchbill.dashboards.grafana.Thresholds;
import io.watchbill.dashboards.grafana.Thresholds.Step;
import io.watchbill.dashboards.grafana.Transformation;
import io.watchbill.dashboards.grafana.ValueMapping;
import io.watchbill.dashboards.grafana.ValueMapping.Result;
import io.watchbill.plan.PanelKeys;
import io.watchbill.plan.Plan;
import io.watchbill.plan.View;
import io.watchbill.spec.Durations;
import io.watchbill.spec.Escalation;
import io.watchbill.spec.MaintenanceWindow;
import io.watchbill.spec.Priority;
import io.watchbill.spec.ResponseTime;
import io.watchbill.spec.SeveritySettings;
import io.watchbill.spec.catalogue.LabelNames;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What fires, how urgent it is, how long there is to answer, and who answers. */
final class OnCallPanels {

    /** What tells one row of the clock from another. */
    private static final String IDENTITY = String.join(
            ", ",
            LabelNames.PRIORITY,
            AlertSeries.NAME,
            AlertSeries.STATE,
            LabelNames.COLUMN,
            LabelNames.MODEL,
            LabelNames.VERSION,
            LabelNames.WINDOW,
            LabelNames.SEGMENT,
            LabelNames.CLUSTER,
            LabelNames.LAYER);

    private static final String WHO = "now/who";

    private final Plan plan;
    private final AlertSeries alerts;
    private final Rota rota;

    OnCallPanels(Plan plan) {
        this.plan = plan;
        this.alerts = new AlertSeries(plan);
        this.rota = new Rota(plan.specification());
    }

    /** How many alerts of a priority fire. */
    Draft firing(Priority priority) {
        SeveritySettings settings = plan.specification().alerting().severity(priority);
        return Draft.number("now/" + priority, priority + ": " + settings.title())
                .says("Alerts of priority " + priority + " that fire. Normal is none. Somebody answers "
                        + answer(settings) + "; the receiver is " + settings.receiver() + ".")
                .whenEmpty("Prometheus does not answer")
                .mapped(Urgency.uncounted())
                .thresholds(Thresholds.rising(Looks.GOOD, List.of(new Step(Urgency.color(priority), BigDecimal.ONE))))
                .now(alerts.count(alerts.firing().where(LabelNames.PRIORITY, priority.name())), priority.name())
                .sized(Draft.QUARTER, Draft.SMALL_HEIGHT);
    }

    private static String answer(SeveritySettings settings) {
        return settings.respondWithin() instanceof ResponseTime.Within within
                ? "within " + within.text()
                : "on the next business day";
    }

    /** Every alert that is pending or fires, and how much of its response time is left. */
    Draft clock() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put(LabelNames.PRIORITY, "Priority");
        names.put(AlertSeries.NAME, "Alert");
        names.put(AlertSeries.STATE, "State");
        names.put(LabelNames.COLUMN, "Column");
        names.put(LabelNames.MODEL, "Model");
        names.put(LabelNames.VERSION, "Version");
        names.put(LabelNames.WINDOW, "Window");
        names.put(LabelNames.SEGMENT, "Segment");
        names.put(LabelNames.CLUSTER, "Cluster");
        names.put(LabelNames.LAYER, "Layer");
        names.put("Value #A", "Holds for");
        names.put("Value #B", "Time to answer");
        names.put(AlertLinks.SECTION, AlertLinks.SECTION);
        names.put(AlertLinks.PANEL, AlertLinks.PANEL);
        AlertLinks links = new AlertLinks(plan);
        return Draft.table("now/table", "Response clock, most urgent first", "Priority", false)
                .says(
                        "Every alert of this system that is pending or fires: how long its condition has held, and of those that"
                                + " fire how much of the priority's response time is left, counted from when the condition began to"
                                + " hold. Under 0 it is overdue. " + times()
                                + " Click an alert for its section of the runbook or"
                                + " the panel that draws what it compares.")
                .unit(GrafanaUnit.AGE)
                .emptyWhenHealthy("nothing is pending")
                .rows("max by (" + IDENTITY + ", " + AlertLinks.SECTION + ", " + AlertLinks.PANEL + ") ("
                        + links.added(alerts.ages()) + ") or " + alerts.withoutRules(AlertSeries.NAME, 0))
                .rows(left())
                .transformed(Transformation.merge())
                .transformed(Transformation.arrange(List.of("Time"), names))
                .except(FieldOverride.byName(
                        "Priority", new Property("mappings", List.of(Urgency.labels())), Looks.coloredText()))
                .except(FieldOverride.byName("State", new Property("mappings", List.of(states())), Looks.coloredText()))
                .except(FieldOverride.byName(
                        "Time to answer",
                        new Property(
                                "thresholds",
                                Thresholds.rising(
                                        Looks.CRITICAL,
                                        List.of(
                                                new Step(Looks.WARNING, BigDecimal.ZERO),
                                                new Step(Looks.GOOD, BigDecimal.valueOf(600))))),
                        Looks.coloredText()))
                .except(FieldOverride.byName("Alert", new Property("links", links.links())))
                .except(FieldOverride.byName(AlertLinks.SECTION, new Property("custom.hidden", true)))
                .except(FieldOverride.byName(AlertLinks.PANEL, new Property("custom.hidden", true)))
                .sized(Draft.FULL, Draft.HEIGHT);
    }

    private static ValueMapping states() {
        Map<String, Result> words = new LinkedHashMap<>();
        words.put("pending", new Result("pending", Looks.TRAINING, 0));
        words.put("firing", new Result("firing", Looks.CRITICAL, 1));
        return ValueMapping.values(words);
    }

    private String times() {
        return Arrays.stream(Priority.values())
                .map(priority ->
                        priority + ": " + answer(plan.specification().alerting().severity(priority)))
                .collect(Collectors.joining(", ", "", "."));
    }

    private String left() {
        List<String> byPriority = new ArrayList<>();
        for (Priority priority : Priority.values()) {
            if (plan.specification().alerting().severity(priority).respondWithin()
                    instanceof ResponseTime.Within within) {
                byPriority.add(within.duration().toSeconds() + " - max by (" + IDENTITY + ") ("
                        + alerts.firingAges(priority) + ")");
            }
        }
        return byPriority.isEmpty() ? "vector(0) < 0" : String.join(" or ", byPriority);
    }

    /** Each alert while it fired. */
    Draft course() {
        return Draft.bands(PanelKeys.ALERTS, "What fired when")
                .says(
                        "Each alert of this system while it fired, in the colour of its priority. Alerts that start at the same"
                                + " moment have one cause more often than several.")
                .emptyWhenHealthy("nothing fired")
                .mapped(Urgency.names())
                .thresholds(Urgency.colors())
                .line(alerts.urgencyBy(AlertSeries.NAME, alerts.firing()), "{{alertname}}")
                .sized(Draft.FULL, Draft.HEIGHT);
    }

    /** Who answers now, or where nobody can tell who takes turns, and the way to when it is whose turn. */
    Draft who() {
        return now(WHO).orElseGet(() -> Draft.text(WHO, "Who is on call?", rota.inShort())
                        .says("The rotations of the specification, in the order in which people take turns."))
                .linked(Link.to(
                        View.ON_CALL.title(),
                        "/d/" + plan.links().dashboardUid(View.ON_CALL)
                                + "?${datasource:queryparam}&${__url_time_range}",
                        "When it is whose turn, and who is next"));
    }

    /** Whose turn it is at the end of the time range; empty where no rotation can be followed. */
    Optional<Draft> now(String key) {
        return rota.now(key);
    }

    /** Who answers, and when it is whose turn. */
    Draft turns() {
        return Draft.text(WHO, "Who takes turns, and when?", rota.inFull())
                .says("The rotations of the specification, in the order in which people take turns.");
    }

    /** Who is asked next, and when work is planned. */
    Draft agreements() {
        Escalation escalation = plan.specification().onCall().escalation();
        List<String> lines = new ArrayList<>();
        escalation
                .levels()
                .forEach(level -> lines.add("- **" + Rota.text(level.level()) + "** " + Rota.text(level.contact())
                        + ": " + Rota.text(level.when().text())));
        for (MaintenanceWindow window : plan.specification().maintenance()) {
            lines.add("- **" + Rota.text(window.name()) + "**: "
                    + window.frequency().text() + " ("
                    + window.timezone().getId() + ") for " + Durations.format(window.duration()) + ", mutes "
                    + window.mutes().stream().map(Priority::name).collect(Collectors.joining(", ")));
        }
        plan.links().runbookUrl().ifPresent(url -> lines.add("- [Runbook](" + url + ")"));
        return Draft.text(
                        "on-call/agreements",
                        "Escalation and planned work",
                        lines.isEmpty() ? "The specification names none." : String.join("\n", lines))
                .says("Who is asked next, when planned work mutes what, and where the answers stand.")
                .sized(Draft.HALF, 6);
    }
}
