package io.watchbill.plan;

/** Where an alert comes from. */
public enum AlertKind {
    /** Written in {@code alerting.alerts} as a condition. */
    WRITTEN_CONDITION,
    /** Written in {@code alerting.alerts} as PromQL. */
    WRITTEN_PROMQL,
    /** The warning or critical threshold of a key metric. */
    KEY_METRIC,
    /** Features differ from the training data. */
    FEATURE_DRIFT,
    /** Predictions differ from those on the training data. */
    PREDICTION_DRIFT,
    /** The model is worse than its baseline. */
    PERFORMANCE_DROP,
    /** The model is less confident than it was. */
    CONFIDENCE_DECAY,
    /** No run of a batch model is complete by its deadline. */
    RUN_LATE,
    /** A run of a batch model has too few or too many rows. */
    RUN_ROWS,
    /** The system cannot serve. */
    DOWN,
    /** A service level objective burns its error budget. */
    SLO_BURN,
    /** The error budget of a service level objective is used up. */
    SLO_EXHAUSTED,
    /** What a service level objective is measured by has vanished. */
    SLO_UNMEASURED,
    /** The monitoring itself: exporter, ingestion, labels, verdicts, specification. */
    MONITORING,
    /** Always fires, so that its absence shows a broken alerting path. */
    WATCHDOG
}
