package io.watchbill.engine;

import io.watchbill.statistics.Calibration;
import io.watchbill.statistics.ClassScore;
import io.watchbill.statistics.DriftScores;
import io.watchbill.statistics.EstimatedAccuracy;
import io.watchbill.statistics.HoldoutComparison;
import io.watchbill.statistics.PerformanceScore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the page shows of one model, computed at one moment. Immutable.
 *
 * @param plan the model
 * @param clockMillis the model's event clock E, at which windows end
 * @param sinceMillis the clock at the model's first event
 * @param versions its versions, in the order in which they came
 * @param ignored what its events held and nothing was made of
 */
public record ScoreSnapshot(
        ModelPlan plan, long clockMillis, long sinceMillis, List<Version> versions, Map<IgnoredValue, Long> ignored) {
    public ScoreSnapshot {
        versions = List.copyOf(versions);
        ignored = Map.copyOf(ignored);
    }

    /** The same scores at a later moment in which nothing changed. */
    public ScoreSnapshot at(long newClockMillis) {
        return new ScoreSnapshot(plan, newClockMillis, sinceMillis, versions, ignored);
    }

    /**
     * One version.
     *
     * @param requests all predictions that were asked for
     * @param failures those of them that failed
     * @param latency seconds a request took
     * @param confidence confidences from 0 to 1
     * @param values predicted numbers; null unless the model is a regression
     * @param predictions counts by class and arm
     * @param columns counters by column: features, prediction, confidence
     * @param drift by drift window; those of time first, then those of runs
     * @param labels what became of labels
     * @param labelDelay seconds from prediction to label
     * @param labelled counts by predicted and actual class and arm
     * @param errors sums over a regression's labelled predictions by arm; empty for a classifier
     * @param changes by detector and signal
     * @param performance by performance window
     * @param holdout by metric; empty without a holdout
     * @param segments by segment and value
     * @param business counts by event, unit and arm
     * @param feedback counts by rating
     * @param downstream counts by consumer and outcome
     * @param businessWindows by business window and arm
     * @param feedbackScores by business window
     * @param quality by declared quality score
     * @param runs the runs of a batch model; null for one that is served online
     */
    public record Version(
            String version,
            long requests,
            long failures,
            HistogramView latency,
            HistogramView confidence,
            @Nullable HistogramView values,
            List<PredictionCount> predictions,
            List<ColumnCounts> columns,
            List<DriftWindow> drift,
            LabelCounts labels,
            HistogramView labelDelay,
            List<LabelledCount> labelled,
            List<ErrorSum> errors,
            List<ChangeCount> changes,
            List<PerformanceWindow> performance,
            List<HoldoutScore> holdout,
            List<SegmentScores> segments,
            List<BusinessCount> business,
            List<Pair> feedback,
            List<Pair> downstream,
            List<BusinessWindow> businessWindows,
            List<FeedbackScore> feedbackScores,
            List<QualityView> quality,
            @Nullable RunView runs) {
        public Version {
            predictions = List.copyOf(predictions);
            columns = List.copyOf(columns);
            drift = List.copyOf(drift);
            labelled = List.copyOf(labelled);
            errors = List.copyOf(errors);
            changes = List.copyOf(changes);
            performance = List.copyOf(performance);
            holdout = List.copyOf(holdout);
            segments = List.copyOf(segments);
            business = List.copyOf(business);
            feedback = List.copyOf(feedback);
            downstream = List.copyOf(downstream);
            businessWindows = List.copyOf(businessWindows);
            feedbackScores = List.copyOf(feedbackScores);
            quality = List.copyOf(quality);
        }
    }

    /** Predictions of one class in one arm; the empty text where the sender named none. */
    public record PredictionCount(String predictedClass, String arm, long count) {}

    /** Labelled predictions by predicted and actual class in one arm. */
    public record LabelledCount(String predicted, String actual, String arm, long count) {}

    /**
     * Sums over the labelled predictions of a regression in one arm, each at least 0.
     *
     * @param positiveError of errors above 0; an error is the prediction less the label
     * @param negativeError of the sizes of errors below 0
     * @param positiveTarget of labels above 0
     * @param negativeTarget of the sizes of labels below 0
     */
    public record ErrorSum(
            String arm,
            double positiveError,
            double negativeError,
            double squaredError,
            double positiveTarget,
            double negativeTarget) {
        /** Sum of the errors' sizes. */
        public double absoluteError() {
            return positiveError + negativeError;
        }
    }

    /** Changes that a detector has reported of a signal: the errors, or the confidence. */
    public record ChangeCount(String detector, String signal, long count) {}

    /**
     * A version against the holdout in one metric.
     *
     * @param difference of the version less the holdout; empty while there are too few events to tell
     * @param lnSampleRatio ln of the always-valid p-value of the holdout's share of the metric's samples
     */
    public record HoldoutScore(
            String metric, Optional<HoldoutComparison.Difference> difference, double lnSampleRatio) {}

    /**
     * One value of a segment.
     *
     * @param requests predictions that were asked for
     * @param failures those of them that failed
     * @param drift by drift window
     * @param performance by performance window
     */
    public record SegmentScores(
            String segment,
            String value,
            long requests,
            long failures,
            List<DriftWindow> drift,
            List<PerformanceWindow> performance) {
        public SegmentScores {
            drift = List.copyOf(drift);
            performance = List.copyOf(performance);
        }
    }

    /** Business events of one kind and unit in one arm, and the sum of their values. */
    public record BusinessCount(String event, String unit, String arm, long count, double value) {}

    /** A count by one or two texts. */
    public record Pair(String first, String second, long count) {}

    /**
     * Drift over one window.
     *
     * @param window its label
     * @param scores the columns that have a reference
     * @param withoutReference the columns that have none
     * @param driftedRatio share of the features with a verdict that have drifted; empty without any verdict
     */
    public record DriftWindow(
            String window,
            List<DriftScores> scores,
            List<VersionPlan.Column> withoutReference,
            OptionalDouble driftedRatio) {
        public DriftWindow {
            scores = List.copyOf(scores);
            withoutReference = List.copyOf(withoutReference);
        }
    }

    /**
     * Performance over one window. What cannot be computed is absent.
     *
     * @param window its label
     * @param samples labelled predictions in it
     * @param metrics the metrics with their baselines
     * @param classes the metrics of each class of a classifier of several
     * @param areaError how far the area under the ROC curve can be off because scores are kept in bins
     * @param coverage share of the predictions whose label has come
     * @param confidence the mean confidence with its baseline, over the window that ends at the clock; null without any
     * @param calibration of the labelled predictions' confidences; null without any
     * @param estimate the accuracy to expect, over the window that ends at the clock; null without calibrations
     */
    public record PerformanceWindow(
            String window,
            long samples,
            List<PerformanceScore> metrics,
            List<ClassScore> classes,
            OptionalDouble areaError,
            OptionalDouble coverage,
            @Nullable PerformanceScore confidence,
            @Nullable Calibration calibration,
            @Nullable EstimatedAccuracy estimate) {
        public PerformanceWindow {
            metrics = List.copyOf(metrics);
            classes = List.copyOf(classes);
        }
    }

    /**
     * Business over one window in one arm.
     *
     * @param conversion share of predictions that converted; empty where none is defined
     * @param unit the value's unit; empty where no value is defined
     * @param valuePerPrediction in that unit; empty where no value is defined
     */
    public record BusinessWindow(
            String window, String arm, String unit, OptionalDouble conversion, OptionalDouble valuePerPrediction) {}

    /** The share of positive among positive and negative feedback over one window; empty where nobody rated. */
    public record FeedbackScore(String window, OptionalDouble score) {}
}
