package io.watchbill.profiler;

import io.watchbill.spec.Model;
import io.watchbill.statistics.ReferenceProfile;
import io.watchbill.statistics.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rows of files against a model's reference profile.
 *
 * @param model       whose columns and thresholds these are
 * @param profile     what the rows were compared with
 * @param files       the files' names, for people
 * @param rows        rows that were judged
 * @param holdout     rows that were left out because they are of the holdout arm
 * @param untimed     rows that were left out because they have no time, and others do
 * @param time        when the rows happened; null without a time column
 * @param columns     what drifted most first: by verdict, then by effect; columns without a verdict last
 * @param performance null where rows have neither labelled predictions nor confidences
 * @param labels      null where the labels stand in the rows themselves
 * @param notes       sentences on what could not be known, and why
 */
public record Evaluation(
        Model model,
        ReferenceProfile profile,
        String files,
        long rows,
        long holdout,
        long untimed,
        @Nullable Time time,
        List<ColumnEvaluation> columns,
        @Nullable PerformanceEvaluation performance,
        @Nullable LabelJoin labels,
        List<String> notes) {

    public Evaluation {
        columns = List.copyOf(columns);
        notes = List.copyOf(notes);
    }

    /**
     * When the rows happened, and how they were cut to see how dependent they are.
     *
     * @param from             the first row
     * @param to               the last row
     * @param pane             length of the panes
     * @param chunk            length of the chunks of the columns' scores over time
     * @param performanceChunk length of the chunks of the performance over time
     */
    public record Time(Instant from, Instant to, Duration pane, Duration chunk, Duration performanceChunk) {}

    /** The worst verdict of any column or metric over all rows. */
    public Verdict verdict() {
        Stream<@Nullable Verdict> ofColumns =
                columns.stream().map(column -> column.scores().verdict());
        Stream<@Nullable Verdict> ofMetrics = performance == null
                ? Stream.empty()
                : performance.metrics().stream().map(PerformanceEvaluation.Metric::verdict);
        return Stream.concat(ofColumns, ofMetrics)
                .filter(Objects::nonNull)
                .max(Verdict::compareTo)
                .orElse(Verdict.NONE);
    }

    /**
     * Whether no column could be judged, and no metric is worse either: that nothing was found then does not mean that
     * there is nothing.
     */
    public boolean undecided() {
        return verdict() == Verdict.NONE
                && columns.stream().allMatch(column -> column.scores().verdict() == null);
    }
}
