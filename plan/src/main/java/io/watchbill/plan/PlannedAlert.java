package io.watchbill.plan;

import io.watchbill.plan.promql.Expression;
import io.watchbill.spec.AlertState;
import io.watchbill.spec.Priority;
import io.watchbill.spec.catalogue.Layer;
import io.watchbill.spec.condition.Condition;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One alerting rule with everything that the generators say about it.
 *
 * @param name the alert's name, unique in the fleet; also the stable key of the alert
 * @param expression what Prometheus evaluates; each element that it returns is one alert
 * @param holdFor how long it must hold first
 * @param keepFiringFor how long it keeps firing after it no longer holds
 * @param labels set by the rule: {@code system}, {@code team}, {@code layer}, {@code priority}, {@code severity},
 *     {@code environment} and those of the priority's settings
 * @param identityLabels labels that come from the series and tell one alert of this rule from another; {@code cluster},
 *     where the scrape sets it, comes in addition
 * @param summary one sentence with a capital and a full stop; may hold Prometheus templates
 * @param description what is the case, with the value; may hold Prometheus templates
 * @param impact who suffers and how; empty where nobody has said
 * @param runbook where the answer stands
 * @param dashboard where the picture is
 * @param specPath the place of the specification that asks for it, as a JSON pointer such as {@code /alerting/alerts/0}
 * @param condition the condition it came from; empty for raw PromQL and for what has no condition
 * @param compared the parts of that condition in its order; empty where there is none
 * @param troubleshooting the id of the specification's troubleshooting entry, where it names one
 * @param supersededBy alerts with the same identity labels; while one of them fires for the same system, cluster and
 *     identity labels, this one says nothing new and need not notify: the critical tier of a warning, or a written alert
 *     about the same column
 */
public record PlannedAlert(
        String name,
        AlertKind kind,
        Level level,
        Layer layer,
        Priority priority,
        AlertState state,
        Expression expression,
        Duration holdFor,
        Optional<Duration> keepFiringFor,
        Map<String, String> labels,
        List<String> identityLabels,
        String summary,
        String description,
        Optional<String> impact,
        RunbookLink runbook,
        DashboardLink dashboard,
        Optional<Condition> condition,
        List<Compared> compared,
        Optional<String> troubleshooting,
        List<String> supersededBy,
        String specPath) {

    public PlannedAlert {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        identityLabels = List.copyOf(identityLabels);
        compared = List.copyOf(compared);
        supersededBy = List.copyOf(supersededBy);
    }

    /** The annotations, in the order in which they are written; links are absent where the bases are. */
    public Map<String, String> annotations() {
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put(AnnotationNames.SUMMARY, summary);
        annotations.put(AnnotationNames.DESCRIPTION, description);
        impact.ifPresent(text -> annotations.put(AnnotationNames.IMPACT, text));
        runbook.url().ifPresent(url -> annotations.put(AnnotationNames.RUNBOOK_URL, url));
        dashboard.url().ifPresent(url -> annotations.put(AnnotationNames.DASHBOARD_URL, url));
        return Collections.unmodifiableMap(annotations);
    }

    /** Whether it tells somebody, rather than being recorded only. */
    public boolean notifies() {
        return state == AlertState.ACTIVE;
    }

    /** The same alert with other times, in its expressions too. */
    PlannedAlert withTimes(
            Expression newExpression,
            List<Compared> newCompared,
            Duration newHoldFor,
            Optional<Duration> newKeepFiringFor) {
        return new PlannedAlert(
                name,
                kind,
                level,
                layer,
                priority,
                state,
                newExpression,
                newHoldFor,
                newKeepFiringFor,
                labels,
                identityLabels,
                summary,
                description,
                impact,
                runbook,
                dashboard,
                condition,
                newCompared,
                troubleshooting,
                supersededBy,
                specPath);
    }

    /** The same alert, superseded by others. */
    PlannedAlert withSupersededBy(List<String> alerts) {
        return new PlannedAlert(
                name,
                kind,
                level,
                layer,
                priority,
                state,
                expression,
                holdFor,
                keepFiringFor,
                labels,
                identityLabels,
                summary,
                description,
                impact,
                runbook,
                dashboard,
                condition,
                compared,
                troubleshooting,
                alerts,
                specPath);
    }

    /**
     * Where the answer to an alert stands.
     *
     * @param path the runbook's file in the output, empty for a runbook kept elsewhere
     * @param anchor the heading's anchor in that file
     * @param url the absolute address, where {@code metadata.links.runbooks} or the specification gives one
     */
    public record RunbookLink(Optional<String> path, String anchor, Optional<String> url) {}

    /**
     * Where the picture of an alert is.
     *
     * @param view the dashboard's view
     * @param panelKey the panel's stable key
     * @param url the absolute address, where {@code metadata.links.dashboards} is given; may hold templates
     */
    public record DashboardLink(View view, String panelKey, Optional<String> url) {}
}
