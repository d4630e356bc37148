package io.watchbill.engine;

import io.watchbill.statistics.DriftScores;
import io.watchbill.statistics.PerformanceScore;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the page shows of one model, computed at one moment. Immutable.
 *
 * @param plan the model
 * @param clockMillis the model's event clock E, at which windows end
 * @param versions its versions, in the order in which they came
 * @param ignored what its events held and nothing was made of
 */
public record ScoreSnapshot(ModelPlan plan, long clockMillis, List<Version> versions, Map<IgnoredValue, Long> ignored) {
    public ScoreSnapshot {
        versions = List.copyOf(versions);
        ignored = Map.copyOf(ignored);
    }

    /** The same scores at a later moment in which nothing changed. */
    public ScoreSnapshot at(long newClockMillis) {
        return new ScoreSnapshot(plan, newClockMillis, versions, ignored);
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
     * @param drift by drift window
     * @param labels what became of labels
     * @param labelDelay seconds from prediction to label
     * @param labelled counts by predicted and actual class and arm
     * @param performance by performance window
     * @param business counts by event, unit and arm
     * @param feedback counts by rating
     * @param downstream counts by consumer and outcome
     * @param businessWindows by business window and arm
     * @param quality by declared quality score
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
            List<PerformanceWindow> performance,
            List<BusinessCount> business,
            List<Pair> feedback,
            List<Pair> downstream,
            List<BusinessWindow> businessWindows,
            List<QualityView> quality) {
        public Version {
            predictions = List.copyOf(predictions);
            columns = List.copyOf(columns);
            drift = List.copyOf(drift);
            labelled = List.copyOf(labelled);
            performance = List.copyOf(performance);
            business = List.copyOf(business);
            feedback = List.copyOf(feedback);
            downstream = List.copyOf(downstream);
            businessWindows = List.copyOf(businessWindows);
            quality = List.copyOf(quality);
        }
    }

    /** Predictions of one class in one arm; the empty text where the sender named none. */
    public record PredictionCount(String predictedClass, String arm, long count) {}

    /** Labelled predictions by predicted and actual class in one arm. */
    public record LabelledCount(String predicted, String actual, String arm, long count) {}

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
     * @param metrics the metrics with their baselines
     * @param coverage share of the predictions whose label has come
     * @param confidence the mean confidence with its baseline, over the window that ends at the clock; null without any
     */
    public record PerformanceWindow(
            String window,
            List<PerformanceScore> metrics,
            OptionalDouble coverage,
            @Nullable PerformanceScore confidence) {
        public PerformanceWindow {
            metrics = List.copyOf(metrics);
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
}
