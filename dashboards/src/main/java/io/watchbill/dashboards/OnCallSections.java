package io.watchbill.dashboards;

import static io.watchbill.dashboards.Series.sumBy;

import io.watchbill.dashboards.grafana.FieldConfig;
import io.watchbill.dashboards.grafana.FieldConfig.FieldOverride;
import io.watchbill.dashboards.grafana.FieldConfig.Property;
import io.watchbill.dashboards.grafana.Thresholds;
import io.watchbill.dashboards.grafana.Thresholds.Step;
import io.watchbill.plan.Plan;
import io.watchbill.plan.View;
import io.watchbill.spec.Priority;
import io.watchbill.spec.ResponseTime;
import io.watchbill.spec.catalogue.IncidentFamilies;
import io.watchbill.spec.catalogue.LabelNames;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the person on call looks at: what fires, how long there is to answer, open incidents, who else answers. */
final class OnCallSections {

    private OnCallSections() {}

    static List<Section> of(Plan plan) {
        OnCallPanels panels = new OnCallPanels(plan);
        List<Draft> urgent =
                Arrays.stream(Priority.values()).map(panels::firing).collect(Collectors.toList());
        urgent.add(panels.clock());
        List<Draft> who = new ArrayList<>();
        panels.now("on-call/now").ifPresent(now -> who.add(now.sized(Draft.FULL, Draft.SMALL_HEIGHT)));
        who.add(panels.turns().sized(Draft.HALF, 6));
        who.add(panels.agreements());
        return List.of(
                Section.open(View.ON_CALL.key(), "What fires now?", urgent),
                Section.open("course", "What fired when?", List.of(panels.course())),
                Section.open("who", "Who answers?", who),
                Section.open("incidents", "Incidents", List.of(waiting(plan), overdue(plan), open(plan))),
                Section.folded("answers", "How fast was answered?", List.of(answered(plan), recorder())),
                Section.folded("pager", "Is the pager alive?", List.of(notifications())));
    }

    private static Series of(Plan plan, String name) {
        return new Series(name, "").where(LabelNames.NAME, plan.system());
    }

    private static Draft waiting(Plan plan) {
        Draft draft = Draft.lines("incidents/waiting", "How long the oldest incident waits, by priority", false)
                .says(
                        "How long the oldest open incident that nobody took on has been waiting. The dashed lines are the response"
                                + " times, each in the colour of its priority. `watchbill incidents ack` or a silence stops the clock.")
                .unit(GrafanaUnit.SECONDS)
                .from(0)
                .emptyWhenHealthy("none waits")
                .line(
                        Series.maxBy(
                                IncidentFamilies.LEVEL,
                                of(plan, IncidentFamilies.WAITING).text()),
                        "{{level}}")
                .sized(Draft.HALF, Draft.HEIGHT);
        SortedMap<Duration, Step> times = new TreeMap<>();
        for (Priority priority : Priority.values()) {
            String color = Urgency.color(priority);
            draft.except(FieldOverride.byName(priority.name(), new Property("color", FieldConfig.Color.fixed(color))));
            if (plan.specification().alerting().severity(priority).respondWithin()
                    instanceof ResponseTime.Within within) {
                BigDecimal seconds = BigDecimal.valueOf(within.duration().toSeconds());
                times.putIfAbsent(within.duration(), new Step(color, seconds));
            }
        }
        return draft.thresholds(Thresholds.rising(Looks.GOOD, List.copyOf(times.values())));
    }

    private static Draft overdue(Plan plan) {
        return Draft.numbers("incidents/overdue", "Overdue, by priority")
                .says("Incidents that nobody took on within the priority's response time. Normal is none; escalate.")
                .emptyWhenHealthy("none is overdue")
                .thresholds(Looks.atLeastIsTrouble(BigDecimal.ONE))
                .now(
                        sumBy(
                                        IncidentFamilies.LEVEL,
                                        of(plan, IncidentFamilies.OVERDUE).text())
                                + " > 0",
                        "{{level}}")
                .sized(Draft.QUARTER, Draft.HEIGHT);
    }

    private static Draft open(Plan plan) {
        return Draft.numbers("incidents/open", "Open, by priority and status")
                .says("Incidents that are not resolved: investigating, or mitigated.")
                .emptyWhenHealthy("none is open")
                .thresholds(Thresholds.rising(Looks.GOOD, List.of(new Step(Looks.WARNING, BigDecimal.ONE))))
                .now(
                        sumBy(
                                        IncidentFamilies.LEVEL + ", " + LabelNames.STATUS,
                                        of(plan, IncidentFamilies.OPEN).text())
                                + " > 0",
                        "{{level}} {{status}}")
                .sized(Draft.QUARTER, Draft.HEIGHT);
    }

    private static Draft answered(Plan plan) {
        return Draft.lines("incidents/response", "Time until somebody took it on, by priority", false)
                .says("Half of the incidents were taken on within this time, over the dashboard's time range.")
                .unit(GrafanaUnit.SECONDS)
                .from(0)
                .emptyWhenHealthy("no incident")
                .line(
                        "histogram_quantile(0.5, "
                                + sumBy(
                                        IncidentFamilies.LEVEL + ", le",
                                        of(plan, IncidentFamilies.RESPONSE)
                                                .buckets()
                                                .growthInRange())
                                + ")",
                        "{{level}}");
    }

    private static Draft recorder() {
        return Draft.lines("incidents/webhooks", "Webhooks to the incident server, by result", false)
                .says(
                        "What became of Alertmanager's webhooks. Anything but accepted is an alert that may have opened no"
                                + " incident; the server's log says why.")
                .unit(GrafanaUnit.EVENTS_PER_SECOND)
                .from(0)
                .whenEmpty("no incident server")
                .line(sumBy(LabelNames.RESULT, new Series(IncidentFamilies.WEBHOOKS, "").rate()), "{{result}}");
    }

    /** Of kinds that never failed one line at 0 is enough: Alertmanager counts those too that nobody uses. */
    private static Draft notifications() {
        String failed = new Series("alertmanager_notifications_failed_total", "").rate();
        return Draft.lines("on-call/notifications", "Notifications that failed, by receiver's kind", true)
                .says(
                        "Messages a second that Alertmanager could not deliver. Normal is one line at 0; where there is another,"
                                + " somebody is not told. Alertmanager's log names the receiver.")
                .unit(GrafanaUnit.EVENTS_PER_SECOND)
                .from(0)
                .whenEmpty("Alertmanager is not scraped")
                .line(
                        sumBy("integration", failed) + " > 0 or "
                                + Series.labelled("0 * max(" + failed + ")", "integration", "all others"),
                        "{{integration}}")
                .sized(Draft.FULL, 6);
    }
}
