package io.watchbill.engine;

import io.watchbill.statistics.DriftScores;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Everything that the page shows of one model, computed at one moment. Immutable.
 *
 * @param plan the model
 * @param clockMillis the model's event clock E, at which windows end
 * @param versions its versions, in the order in which they came
 */
public record ScoreSnapshot(ModelPlan plan, long clockMillis, List<Version> versions) {
    public ScoreSnapshot {
        versions = List.copyOf(versions);
    }

    /** The same scores at a later moment in which nothing changed. */
    public ScoreSnapshot at(long newClockMillis) {
        return new ScoreSnapshot(plan, newClockMillis, versions);
    }

    /**
     * One version.
     *
     * @param requests all predictions that were asked for
     * @param failures those of them that failed
     * @param latency seconds a request took
     * @param confidence confidences from 0 to 1
     * @param predictions counts by class and arm
     * @param columns counters by column: features, prediction, confidence
     * @param drift by drift window
     */
    public record Version(
            String version,
            long requests,
            long failures,
            HistogramView latency,
            HistogramView confidence,
            List<PredictionCounts.Count> predictions,
            List<ColumnCounts> columns,
            List<DriftWindow> drift) {
        public Version {
            predictions = List.copyOf(predictions);
            columns = List.copyOf(columns);
            drift = List.copyOf(drift);
        }
    }

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
}
