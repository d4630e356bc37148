package io.watchbill.runbooks;

import io.watchbill.plan.AlertKind;
import io.watchbill.plan.PanelKeys;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.Layer;
import io.watchbill.spec.catalogue.MetricFamilies;
import io.watchbill.spec.condition.Clause;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What an alert is about, and so what is done first; each topic is a template of the folder {@code advice}. */
enum Topic {
    FEATURE_DRIFT,
    PREDICTION_DRIFT,
    PERFORMANCE,
    CONFIDENCE,
    LABELS,
    DATA_QUALITY,
    DOWN,
    ERRORS,
    LATENCY,
    TRAFFIC,
    INFRASTRUCTURE,
    BUSINESS,
    RUNS,
    SLO,
    SLO_EXHAUSTED,
    SLO_UNMEASURED,
    MONITORING,
    NO_VERDICT,
    NOT_STORED,
    SNAPSHOT,
    STATE_DAMAGED,
    SPEC_MISMATCH,
    RULES,
    NOTIFICATIONS,
    RECEIVERS,
    WATCHDOG,
    GENERAL;

    private static final Map<String, Topic> BY_METRIC = Map.ofEntries(
            Map.entry("confidence_mean", CONFIDENCE),
            Map.entry(PanelKeys.CONFIDENCE_DROP, CONFIDENCE),
            Map.entry("calibration_error", CONFIDENCE),
            Map.entry("label_coverage", LABELS),
            Map.entry("missing_rate", DATA_QUALITY),
            Map.entry("invalid_rate", DATA_QUALITY),
            Map.entry("unseen_rate", DATA_QUALITY),
            Map.entry("drifted_columns", FEATURE_DRIFT),
            Map.entry("error_rate", ERRORS),
            Map.entry("availability", ERRORS),
            Map.entry("latency_p50", LATENCY),
            Map.entry("latency_p95", LATENCY),
            Map.entry("latency_p99", LATENCY),
            Map.entry(PanelKeys.REQUEST_RATE, TRAFFIC),
            Map.entry("throughput_usage", TRAFFIC),
            Map.entry("last_run_age", RUNS),
            Map.entry("run_rows", RUNS));

    private static final Map<String, Topic> BY_SERIES = bySeries();

    private static Map<String, Topic> bySeries() {
        Map<String, Topic> series = new LinkedHashMap<>();
        series.put("prometheus_rule_evaluation_failures_total", RULES);
        series.put("prometheus_notifications_errors_total", NOTIFICATIONS);
        series.put("alertmanager_notifications_failed_total", RECEIVERS);
        series.put(MetricFamilies.STATE_FAILING.name(), NOT_STORED);
        series.put(MetricFamilies.STATE_LAST_SNAPSHOT.name(), SNAPSHOT);
        series.put(MetricFamilies.STATE_DAMAGED_STORES.name(), STATE_DAMAGED);
        series.put(MetricFamilies.DRIFT_NO_VERDICT.name(), NO_VERDICT);
        series.put(MetricFamilies.LABELS.name(), LABELS);
        series.put(LabelNames.HASH + "!=", SPEC_MISMATCH);
        return series;
    }

    /** The template with the advice. */
    String template() {
        return "advice/" + name().toLowerCase(Locale.ROOT).replace('_', '-') + ".md.jinja";
    }

    /** What the alert is about: by its kind, else by the metric of its condition, else by its layer. */
    static Topic of(PlannedAlert alert) {
        AlertKind kind = alert.kind();
        return switch (kind) {
            case FEATURE_DRIFT -> FEATURE_DRIFT;
            case PREDICTION_DRIFT -> PREDICTION_DRIFT;
            case PERFORMANCE_DROP -> PERFORMANCE;
            case CONFIDENCE_DECAY -> CONFIDENCE;
            case RUN_LATE, RUN_ROWS -> RUNS;
            case DOWN -> DOWN;
            case SLO_BURN -> SLO;
            case SLO_EXHAUSTED -> SLO_EXHAUSTED;
            case SLO_UNMEASURED -> SLO_UNMEASURED;
            case MONITORING -> ofMonitoring(alert.expression().text());
            case WATCHDOG -> WATCHDOG;
            case WRITTEN_PROMQL -> alert.layer() == Layer.MONITORING ? MONITORING : GENERAL;
            case KEY_METRIC, WRITTEN_CONDITION ->
                alert.condition()
                        .map(condition -> condition.clauses().get(0))
                        .flatMap(clause -> ofMetric(clause))
                        .orElseGet(() -> of(alert.layer()));
        };
    }

    /** An alert of the monitoring itself is about the first of these series that it reads. */
    private static Topic ofMonitoring(String query) {
        return BY_SERIES.entrySet().stream()
                .filter(series -> query.contains(series.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(MONITORING);
    }

    private static Optional<Topic> ofMetric(Clause clause) {
        String metric = clause.metric();
        if (metric.startsWith("feature_drift.")) {
            return Optional.of(FEATURE_DRIFT);
        }
        if (metric.startsWith("prediction_drift.") || metric.startsWith("confidence_drift.")) {
            return Optional.of(PREDICTION_DRIFT);
        }
        return Optional.ofNullable(BY_METRIC.get(metric));
    }

    private static Topic of(Layer layer) {
        return switch (layer) {
            case INFRASTRUCTURE -> INFRASTRUCTURE;
            case APPLICATION -> GENERAL;
            case MODEL -> PERFORMANCE;
            case BUSINESS -> BUSINESS;
            case MONITORING -> MONITORING;
        };
    }
}
