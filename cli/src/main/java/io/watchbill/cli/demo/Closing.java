package io.watchbill.cli.demo;

import io.watchbill.cli.demo.Webhooks.Notification;
import io.watchbill.examples.flightdelay.Bug;
import io.watchbill.plan.Plan;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.plan.View;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The demo's last words: what fired, whom it reached, where the answer stands, where to look. */
final class Closing {

    private final DemoView view;
    private final Plan plan;
    private final Stack stack;
    private final Path generated;

    Closing(DemoView view, Plan plan, Stack stack, Path generated) {
        this.view = view;
        this.plan = plan;
        this.stack = stack;
        this.generated = generated;
    }

    /**
     * Says on which days before the fault the model was wrong too often although no input had moved: the world had.
     *
     * @param days on which an accuracy alert was firing; nothing is said of none
     */
    void concept(List<LocalDate> days) {
        List<LocalDate> before = days.stream()
                .filter(day -> day.isBefore(LocalDate.ofInstant(Bug.SINCE, ZoneOffset.UTC)))
                .toList();
        if (!before.isEmpty()) {
            view.say("");
            row(
                    "before",
                    "accuracy fell below its limit on "
                            + before.stream().map(LocalDate::toString).collect(Collectors.joining(", ")));
            row("", "while no input drifted: storms, which is concept drift and not data drift");
        }
    }

    /**
     * Says how it ended.
     *
     * @param falseAlarms the drift alerts that fired before the fault
     * @param fired       all drift alerts that fired
     * @return whether it ended as it should: the alert reached, and no false alarm
     */
    boolean tell(
            Instant production, Optional<Notification> reached, List<String> falseAlarms, List<String> fired, Bug bug) {
        view.say("");
        reached.ifPresent(notification -> alert(production, notification));
        if (!falseAlarms.isEmpty()) {
            view.say("WRONG: drift alerts fired before anything was wrong: " + String.join(", ", falseAlarms));
        }
        if (reached.isEmpty()) {
            view.say((bug == Bug.NONE ? "" : "WRONG: ") + "no drift alert reached the P2 receiver by "
                    + TerminalView.minute(production) + "; drift alerts that fired: "
                    + (fired.isEmpty() ? "none" : String.join(", ", fired)));
        }
        look();
        return reached.isPresent() && falseAlarms.isEmpty();
    }

    private void alert(Instant production, Notification notification) {
        String name = notification.labels().getOrDefault("alertname", "");
        row("fired", name + " (" + notification.labels().get("column") + ")");
        row("", notification.annotations().getOrDefault("summary", ""));
        row(
                "when",
                TerminalView.minute(production) + ", within "
                        + Duration.between(Bug.SINCE, production).toHours() + " h of the fault");
        row(
                "routed",
                notification.labels().get("priority") + " to the receiver '" + notification.receiver()
                        + "', as its webhook and Alertmanager's API say");
        plan.alert(name)
                .map(PlannedAlert::runbook)
                .ifPresent(runbook -> row(
                        "runbook",
                        runbook.path()
                                .map(path -> generated.resolve(path) + "#" + runbook.anchor())
                                .or(runbook::url)
                                .orElse("")));
    }

    private void look() {
        view.say("");
        row("look", stack.prometheus() + "/alerts");
        row("", stack.prometheus() + "/graph?g0.expr=ml_drift_psi&g0.tab=0&g0.range_input=2m");
        row("", stack.alertmanager() + "/#/alerts");
        row("", stack.exporter() + "/metrics");
        Path overview = generated.resolve(plan.links().dashboardPath(View.OVERVIEW));
        row(
                "",
                overview.resolveSibling("*.json") + "  (import into Grafana; open " + overview.getFileName()
                        + " first)");
    }

    private void row(String title, String text) {
        view.say(String.format("%-9s %s", title, text));
    }
}
