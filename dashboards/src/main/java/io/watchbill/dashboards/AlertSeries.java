package io.watchbill.dashboards;

import io.watchbill.plan.Plan;
import io.watchbill.spec.Metadata;
import io.watchbill.spec.Priority;
import io.watchbill.spec.catalogue.LabelNames;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The series that Prometheus itself writes about a system's alerts, without the one that always fires. */
final class AlertSeries {

    static final String NAME = "alertname";
    static final String STATE = "alertstate";

    private final Plan plan;

    AlertSeries(Plan plan) {
        this.plan = plan;
    }

    /** Those that fire. */
    Series firing() {
        return withSystem(trouble("ALERTS").where(STATE, "firing"));
    }

    /** For how many seconds each alert's condition has held, with the label {@link #STATE}; of pending ones too. */
    String ages() {
        return ages(withSystem(trouble("ALERTS")), withSystem(trouble("ALERTS_FOR_STATE")));
    }

    /** As {@link #ages}, of those of a priority that fire. */
    String firingAges(Priority priority) {
        return ages(
                firing().where(LabelNames.PRIORITY, priority.name()),
                withSystem(trouble("ALERTS_FOR_STATE")).where(LabelNames.PRIORITY, priority.name()));
    }

    /** One series has the state, the other, with the same labels, when the condition began to hold, in Unix time. */
    private static String ages(Series states, Series since) {
        return states.text() + " * ignoring (" + STATE + ") group_left () (time() - " + since.text() + ")";
    }

    /** The alert that always fires: 1 while Prometheus evaluates the system's rules. */
    Series watchdog() {
        Series own = withSystem(new Series("ALERTS", "")).where(STATE, "firing");
        return own.where(LabelNames.SEVERITY, LabelNames.NO_SEVERITY);
    }

    /** Alerts of every system, without those that always fire. */
    static Series trouble(String name) {
        return new Series(name, "").whereNot(LabelNames.SEVERITY, LabelNames.NO_SEVERITY);
    }

    /**
     * How urgent the most urgent is that fires: 4 for P1 down to 1 for P4; where nothing does, 0 while the system's rules are
     * evaluated and {@link Urgency#NOT_EVALUATED} while they are not.
     *
     * @param series of alerts of the system that fire
     */
    String urgency(Series series) {
        return mostUrgent(priority -> of(priority, series), "max") + " or " + orWithoutRules(Urgency.NOT_EVALUATED);
    }

    /**
     * How many fire; none is 0 while the system's rules are evaluated and {@link Urgency#NOT_COUNTED} while they are not.
     *
     * @param series of alerts of the system that fire
     */
    String count(Series series) {
        return "count(" + series.text() + ") or " + orWithoutRules(Urgency.NOT_COUNTED);
    }

    /** 0 while the system's rules are evaluated, and the number while they are not. */
    private String orWithoutRules(int number) {
        return evaluated() + " or vector(" + number + ")";
    }

    /** 0 while the system's rules are evaluated, else nothing. */
    String evaluated() {
        return "0 * max(" + watchdog().text() + ")";
    }

    /**
     * As {@link #urgency}, by a label; nothing where nothing fires, but where the rules are not evaluated
     * {@link Urgency#NOT_EVALUATED} under this name.
     *
     * @param series of alerts of the system that fire
     */
    String urgencyBy(String label, Series series) {
        return mostUrgent(priority -> of(priority, series), "max by (" + label + ")") + " or "
                + withoutRules(label, Urgency.NOT_EVALUATED);
    }

    /** A number that the label names while the system's rules are not evaluated, else nothing. */
    String withoutRules(String label, int number) {
        return Series.labelled(
                "vector(" + number + ") unless on () " + watchdog().text(), label, Urgency.UNKNOWN);
    }

    private static String of(Priority priority, Series series) {
        return series.where(LabelNames.PRIORITY, priority.name()).text();
    }

    /**
     * How urgent the most urgent is that fires; nothing where nothing does. Priorities are in order and each counts only for
     * what none before it has: so nothing is asked for twice.
     *
     * @param firing the alerts of a priority that fire
     * @param max the aggregation
     */
    static String mostUrgent(Function<Priority, String> firing, String max) {
        return Arrays.stream(Priority.values())
                .map(priority -> max + " (" + firing.apply(priority) + ") * " + Urgency.of(priority))
                .collect(Collectors.joining(" or "));
    }

    private Series withSystem(Series series) {
        Metadata metadata = plan.specification().metadata();
        Series own = series.where(LabelNames.SYSTEM, metadata.name());
        return metadata.environment()
                .map(environment -> own.where(LabelNames.ENVIRONMENT, environment))
                .orElse(own);
    }
}
