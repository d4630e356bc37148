package io.watchbill.spec.catalogue;

import static io.watchbill.spec.catalogue.FamilyRegistry.drift;
import static io.watchbill.spec.catalogue.FamilyRegistry.model;
import static io.watchbill.spec.catalogue.FamilyRegistry.own;
import static io.watchbill.spec.catalogue.FamilyRegistry.performance;
import static io.watchbill.spec.catalogue.LabelNames.ACTUAL;
import static io.watchbill.spec.catalogue.LabelNames.ARM;
import static io.watchbill.spec.catalogue.LabelNames.BIN;
import static io.watchbill.spec.catalogue.LabelNames.CLASS;
import static io.watchbill.spec.catalogue.LabelNames.COLUMN;
import static io.watchbill.spec.catalogue.LabelNames.CONSUMER;
import static io.watchbill.spec.catalogue.LabelNames.DETECTOR;
import static io.watchbill.spec.catalogue.LabelNames.EVENT;
import static io.watchbill.spec.catalogue.LabelNames.HASH;
import static io.watchbill.spec.catalogue.LabelNames.KIND;
import static io.watchbill.spec.catalogue.LabelNames.LIMIT;
import static io.watchbill.spec.catalogue.LabelNames.LISTENER;
import static io.watchbill.spec.catalogue.LabelNames.METRIC;
import static io.watchbill.spec.catalogue.LabelNames.NAME;
import static io.watchbill.spec.catalogue.LabelNames.OUTCOME;
import static io.watchbill.spec.catalogue.LabelNames.PART;
import static io.watchbill.spec.catalogue.LabelNames.PREDICTED;
import static io.watchbill.spec.catalogue.LabelNames.RATING;
import static io.watchbill.spec.catalogue.LabelNames.REASON;
import static io.watchbill.spec.catalogue.LabelNames.RESULT;
import static io.watchbill.spec.catalogue.LabelNames.SEGMENT;
import static io.watchbill.spec.catalogue.LabelNames.SIGN;
import static io.watchbill.spec.catalogue.LabelNames.SIGNAL;
import static io.watchbill.spec.catalogue.LabelNames.SOURCE;
import static io.watchbill.spec.catalogue.LabelNames.STATUS;
import static io.watchbill.spec.catalogue.LabelNames.UNIT;
import static io.watchbill.spec.catalogue.LabelNames.VALUE;
import static io.watchbill.spec.catalogue.LabelNames.VERSION;
import static io.watchbill.spec.catalogue.LabelNames.WINDOW;

import java.util.List;
import java.util.Optional;

/**
 * Every family of the exporter's page, written once: the exporter registers from here, and rules and dashboards refer
 * to it, so that nothing can name a series that nothing exposes. Families of {@code jvm_} and {@code process_} come
 * from the Prometheus client and are not listed.
 *
 * <p>Every {@code ml_} family starts with the labels {@code model} and {@code version}. A score that cannot be
 * computed is absent, never 0 and never NaN.
 */
public final class MetricFamilies {

    // Application: the requests behind the predictions.
    public static final MetricFamily REQUESTS = model(
            Layer.APPLICATION,
            MetricType.COUNTER,
            "ml_requests_total",
            "Prediction requests, by whether they were answered (ok) or failed (error).",
            OUTCOME);
    public static final MetricFamily REQUEST_DURATION = model(
            Layer.APPLICATION, MetricType.HISTOGRAM, "ml_request_duration_seconds", "Time a prediction request took.");

