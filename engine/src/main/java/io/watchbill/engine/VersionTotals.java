package io.watchbill.engine;

import io.watchbill.statistics.WindowCounts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version's counts at one moment, copied so that scoring needs no lock.
 *
 * @param windows by column, then by drift window; an empty list for a column without a reference
 * @param filled by drift window: whether it has been observed for its whole length
 */
record VersionTotals(
        String version,
        long requests,
        long failures,
        HistogramView latency,
        HistogramView confidence,
        @Nullable HistogramView values,
        List<ScoreSnapshot.PredictionCount> predictions,
        List<ColumnCounts> columns,
        List<List<WindowCounts>> windows,
        List<Boolean> filled,
        LabelCounts labels,
        HistogramView labelDelay,
        List<ScoreSnapshot.LabelledCount> labelled,
        List<PerformanceTotals> performance,
        List<ScoreSnapshot.BusinessCount> business,
        List<ScoreSnapshot.Pair> feedback,
        List<ScoreSnapshot.Pair> downstream,
        List<ScoreSnapshot.BusinessWindow> businessWindows,
        List<QualityView> quality) {}
