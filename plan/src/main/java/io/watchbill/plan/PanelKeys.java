package io.watchbill.plan;

/**
 * The stable keys of the panels that alerts link to. The panel of a catalogue metric has the metric's name as its key,
 * e.g. {@code error_rate} or {@code feature_drift.psi}; a team's own metric likewise.
 */
public final class PanelKeys {

    public static final String FEATURE_DRIFT = "feature_drift";
    public static final String PREDICTION_DRIFT = "prediction_drift";
    public static final String PERFORMANCE_DROP = "performance_drop";
    public static final String CONFIDENCE_DROP = "confidence_drop";
    /** Whether requests arrive and succeed. */
    public static final String REQUEST_RATE = "request_rate";
    /** Whether the system can serve at all. */
    public static final String DOWN = "down";
    /** Before the keys of the panels of objectives. */
    public static final String SLO = "slo";
    /** Whether the series behind the objectives are there. */
    public static final String SLO_MEASURED = SLO + "/measured";
    /** Which alerts of the system fired when. */
    public static final String ALERTS = "alerts";
    /** The monitoring's checks of itself. */
    public static final String MONITORING = "monitoring";
    /** Whether Prometheus evaluates the system's rules. */
    public static final String RULES = "blank/rules";

    private PanelKeys() {}

    /** How fast the budget of an objective burns. */
    public static String burnRate(String objective) {
        return SLO + "/" + objective + "/burn";
    }

    /** How much of an objective's budget is left. */
    public static String budget(String objective) {
        return SLO + "/" + objective + "/budget";
    }

    /** An alert that was written as PromQL: nothing else draws it. */
    public static String written(String alert) {
        return "alert/" + alert;
    }
}