    // Model: what goes in and what comes out.
    public static final MetricFamily PREDICTIONS = model(
            MetricType.COUNTER,
            "ml_predictions_total",
            "Predictions, by predicted class and by arm of an experiment.",
            CLASS,
            ARM);
    public static final MetricFamily PREDICTION_VALUE =
            model(MetricType.HISTOGRAM, "ml_prediction_value", "Predicted values of a regression.");
    public static final MetricFamily PREDICTION_CONFIDENCE = model(
            MetricType.HISTOGRAM, "ml_prediction_confidence", "Confidence of the predicted class, between 0 and 1.");
    public static final MetricFamily QUALITY_SCORE = model(
            MetricType.HISTOGRAM, "ml_quality_score", "Quality scores that arrive beside predictions, by name.", NAME);
    public static final MetricFamily QUALITY_SCORE_INVALID = model(
            MetricType.COUNTER,
            "ml_quality_score_invalid_total",
            "Quality scores outside the range that the specification declares; they are in no histogram.",
            NAME);
    public static final MetricFamily COLUMN_BIN = model(
            MetricType.COUNTER,
            "ml_column_bin_total",
            "Values seen in production, by coarse bin or category; bins sort as text in bin order.",
            COLUMN,
            KIND,
            BIN);
    public static final MetricFamily COLUMN_REFERENCE_SAMPLES = model(
            MetricType.GAUGE,
            "ml_column_reference_samples",
            "Samples of the training data in the same bins.",
            COLUMN,
            KIND,
            BIN);
    public static final MetricFamily COLUMN_MISSING =
            model(MetricType.COUNTER, "ml_column_missing_total", "Values that were absent or null.", COLUMN);
    public static final MetricFamily COLUMN_INVALID = model(
            MetricType.COUNTER,
            "ml_column_invalid_total",
            "Values that the column's type cannot hold, such as text in a numeric feature.",
            COLUMN);
    public static final MetricFamily COLUMN_UNSEEN =
            model(MetricType.COUNTER, "ml_column_unseen_total", "Categories that the training data never had.", COLUMN);

    // Model: data drift.
    public static final MetricFamily DRIFT_PSI = drift(
            "ml_drift_psi", "Population Stability Index against the training data: 0 is no drift, 0.25 is strong.");
    public static final MetricFamily DRIFT_PSI_P_VALUE =
            drift("ml_drift_psi_p_value", "Probability of a PSI at least this large without drift.");
    public static final MetricFamily DRIFT_PSI_NOISE_FLOOR =
            drift("ml_drift_psi_noise_floor", "PSI to expect from sampling alone, without drift.");
    public static final MetricFamily DRIFT_KS_STATISTIC =
            drift("ml_drift_ks_statistic", "Kolmogorov-Smirnov distance D of a numeric column from the training data.");
    public static final MetricFamily DRIFT_KS_P_VALUE =
            drift("ml_drift_ks_p_value", "Probability of a distance D at least this large without drift.");
    public static final MetricFamily DRIFT_CHI_SQUARE_STATISTIC =
            drift("ml_drift_chi_square_statistic", "Two-sample chi-square statistic over pooled bins or categories.");
    public static final MetricFamily DRIFT_CHI_SQUARE_P_VALUE =
            drift("ml_drift_chi_square_p_value", "Probability of a chi-square at least this large without drift.");
    public static final MetricFamily DRIFT_V =
            drift("ml_drift_v", "Effect size V between 0 and 1: how far the shares of bins or categories have moved.");
    public static final MetricFamily DRIFT_JENSEN_SHANNON = drift(
            "ml_drift_jensen_shannon_distance",
            "Jensen-Shannon distance, base 2, between 0 and 1; where the specification asks for it.");
    public static final MetricFamily DRIFT_JENSEN_SHANNON_NOISE_FLOOR =
            drift("ml_drift_jensen_shannon_noise_floor", "Jensen-Shannon distance to expect from sampling alone.");
    public static final MetricFamily DRIFT_WASSERSTEIN = drift(
            "ml_drift_wasserstein_distance",
            "Wasserstein-1 distance in standard deviations of the training data; where the specification asks for it.");
    public static final MetricFamily DRIFT_WASSERSTEIN_NOISE_FLOOR =
            drift("ml_drift_wasserstein_noise_floor", "Wasserstein-1 distance to expect from sampling alone.");
    public static final MetricFamily DRIFT_ADJUSTED_P_VALUE = drift(
            "ml_drift_adjusted_p_value",
            "The column's p-value after Benjamini-Hochberg over all columns of the model and window.");
    public static final MetricFamily DRIFT_OVERDISPERSION = drift(
            "ml_drift_overdispersion_ratio",
            "How many times the counts vary more than independent events would; p-values use samples divided by it.");
    public static final MetricFamily DRIFT_WINDOW_SAMPLES =
            drift("ml_drift_window_samples", "Values of the column in the window.");
    public static final MetricFamily DRIFT_VERDICT = drift(
            "ml_drift_verdict",
            "Whether effect and significance both pass the specification's thresholds: 0 no, 1 warning, 2 critical.");
    public static final MetricFamily DRIFT_NO_VERDICT = model(
            MetricType.INFO, "ml_drift_no_verdict_info", "Why a column has no verdict.", COLUMN, KIND, WINDOW, REASON);
    public static final MetricFamily DRIFTED_COLUMNS = model(
            MetricType.GAUGE,
            "ml_drifted_columns_ratio",
            "Share of the feature columns with a verdict whose verdict is warning or critical.",
            WINDOW);

