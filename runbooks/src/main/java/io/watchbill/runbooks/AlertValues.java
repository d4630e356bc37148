package io.watchbill.runbooks;

import io.watchbill.plan.Links;
import io.watchbill.plan.Plan;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.plan.RoutingTimes;
import io.watchbill.spec.Durations;
import io.watchbill.spec.OperationsSpecification;
import io.watchbill.spec.ResponseTime;
import io.watchbill.spec.Runbooks.Operation;
import io.watchbill.spec.SeveritySettings;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the templates of an alert's section may say about it: plain values, made of the plan. */
final class AlertValues {

    private static final Duration SHORTEST_QUIET = Duration.ofMinutes(15);

    /** How teams name the operation that takes a release back. */
    private static final Pattern UNDO = Pattern.compile("(?i)\\b(roll(ing)?[ -]?back|revert|undo)\\b");

    private final Plan plan;
    private final OnCallWords onCall;
    private final ThresholdWords thresholds;
    private final PanelLinks panels;
    private final AdviceValues advice;

    AlertValues(Plan plan, OnCallWords onCall) {
        this.plan = plan;
        this.onCall = onCall;
        this.thresholds = new ThresholdWords(plan);
        this.panels = new PanelLinks(plan);
        this.advice = new AdviceValues(plan);
    }

    /** One row of the table of alerts. */
    Map<String, Object> row(PlannedAlert alert) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("name", alert.name());
        values.put("anchor", alert.runbook().anchor());
        values.put("priority", alert.priority().name());
        values.put("layer", alert.layer().text());
        values.put("summary", PlainWords.template(alert.summary()));
        return values;
    }

    /** Everything about the alert. */
    Map<String, Object> of(PlannedAlert alert, Topic topic) {
        OperationsSpecification specification = plan.specification();
        SeveritySettings settings = specification.alerting().severity(alert.priority());
        Map<String, Object> values = row(alert);
        values.put("system", plan.system());
        values.put("owner", specification.metadata().owner());
        values.put("priorityTitle", settings.title());
        values.put("answered", PlainWords.answered(settings.respondWithin()));
        values.put("told", alert.notifies() ? "the receiver " + settings.receiver() : "nobody: the alert is in shadow");
        values.put("description", PlainWords.template(alert.description()));
        values.put("impact", alert.impact().map(PlainWords::template).orElseGet(() -> impact(topic)));
        values.put("words", thresholds.of(alert));
        values.put("query", alert.expression().text());
        values.put("dashboardPath", plan.links().dashboardPath(alert.dashboard().view()));
        values.put("dashboardUrl", panels.address(alert).orElse(""));
        values.put(
                "logs",
                specification.metadata().links().logs().map(Object::toString).orElse(""));
        values.put("reviewed", reviewed(specification));
        values.put("elsewhere", elsewhere(alert).orElse(""));
        values.put("levels", levels(alert, settings));
        values.put("troubleshooting", troubleshooting(alert));
        values.put("rollBack", operations(true));
        values.put("operations", operations(false));
        values.put("resolves", topic != Topic.WATCHDOG);
        values.put("quiet", Durations.format(quiet(alert)));
        values.put("incident", specification.incidents().openFor().contains(alert.priority()));
        values.putAll(advice.of(alert));
        return values;
    }

    /** When the runbook was last read as a whole. */
    static String reviewed(OperationsSpecification specification) {
        return specification.runbooks().reviewed().map(LocalDate::toString).orElse("nobody has said when");
    }

    /** How long it must be quiet before it counts as over: no shorter than what it takes to fire again. */
    private static Duration quiet(PlannedAlert alert) {
        return alert.holdFor().compareTo(SHORTEST_QUIET) < 0 ? SHORTEST_QUIET : alert.holdFor();
    }

    /** Who is told, in order, with the time that passes before: for this alert and its priority. */
    private List<Map<String, String>> levels(PlannedAlert alert, SeveritySettings settings) {
        RoutingTimes times = plan.routing(alert.priority());
        String respond =
                settings.respondWithin() instanceof ResponseTime.Within within ? within.text() : "one business day";
        List<Map<String, String>> levels = new ArrayList<>();
        for (Map<String, String> level : onCall.levels(respond)) {
            Map<String, String> timed = new LinkedHashMap<>(level);
            timed.put(
                    "told",
                    levels.isEmpty() && alert.notifies()
                            ? "told " + Durations.format(times.groupWait()) + " after it fires, again every "
                                    + Durations.format(times.repeatInterval())
                            : "");
            levels.add(timed);
        }
        return levels;
    }

    private Object troubleshooting(PlannedAlert alert) {
        return alert.troubleshooting()
                .flatMap(id -> plan.specification().runbooks().troubleshooting(id))
                .<Object>map(entry -> Map.of(
                        "symptom", Runbooks.heading(entry.symptom()),
                        "investigation", entry.investigation(),
                        "resolution", entry.resolution(),
                        "anchor", Links.troubleshootingAnchor(entry.id())))
                .orElse(false);
    }

    /** The team's own operations: those that undo a release, or the others. */
    private List<Map<String, String>> operations(boolean undo) {
        return plan.specification().runbooks().operations().stream()
                .filter(operation -> UNDO.matcher(operation.name()).find() == undo)
                .map(operation -> Map.of(
                        "name", operation.name(),
                        "anchor", anchor(operation),
                        "when", operation.when()))
                .toList();
    }

    /** The anchor of an operation's section. */
    static String anchor(Operation operation) {
        return Links.troubleshootingAnchor("operation " + operation.name());
    }

    /** An address that the specification gives in place of a section of this file. */
    private Optional<String> elsewhere(PlannedAlert alert) {
        return alert.runbook()
                .url()
                .filter(url -> !Optional.of(url)
                        .equals(plan.links().runbook(alert.name()).url()));
    }

    private static String impact(Topic topic) {
        return switch (topic) {
            case DOWN, ERRORS -> "Users get no answer, or a fallback.";
            case LATENCY -> "Users wait, or callers give up and take a fallback.";
            case TRAFFIC, INFRASTRUCTURE -> "None yet; the next step is slow or failing requests.";
            case FEATURE_DRIFT, PREDICTION_DRIFT, DATA_QUALITY ->
                "Answers may be wrong without any error: the model meets inputs that it was not trained for.";
            case PERFORMANCE -> "Answers are wrong more often than was promised.";
            case CONFIDENCE -> "Answers may be wrong more often; labels will tell.";
            case BUSINESS -> "The predictions are worth less than they were.";
            case RUNS -> "Whoever uses the predictions has old ones, or too few.";
            case SLO, SLO_EXHAUSTED -> "What was promised to users will not be kept if this goes on.";
            case LABELS -> "A loss of accuracy would not be seen.";
            case SLO_UNMEASURED, MONITORING, NO_VERDICT, RULES, NOTIFICATIONS, RECEIVERS, SPEC_MISMATCH ->
                "Trouble of the system would not be seen while this lasts.";
            case SNAPSHOT -> "None yet: nothing acknowledged is lost, but a restart takes longer and the disk fills.";
            case NOT_STORED ->
                "Predictions and labels are in no metric until they are stored; those that senders give up are lost.";
            case STATE_DAMAGED -> "Windows, counters or labels of before are lost: scores and accuracy fill anew.";
            case WATCHDOG -> "None while it fires.";
            case GENERAL -> "The specification does not say (`impact` of the alert).";
        };
    }
}
