package io.watchbill.dashboards;

import io.watchbill.plan.AlertKind;
import io.watchbill.plan.Plan;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.spec.Metadata;
import io.watchbill.spec.Priority;
import io.watchbill.spec.catalogue.LabelNames;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The series that Prometheus itself writes about a system's alerts, without the one that always fires. */
final class AlertSeries {

    static final String NAME = "alertname";

    private final Plan plan;

    AlertSeries(Plan plan) {
        this.plan = plan;
    }

    /** Those that fire. */
    Series firing() {
        return of("ALERTS").where("alertstate", "firing");
    }

    /** When each alert's condition began to hold, in Unix time; pending ones too. */
    Series since() {
        return of("ALERTS_FOR_STATE");
    }

    /** The alert that always fires: 1 while Prometheus evaluates the system's rules. */
    Series watchdog() {
        Series own = withSystem(new Series("ALERTS", "")).where("alertstate", "firing");
        return own.where(NAME, watchdogs().findFirst().orElse(""));
    }

    /**
     * How urgent what fires is: 4 for P1 down to 1 for P4, 0 for nothing.
     *
     * @param series of alerts that fire
     */
    static String urgency(Series series) {
        return Arrays.stream(Priority.values())
                .map(priority ->
                        series.where(LabelNames.PRIORITY, priority.name()).text() + " * " + weight(priority))
                .collect(Collectors.joining(" or "));
    }

    private static int weight(Priority priority) {
        return switch (priority) {
            case P1 -> 4;
            case P2 -> 3;
            case P3 -> 2;
            case P4 -> 1;
        };
    }

    private Series of(String name) {
        Series series = withSystem(new Series(name, ""));
        for (String watchdog : watchdogs().toList()) {
            series = series.whereNot(NAME, watchdog);
        }
        return series;
    }

    private Series withSystem(Series series) {
        Metadata metadata = plan.specification().metadata();
        Series own = series.where(LabelNames.SYSTEM, metadata.name());
        return metadata.environment()
                .map(environment -> own.where(LabelNames.ENVIRONMENT, environment))
                .orElse(own);
    }

    private Stream<String> watchdogs() {
        return plan.alerts().stream()
                .filter(alert -> alert.kind() == AlertKind.WATCHDOG)
                .map(PlannedAlert::name);
    }
}