    // Model: values that are no part of a distribution.
    public static final MetricFamily COLUMN_MISSING_RATIO =
            drift("ml_column_missing_ratio", "Share of the window's values that are missing.");
    public static final MetricFamily COLUMN_MISSING_P_VALUE = drift(
            "ml_column_missing_p_value",
            "Probability of a share of missing values at least this far from the training data's without a change.");
    public static final MetricFamily COLUMN_INVALID_RATIO =
            drift("ml_column_invalid_ratio", "Share of the window's values that the column's type cannot hold.");
    public static final MetricFamily COLUMN_INVALID_P_VALUE = drift(
            "ml_column_invalid_p_value",
            "Probability of a share of invalid values at least this far from the training data's without a change.");
    public static final MetricFamily COLUMN_UNSEEN_RATIO =
            drift("ml_column_unseen_ratio", "Share of the window's categories that the training data never had.");
    public static final MetricFamily COLUMN_UNSEEN_EXPECTED_RATIO = drift(
            "ml_column_unseen_expected_ratio",
            "Share of unseen categories to expect without drift: those that the training data had once.");
    public static final MetricFamily COLUMN_UNSEEN_P_VALUE = drift(
            "ml_column_unseen_p_value",
            "Probability of a share of unseen categories at least this large without drift.");

