package io.watchbill.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version's counts at one moment, copied so that scoring needs no lock.
 *
 * @param runWindows by drift window that is made of runs
 * @param runs null for a model that is served online
 */
record VersionTotals(
        String version,
        TrafficTotals traffic,
        List<SegmentStates.Totals> segments,
        HistogramView latency,
        HistogramView confidence,
        @Nullable HistogramView values,
        List<ScoreSnapshot.PredictionCount> predictions,
        LabelCounts labels,
        HistogramView labelDelay,
        List<ScoreSnapshot.LabelledCount> labelled,
        List<ScoreSnapshot.ErrorSum> errors,
        List<ScoreSnapshot.ChangeCount> changes,
        List<ScoreSnapshot.HoldoutScore> holdout,
        List<ScoreSnapshot.BusinessCount> business,
        List<ScoreSnapshot.Pair> feedback,
        List<ScoreSnapshot.Pair> downstream,
        List<ScoreSnapshot.BusinessWindow> businessWindows,
        List<ScoreSnapshot.FeedbackScore> feedbackScores,
        List<QualityView> quality,
        List<RunTotals> runWindows,
        @Nullable RunView runs) {}
