package io.watchbill.dashboards;

import io.watchbill.plan.Plan;
import io.watchbill.spec.Metadata;
import io.watchbill.spec.Priority;
import io.watchbill.spec.catalogue.LabelNames;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The series that Prometheus itself writes about a system's alerts, without the one that always fires. */
final class AlertSeries {

    static final String NAME = "alertname";

    private final Plan plan;

    AlertSeries(Plan plan) {
        this.plan = plan;
    }

    /** Those that fire. */
    Series firing() {
        return withSystem(trouble("ALERTS").where("alertstate", "firing"));
    }

    /** When each alert's condition began to hold, in Unix time; pending ones too. */
    Series since() {
        return withSystem(trouble("ALERTS_FOR_STATE"));
    }

    /** The alert that always fires: 1 while Prometheus evaluates the system's rules. */
    Series watchdog() {
        Series own = withSystem(new Series("ALERTS", "")).where("alertstate", "firing");
        return own.where(LabelNames.SEVERITY, LabelNames.NO_SEVERITY);
    }

    /** Alerts of every system, without those that always fire. */
    static Series trouble(String name) {
        return new Series(name, "").whereNot(LabelNames.SEVERITY, LabelNames.NO_SEVERITY);
    }

    /**
     * How urgent the most urgent is that fires: 4 for P1 down to 1 for P4, and 0 where nothing does.
     *
     * @param series of alerts that fire
     */
    static String urgency(Series series) {
        return mostUrgent(series, "max") + " or vector(0)";
    }

    /**
     * As {@link #urgency}, by a label; nothing where nothing fires.
     *
     * @param series of alerts that fire
     */
    static String urgencyBy(String label, Series series) {
        return mostUrgent(series, "max by (" + label + ")");
    }

    /** Priorities are in order and each counts only for what none before it has: so nothing is asked for twice. */
    private static String mostUrgent(Series series, String max) {
        return Arrays.stream(Priority.values())
                .map(priority -> max + " ("
                        + series.where(LabelNames.PRIORITY, priority.name()).text() + ") * " + weight(priority))
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

    private Series withSystem(Series series) {
        Metadata metadata = plan.specification().metadata();
        Series own = series.where(LabelNames.SYSTEM, metadata.name());
        return metadata.environment()
                .map(environment -> own.where(LabelNames.ENVIRONMENT, environment))
                .orElse(own);
    }
}