    // Model: concept drift.
    public static final MetricFamily LABELLED_PREDICTIONS = model(
            MetricType.COUNTER,
            "ml_labelled_predictions_total",
            "Predictions whose label has arrived, by predicted and actual class and by arm.",
            PREDICTED,
            ACTUAL,
            ARM);
    public static final MetricFamily ERROR_SUM = model(
            MetricType.COUNTER,
            "ml_error_sum_total",
            "Sum of the sizes of the errors, prediction minus label, those above 0 (positive) and below (negative) apart.",
            SIGN,
            ARM);
    public static final MetricFamily ABSOLUTE_ERROR_SUM =
            model(MetricType.COUNTER, "ml_absolute_error_sum_total", "Sum of absolute errors.", ARM);
    public static final MetricFamily SQUARED_ERROR_SUM =
            model(MetricType.COUNTER, "ml_squared_error_sum_total", "Sum of squared errors.", ARM);
    public static final MetricFamily TARGET_SUM = model(
            MetricType.COUNTER,
            "ml_target_sum_total",
            "Sum of the sizes of the labels, those above 0 (positive) and below (negative) apart.",
            SIGN,
            ARM);
    public static final MetricFamily ACCURACY = performance("accuracy", "Share of right predictions.");
    public static final MetricFamily PRECISION =
            performance("precision", "Share of positive predictions that were right (macro average over classes).");
    public static final MetricFamily RECALL =
            performance("recall", "Share of positive labels that were predicted (macro average over classes).");
    public static final MetricFamily F1 = performance("f1", "Harmonic mean of precision and recall.");
    public static final MetricFamily ROC_AUC = performance(
            "roc_auc",
            "Area under the ROC curve of the score; over several classes, the mean of each against all others.");
    public static final MetricFamily ROC_AUC_ERROR = performance(
            "roc_auc_error", "How far the area under the ROC curve can be off because scores are kept in bins.");
    public static final MetricFamily LOG_LOSS = performance("log_loss", "Mean negative log likelihood.");
    public static final MetricFamily BRIER = performance(
            "brier", "Mean squared error of the score; over several classes, of all their scores together.");
    public static final MetricFamily MAE = performance("mae", "Mean absolute error.");
    public static final MetricFamily RMSE = performance("rmse", "Root of the mean squared error.");
    public static final MetricFamily R2 = performance("r2", "Share of the label's variance that is explained.");
    public static final MetricFamily WAPE =
            performance("wape", "Sum of absolute errors divided by the sum of absolute labels.");
    public static final MetricFamily BIAS = performance("bias", "Mean of prediction minus label.");
    public static final MetricFamily CLASS_PERFORMANCE = model(
            MetricType.GAUGE,
            "ml_class_performance",
            "Precision, recall and F1 of each class of a classifier of several classes.",
            METRIC,
            CLASS,
            WINDOW);
    public static final MetricFamily PERFORMANCE_BASELINE = model(
            MetricType.GAUGE,
            "ml_performance_baseline",
            "The metric on the reference data, which the model was not fitted on.",
            METRIC);
    public static final MetricFamily PERFORMANCE_SAMPLES = model(
            MetricType.GAUGE,
            "ml_performance_samples",
            "Labelled predictions in the window; with fewer than minimumSamples its metrics are absent.",
            WINDOW);
    public static final MetricFamily PERFORMANCE_DROP = model(
            MetricType.GAUGE,
            "ml_performance_drop",
            "How much worse than its baseline the metric is; negative when it is better.",
            METRIC,
            WINDOW);
    public static final MetricFamily PERFORMANCE_DROP_P_VALUE = model(
            MetricType.GAUGE,
            "ml_performance_drop_p_value",
            "Probability of a drop at least this large with the model as good as at its baseline.",
            METRIC,
            WINDOW);
    public static final MetricFamily ESTIMATED_ACCURACY = performance(
            "estimated_accuracy", "Accuracy to expect from calibrated confidence, before the labels arrive.");
    public static final MetricFamily ESTIMATED_ACCURACY_DEVIATION = performance(
            "estimated_accuracy_deviation",
            "Standard deviation of the accuracy around its estimate, if right and wrong follow confidence as before.");
    public static final MetricFamily HOLDOUT_DIFFERENCE = model(
            MetricType.GAUGE, "ml_holdout_difference", "Champion minus holdout, since the holdout's start.", METRIC);
    public static final MetricFamily HOLDOUT_DIFFERENCE_LOWER = model(
            MetricType.GAUGE,
            "ml_holdout_difference_lower",
            "Lower end of the difference's always-valid interval.",
            METRIC);
    public static final MetricFamily HOLDOUT_DIFFERENCE_UPPER = model(
            MetricType.GAUGE,
            "ml_holdout_difference_upper",
            "Upper end of the difference's always-valid interval.",
            METRIC);
    public static final MetricFamily HOLDOUT_P_VALUE =
            model(MetricType.GAUGE, "ml_holdout_p_value", "Always-valid p-value of the difference.", METRIC);
    public static final MetricFamily HOLDOUT_SAMPLE_RATIO_P_VALUE = model(
            MetricType.GAUGE,
            "ml_holdout_sample_ratio_p_value",
            "Always-valid p-value of the holdout's share against its planned share.",
            METRIC);
    public static final MetricFamily CONFIDENCE_MEAN =
            model(MetricType.GAUGE, "ml_confidence_mean", "Mean confidence of the predictions.", WINDOW);
    public static final MetricFamily CONFIDENCE_DROP = model(
            MetricType.GAUGE,
            "ml_confidence_drop",
            "Mean confidence on the reference data minus the mean confidence now.",
            WINDOW);
    public static final MetricFamily CONFIDENCE_DROP_P_VALUE = model(
            MetricType.GAUGE,
            "ml_confidence_drop_p_value",
            "Probability of a confidence drop at least this large without a change.",
            WINDOW);
    public static final MetricFamily CALIBRATION_ERROR = model(
            MetricType.GAUGE, "ml_calibration_error", "Expected calibration error over 15 bins of confidence.", WINDOW);
    public static final MetricFamily CALIBRATION_ERROR_NOISE_FLOOR = model(
            MetricType.GAUGE,
            "ml_calibration_error_noise_floor",
            "Calibration error to expect from a perfectly calibrated model with as many labels.",
            WINDOW);
    public static final MetricFamily CALIBRATION_P_VALUE = model(
            MetricType.GAUGE,
            "ml_calibration_p_value",
            "Probability of confidences at least this far off with a perfectly calibrated model (Spiegelhalter's Z).",
            WINDOW);
    public static final MetricFamily CHANGE_DETECTED = model(
            MetricType.COUNTER,
            "ml_change_detected_total",
            "Changes that a detector (adwin, ddm, page_hinkley) reported of the errors or the confidence.",
            DETECTOR,
            SIGNAL);
    public static final MetricFamily LABELS = model(
            MetricType.COUNTER,
            "ml_labels_total",
            "Labels that arrived: joined to a prediction, duplicate, relabelled (a correction), orphan (no prediction).",
            RESULT);
    public static final MetricFamily PREDICTIONS_UNLABELLED = model(
            MetricType.COUNTER,
            "ml_predictions_unlabelled_total",
            "Predictions whose label did not arrive within the maximum label delay.");
    public static final MetricFamily LABEL_DELAY =
            model(MetricType.HISTOGRAM, "ml_label_delay_seconds", "Time from a prediction to its label.");
    public static final MetricFamily LABEL_COVERAGE = model(
            MetricType.GAUGE,
            "ml_label_coverage_ratio",
            "Share of the window's predictions whose label has arrived.",
            WINDOW);

