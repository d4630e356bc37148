package io.watchbill.dashboards;

import io.watchbill.dashboards.grafana.Thresholds;
import io.watchbill.dashboards.grafana.Thresholds.Step;
import io.watchbill.dashboards.grafana.Transformation;
import io.watchbill.dashboards.grafana.ValueMapping;
import io.watchbill.dashboards.grafana.ValueMapping.Result;
import io.watchbill.plan.AlertKind;
import io.watchbill.plan.PanelKeys;
import io.watchbill.plan.Plan;
import io.watchbill.spec.Priority;
import io.watchbill.spec.ResponseTime;
import io.watchbill.spec.SeveritySettings;
import io.watchbill.spec.catalogue.LabelNames;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What fires right now, how urgent it is and since when. */
final class NowSection {

    private NowSection() {}

    static Section of(Plan plan) {
        List<Draft> drafts = new ArrayList<>();
        for (Priority priority : Priority.values()) {
            drafts.add(firing(plan, priority));
        }
        drafts.add(table(plan));
        drafts.add(course(plan));
        return new Section("now", "What fires now", drafts);
    }

    private static Draft firing(Plan plan, Priority priority) {
        SeveritySettings settings = plan.specification().alerting().severity(priority);
        return Draft.number("now/" + priority, priority + ": " + settings.title())
                .says("Alerts of priority " + priority + " that fire. Somebody answers " + answer(settings)
                        + "; the receiver is " + settings.receiver() + ".")
                .thresholds(Thresholds.rising(Looks.GOOD, List.of(new Step(color(priority), BigDecimal.ONE))))
                .now("count(" + firing(plan, ",priority=\"" + priority + "\"") + ") or vector(0)", priority.name())
                .sized(Draft.QUARTER, Draft.SMALL_HEIGHT);
    }

    private static String answer(SeveritySettings settings) {
        return settings.respondWithin() instanceof ResponseTime.Within within
                ? "within " + within.text()
                : "on the next business day";
    }

    private static String color(Priority priority) {
        return switch (priority) {
            case P1, P2 -> Looks.CRITICAL;
            case P3 -> Looks.WARNING;
            case P4 -> "blue";
        };
    }

    private static Draft table(Plan plan) {
        Map<String, String> names = new LinkedHashMap<>();
        names.put(LabelNames.PRIORITY, "Priority");
        names.put("alertname", "Alert");
        names.put(LabelNames.COLUMN, "Column");
        names.put(LabelNames.LAYER, "Layer");
        names.put("Value", "Pending or firing for");
        return Draft.table("now/table", "Alerts, most urgent first", "Priority", false)
                .says("Every alert of this system that is pending or fires, and how long its condition has held. The"
                        + " runbook has a section for each.")
                .unit(GrafanaUnit.AGE)
                .emptyWhenHealthy("nothing is pending")
                .rows("max by (" + LabelNames.PRIORITY + ", alertname, " + LabelNames.COLUMN + ", " + LabelNames.LAYER
                        + ") (time() - ALERTS_FOR_STATE{" + system(plan) + butWatchdog(plan) + "})")
                .transformed(Transformation.arrange(List.of("Time"), names))
                .sized(Draft.HALF, Draft.HEIGHT);
    }

    private static Draft course(Plan plan) {
        Map<String, Result> words = new LinkedHashMap<>();
        words.put("1", new Result("firing", Looks.CRITICAL, 0));
        return Draft.bands(PanelKeys.ALERTS, "What fired when")
                .says(
                        "Each alert of this system while it fired. Alerts on the same moment have one cause more often than"
                                + " several.")
                .emptyWhenHealthy("nothing fired")
                .mapped(ValueMapping.values(words))
                .thresholds(Thresholds.none(Looks.CRITICAL))
                .line(Series.maxBy("alertname", firing(plan, "")), "{{alertname}}")
                .sized(Draft.HALF, Draft.HEIGHT);
    }

    /** The series of what fires, without the alert that always does. */
    static String firing(Plan plan, String more) {
        return "ALERTS{alertstate=\"firing\"," + system(plan) + butWatchdog(plan) + more + "}";
    }

    private static String butWatchdog(Plan plan) {
        return plan.alerts().stream()
                .filter(alert -> alert.kind() == AlertKind.WATCHDOG)
                .map(alert -> ",alertname!=\"" + alert.name() + "\"")
                .collect(Collectors.joining());
    }

    private static String system(Plan plan) {
        return LabelNames.SYSTEM + "=\"" + plan.system() + "\""
                + plan.specification()
                        .metadata()
                        .environment()
                        .map(name -> "," + LabelNames.ENVIRONMENT + "=\""
                                + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                        .orElse("");
    }
}
