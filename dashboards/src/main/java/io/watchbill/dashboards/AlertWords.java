package io.watchbill.dashboards;

import io.watchbill.plan.AlertKind;
import io.watchbill.plan.Plan;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.spec.Durations;
import io.watchbill.spec.KeyMetric;
import io.watchbill.spec.condition.Clause;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a panel says about its alerts: the normal range, each alert with its threshold, and where the answer stands. */
final class AlertWords {

    private final Plan plan;

    AlertWords(Plan plan) {
        this.plan = plan;
    }

    /** Adds to the panel what it means for the alerts that link to it, with the way to their answers. */
    void describe(Draft draft, List<PlannedAlert> alerts) {
        List<String> paragraphs = new ArrayList<>();
        plan.specification().monitoring().keyMetrics().stream()
                .filter(metric -> metric.metric().equals(draft.key()))
                .flatMap(metric -> normal(metric).stream())
                .forEach(paragraphs::add);
        if (!alerts.isEmpty()) {
            paragraphs.add(alerts.stream().map(this::line).collect(Collectors.joining("\n")));
        }
        if (!paragraphs.isEmpty()) {
            draft.adding(String.join("\n\n", paragraphs));
        }
    }

    private static List<String> normal(KeyMetric metric) {
        return metric.normal().stream()
                .map(bound -> "Normal: " + code(bound.text())
                        + metric.over().map(window -> " over " + window.label()).orElse("") + ".")
                .toList();
    }

    private String line(PlannedAlert alert) {
        if (alert.kind() == AlertKind.WATCHDOG) {
            return "- " + code(alert.name()) + " always fires. What to do when it stops: " + whereTo(alert) + ".";
        }
        return "- **" + alert.priority() + "** " + code(alert.name()) + " " + threshold(alert) + " for "
                + Durations.format(alert.holdFor()) + ". What to do: " + whereTo(alert) + ".";
    }

    private static String threshold(PlannedAlert alert) {
        if (alert.condition().isPresent()) {
            return "at "
                    + code(alert.condition().get().clauses().stream()
                            .map(Clause::text)
                            .collect(Collectors.joining(" and ")));
        }
        if (alert.kind() == AlertKind.SLO_BURN) {
            return "while the budget burns more than "
                    + code(Looks.limits(AlertLine.of(alert).get(0).bound())
                            .get(0)
                            .toPlainString()) + " times as fast as allowed";
        }
        String bounds = AlertLine.of(alert).stream()
                .map(line -> subject(line) + code(line.bound().text()))
                .distinct()
                .collect(Collectors.joining(" and "));
        return bounds.isEmpty() ? "while its expression holds" : "at " + bounds;
    }

    private static String subject(AlertLine line) {
        if (line.isPValue()) {
            return "p-value ";
        }
        return switch (line.alert().kind()) {
            case FEATURE_DRIFT, PREDICTION_DRIFT -> "verdict ";
            case WRITTEN_CONDITION,
                    WRITTEN_PROMQL,
                    KEY_METRIC,
                    PERFORMANCE_DROP,
                    CONFIDENCE_DECAY,
                    RUN_LATE,
                    RUN_ROWS,
                    DOWN,
                    SLO_BURN,
                    SLO_EXHAUSTED,
                    SLO_UNMEASURED,
                    MONITORING,
                    WATCHDOG -> "";
        };
    }

    private static String whereTo(PlannedAlert alert) {
        return alert.runbook()
                .url()
                .map(url -> "[the runbook](" + url + ")")
                .orElseGet(() -> code(alert.runbook().path().orElse("") + "#"
                        + alert.runbook().anchor()));
    }

    static String code(String text) {
        return "`" + text.replace("`", "'") + "`";
    }
}