    // Model: segments, families of their own so that sums over the others never count twice.
    public static final MetricFamily SEGMENT_REQUESTS =
            model(MetricType.COUNTER, "ml_segment_requests_total", "Requests by segment.", SEGMENT, VALUE, OUTCOME);
    public static final MetricFamily SEGMENT_DRIFT_VERDICT = model(
            MetricType.GAUGE,
            "ml_segment_drift_verdict",
            "Drift verdict within a segment: 0 no, 1 warning, 2 critical.",
            SEGMENT,
            VALUE,
            COLUMN,
            KIND,
            WINDOW);
    public static final MetricFamily SEGMENT_PERFORMANCE = model(
            MetricType.GAUGE,
            "ml_segment_performance",
            "Rolling performance within a segment, by metric.",
            SEGMENT,
            VALUE,
            METRIC,
            WINDOW);

    // Business: what the predictions are worth.
    public static final MetricFamily BUSINESS_EVENTS = model(
            Layer.BUSINESS,
            MetricType.COUNTER,
            "ml_business_events_total",
            "Business events, by event, unit of their value and arm.",
            EVENT,
            UNIT,
            ARM);
    public static final MetricFamily BUSINESS_VALUE = model(
            Layer.BUSINESS,
            MetricType.COUNTER,
            "ml_business_value_total",
            "Sum of the business events' values, in their unit.",
            EVENT,
            UNIT,
            ARM);
    public static final MetricFamily CONVERSION = model(
            Layer.BUSINESS,
            MetricType.GAUGE,
            "ml_conversion_ratio",
            "Share of predictions that led to the conversion event in time.",
            WINDOW,
            ARM);
    public static final MetricFamily VALUE_PER_PREDICTION = model(
            Layer.BUSINESS,
            MetricType.GAUGE,
            "ml_value_per_prediction",
            "Business value divided by predictions.",
            WINDOW,
            ARM,
            UNIT);
    public static final MetricFamily FEEDBACK_SCORE = model(
            Layer.BUSINESS,
            MetricType.GAUGE,
            "ml_feedback_score",
            "Share of positive among positive and negative feedback.",
            WINDOW);
    public static final MetricFamily FEEDBACK =
            model(Layer.BUSINESS, MetricType.COUNTER, "ml_feedback_total", "User feedback, by rating.", RATING);
    public static final MetricFamily DOWNSTREAM_EFFECTS = model(
            Layer.BUSINESS,
            MetricType.COUNTER,
            "ml_downstream_effects_total",
            "What consumers did with predictions.",
            CONSUMER,
            OUTCOME);

