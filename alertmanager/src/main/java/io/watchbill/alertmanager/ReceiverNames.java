package io.watchbill.alertmanager;

import io.watchbill.spec.Priority;
import io.watchbill.spec.Receiver;

/**
 * Names of receivers. Each is its system's own, so that a system that joins the fleet, or changes its settings, changes
 * nothing for the others; Alertmanager's notification log goes by these names.
 */
public final class ReceiverNames {

    /** Told nothing: shadow alerts, and watchdogs that nobody listens to. */
    public static final String NOBODY = "nobody";

    /** In a specification, the receiver of alerts that belong to no system. */
    static final String CATCH_ALL = "catch-all";

    /** In a specification, the receiver that the watchdog is sent to, again and again. */
    static final String WATCHDOG = "watchdog";

    /** In a specification, the receiver that keeps records: it is told everything, shadow alerts too, at any time. */
    static final String RECORDER = Receiver.INCIDENT_RECORDER;

    private ReceiverNames() {}

    /** The receiver that the system's specification calls {@code receiver}. */
    public static String of(String system, String receiver) {
        return system + "/" + receiver;
    }

    /**
     * The receiver of an escalation level. It is another name than that of the level before even where the settings are
     * the same: Alertmanager would take both for one notification.
     */
    static String of(String system, Priority priority, String level, String receiver) {
        return system + "/" + priority + "/" + level + "/" + receiver;
    }
}
