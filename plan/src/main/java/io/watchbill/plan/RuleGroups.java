package io.watchbill.plan;

import io.watchbill.spec.catalogue.Layer;

/** In which group of rules an alert is evaluated: one for each layer, and one for objectives, which span them. */
public final class RuleGroups {

    private static final String OBJECTIVES = "slo";

    private RuleGroups() {}

    /** The name of the group. */
    public static String of(String system, PlannedAlert alert) {
        return system + "-" + topic(alert);
    }

    /** The group of what is recorded for objectives, with the alerts on them. */
    public static String ofObjectives(String system) {
        return system + "-" + OBJECTIVES;
    }

    /** The group of the alerts about the monitoring itself. */
    static String ofMonitoring(String system) {
        return system + "-" + Layer.MONITORING.text();
    }

    private static String topic(PlannedAlert alert) {
        return switch (alert.kind()) {
            case SLO_BURN, SLO_EXHAUSTED, SLO_UNMEASURED -> OBJECTIVES;
            case MONITORING, WATCHDOG -> Layer.MONITORING.text();
            case WRITTEN_CONDITION,
                    WRITTEN_PROMQL,
                    KEY_METRIC,
                    FEATURE_DRIFT,
                    PREDICTION_DRIFT,
                    PERFORMANCE_DROP,
                    CONFIDENCE_DECAY,
                    RUN_LATE,
                    RUN_ROWS,
                    DOWN -> alert.layer().text();
        };
    }
}