    // Runs of batch models.
    public static final MetricFamily RUN_LAST_SUCCESS = model(
            MetricType.GAUGE,
            "ml_run_last_success_timestamp_seconds",
            "When the last complete run of a batch model ended, in Unix time.");
    public static final MetricFamily RUN_ROWS =
            model(MetricType.GAUGE, "ml_run_rows", "Rows of the last complete run of a batch model.");
    public static final MetricFamily RUN_DUE = model(
            MetricType.GAUGE,
            "ml_run_due_timestamp_seconds",
            "When the newest run started whose deadline has passed, by the schedule of the specification, in Unix time.");
    public static final MetricFamily RUNS = model(
            MetricType.COUNTER,
            "ml_runs_total",
            "Runs of a batch model that ended, by status: complete, failed, or abandoned because too many were open.",
            STATUS);

    // The exporter itself.
    public static final MetricFamily WINDOW_END = model(
            Layer.MONITORING,
            MetricType.GAUGE,
            "ml_window_end_timestamp_seconds",
            "Event time at which the window ends, in Unix time.",
            WINDOW);
    public static final MetricFamily SOURCE_NEWEST_EVENT = own(
            MetricType.GAUGE,
            "watchbill_source_newest_event_timestamp_seconds",
            "Time of the newest accepted event of a source, in Unix time.",
            SOURCE);
    public static final MetricFamily SOURCE_UP = own(
            MetricType.GAUGE,
            "watchbill_source_up",
            "Whether an input that the exporter reads by itself can be read: 1 or 0.",
            SOURCE,
            NAME);
    public static final MetricFamily SOURCE_PROBLEMS = own(
            MetricType.COUNTER,
            "watchbill_source_problems_total",
            "How often an input could not be read, or not in full, by reason.",
            SOURCE,
            NAME,
            REASON);
    public static final MetricFamily INGEST_EVENTS = own(
            MetricType.COUNTER,
            "watchbill_ingest_events_total",
            "Events received, by what became of them.",
            SOURCE,
            RESULT);
    public static final MetricFamily IGNORED_VALUES = own(
            MetricType.COUNTER,
            "watchbill_ignored_values_total",
            "What accepted events of a model held and nothing was made of, by reason.",
            LabelNames.MODEL,
            REASON);
    public static final MetricFamily INGEST_BATCH_DURATION = own(
            MetricType.HISTOGRAM, "watchbill_ingest_batch_duration_seconds", "Time to take in one batch of events.");
    public static final MetricFamily SCRAPE_DURATION =
            own(MetricType.HISTOGRAM, "watchbill_scrape_duration_seconds", "Time to answer one scrape.");
    public static final MetricFamily STATE_BYTES =
            own(MetricType.GAUGE, "watchbill_state_bytes", "Size of the exporter's durable state.");
    public static final MetricFamily STATE_MEMORY = own(
            MetricType.GAUGE,
            "watchbill_state_memory_bytes",
            "Memory outside of the heap that the durable state takes: filters of ids, what is known of its tables, its cache, and"
                    + " buffers of what is not in a table yet.",
            PART);
    public static final MetricFamily STATE_LAST_SNAPSHOT = own(
            MetricType.GAUGE,
            "watchbill_state_last_snapshot_timestamp_seconds",
            "When the state was last written as a snapshot, in Unix time.");
    public static final MetricFamily STATE_RECOVERED_BATCHES = own(
            MetricType.COUNTER,
            "watchbill_state_recovered_batches_total",
            "Batches replayed from the journal at start.");
    public static final MetricFamily STATE_SYNCS = own(
            MetricType.COUNTER,
            "watchbill_state_syncs_total",
            "How often the store's log was synced to the disk since the start; deliveries that come together share one.");
    public static final MetricFamily STATE_FAILING = own(
            MetricType.GAUGE,
            "watchbill_state_failing",
            "Whether events cannot be stored now, or predictions not be read, so that senders are told to send again: 1 or"
                    + " 0.");
    public static final MetricFamily STATE_UNREADABLE_PREDICTIONS = own(
            MetricType.COUNTER,
            "watchbill_state_unreadable_predictions_total",
            "Ids whose labels and business events were counted without their prediction since the start, because what the"
                    + " store keeps of it is damaged.");
    public static final MetricFamily STATE_DAMAGED_STORES = own(
            MetricType.GAUGE,
            "watchbill_state_damaged_stores",
            "Stores that could not be read at a start, were moved aside and are still there.");
    public static final MetricFamily RELOAD_SUCCESSFUL = own(
            MetricType.GAUGE,
            "watchbill_config_last_reload_successful",
            "Whether specifications and profiles could be used when they were last read: 1 or 0.");
    public static final MetricFamily RELOAD_SUCCESS = own(
            MetricType.GAUGE,
            "watchbill_config_last_reload_success_timestamp_seconds",
            "When specifications and profiles were last read and used, in Unix time.");
    public static final MetricFamily LIMIT_USED = own(
            MetricType.GAUGE, "watchbill_limit_used", "How much of a bound is in use, in the bound's own unit.", LIMIT);
    public static final MetricFamily LIMIT_MAX = own(
            MetricType.GAUGE, "watchbill_limit_max", "The bound itself; at it, things are refused or evicted.", LIMIT);
    public static final MetricFamily LIMIT_DROPPED = own(
            MetricType.COUNTER,
            "watchbill_limit_dropped_total",
            "What was forgotten, or not kept apart, because a bound was reached.",
            LIMIT);
    public static final MetricFamily REQUESTS_REFUSED = own(
            MetricType.COUNTER,
            "watchbill_requests_refused_total",
            "Requests to a listener (ingest, metrics) that were refused for who sent them, or cut at their deadline.",
            LISTENER,
            REASON);
    public static final MetricFamily WEB_CONFIG_RELOAD = own(
            MetricType.GAUGE,
            "watchbill_web_config_last_reload_successful",
            "Whether the web configuration could be used when it was last read; 1 where there is none.");
    public static final MetricFamily BUILD =
            own(MetricType.INFO, "watchbill_build_info", "Version of the exporter.", VERSION);
    public static final MetricFamily SPEC = own(
            MetricType.INFO,
            "watchbill_spec_info",
            "Operations Specifications that the exporter runs, by name and hash of their content.",
            NAME,
            HASH);

    private MetricFamilies() {}

    /** Every family of the contract, in the order of the documentation. */
    public static List<MetricFamily> all() {
        return List.copyOf(FamilyRegistry.all());
    }

    /** The family of that full name, if there is one. */
    public static Optional<MetricFamily> find(String name) {
        return FamilyRegistry.find(name);
    }

    /** The family that a series on the page belongs to: {@code x_bucket} belongs to the histogram {@code x}. */
    public static Optional<MetricFamily> ofSeries(String seriesName) {
        return FamilyRegistry.all().stream()
                .filter(family -> family.seriesNames().contains(seriesName))
                .findFirst();
    }
}
