package io.watchbill.plan;

import io.watchbill.spec.Dependency;
import io.watchbill.spec.Priority;
import java.util.List;

/** Which alerts of a plan say nothing while the alert of a dependency fires. */
public final class Dependents {

    private Dependents() {}

    /** Those that the dependency names, or all; never itself, nor what nothing may silence. */
    public static List<PlannedAlert> of(Plan plan, Dependency dependency) {
        return plan.alerts().stream()
                .filter(alert -> silences(plan, dependency)
                        && maySilence(alert)
                        && !alert.name().equals(dependency.alert())
                        && (dependency.mutes().isEmpty() || dependency.mutes().contains(alert.name())))
                .toList();
    }

    /**
     * Whether the dependency's alert may silence others. A shadow alert tells nobody, and the watchdog always fires; alerts
     * of others are taken at their word.
     */
    public static boolean silences(Plan plan, Dependency dependency) {
        return plan.alert(dependency.alert())
                .map(alert -> alert.notifies() && alert.kind() != AlertKind.WATCHDOG)
                .orElse(true);
    }

    /** Whether the alert may be silenced: P1 must be told, and without the watchdog somebody believes that all is dead. */
    public static boolean maySilence(PlannedAlert alert) {
        return alert.priority() != Priority.P1 && alert.kind() != AlertKind.WATCHDOG;
    }
}
