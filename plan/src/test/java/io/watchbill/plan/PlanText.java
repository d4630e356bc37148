package io.watchbill.plan;

import java.util.stream.Collectors;

/** A plan as text that a reviewer can read. */
final class PlanText {

    private PlanText() {}

    /** What the alert watches, without what holds it while its series are away. */
    static String watched(PlannedAlert alert) {
        return alert.expression()
                .text()
                .replaceAll("(?s) or(?: on \\([^)]*\\))? max(?: by \\([^)]*\\) )?\\(ALERTS\\{.*", "");
    }

    static String of(Plan plan) {
        String recordings = plan.recordings().stream()
                .map(series -> "record " + series.name() + " " + series.labels() + "\n  expr: "
                        + series.expression().text() + "\n")
                .collect(Collectors.joining("\n"));
        return plan.alerts().stream().map(PlanText::of).collect(Collectors.joining("\n")) + recordings;
    }

    private static String of(PlannedAlert alert) {
        StringBuilder text = new StringBuilder();
        text.append(alert.name()).append(" (").append(alert.kind()).append(", ").append(alert.level());
        text.append(alert.notifies() ? ")" : ", shadow)")
                .append(" from ")
                .append(alert.specPath())
                .append('\n');
        text.append("  expr: ").append(alert.expression().text()).append('\n');
        text.append("  for: ").append(alert.holdFor()).append('\n');
        text.append("  labels: ").append(alert.labels()).append('\n');
        text.append("  identity: ").append(alert.identityLabels()).append('\n');
        alert.annotations()
                .forEach((name, value) -> text.append("  ")
                        .append(name)
                        .append(": ")
                        .append(value)
                        .append('\n'));
        if (!alert.supersededBy().isEmpty()) {
            text.append("  superseded by: ").append(alert.supersededBy()).append('\n');
        }
        alert.troubleshooting()
                .ifPresent(id -> text.append("  troubleshooting: ").append(id).append('\n'));
        return text.toString();
    }
}
