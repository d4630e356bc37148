package io.watchbill.profiler;

import io.watchbill.statistics.PerformanceScore;
import io.watchbill.statistics.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How right the model was on the labelled rows, and how sure on all, against the reference's rows.
 *
 * @param predictions rows with a prediction
 * @param labelled    those of them whose label is known
 * @param metrics     over all rows
 * @param overTime    chunk by chunk; empty without a time column
 */
public record PerformanceEvaluation(long predictions, long labelled, List<Metric> metrics, List<Chunk> overTime) {

    public PerformanceEvaluation {
        metrics = List.copyOf(metrics);
        overTime = List.copyOf(overTime);
    }

    /**
     * A metric, and what the specification thinks of its drop.
     *
     * @param limits  the drops that it is held against, in the metric's own unit; null where it is held against none
     * @param verdict null where there is none: no limits, no baseline, or no test
     * @param reason  a short sentence on why
     */
    public record Metric(
            PerformanceScore score,
            @Nullable Limits limits,
            @Nullable Verdict verdict,
            String reason) {}

    /**
     * How much worse than the baseline a metric may be.
     *
     * @param warning  null where a warning is not asked for
     * @param critical null where a critical level is not asked for
     */
    public record Limits(@Nullable Double warning, @Nullable Double critical) {}

    /**
     * A stretch of time as long as one of the specification's windows.
     *
     * @param to    exclusive
     * @param whole whether the rows span all of it; otherwise there are no verdicts
     */
    public record Chunk(Instant from, Instant to, boolean whole, long labelled, List<Metric> metrics) {
        public Chunk {
            metrics = List.copyOf(metrics);
        }

        /** The metric of that name. */
        public Optional<Metric> metric(String name) {
            return find(metrics, name);
        }
    }

    /** The metric of that name over all rows. */
    public Optional<Metric> metric(String name) {
        return find(metrics, name);
    }

    private static Optional<Metric> find(List<Metric> metrics, String name) {
        return metrics.stream()
                .filter(metric -> metric.score().metric().equals(name))
                .findFirst();
    }
}
