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
    /** Objectives and how fast their budgets burn. */
    public static final String SLO = "slo";
    /** Which alerts of the system fire: where a written PromQL alert is drawn. */
    public static final String ALERTS = "alerts";
    /** Scrape, age of the newest event, ingestion, samples. */
    public static final String MONITORING = "monitoring";

    private PanelKeys() {}
}
