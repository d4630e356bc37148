package io.watchbill.profiler;

import io.watchbill.statistics.ColumnReference;
import io.watchbill.statistics.DriftScores;
import io.watchbill.statistics.WindowCounts;
import java.time.Instant;
import java.util.List;

/**
 * One column against its reference.
 *
 * @param reference what the training data held
 * @param counts    what the rows hold, in the same bins
 * @param scores    all scores, with adjusted p-value and verdict
 * @param effects   what the verdict depends on, largest share of its threshold first; empty where none could be computed
 * @param reason    a short sentence on why the verdict is what it is
 * @param overTime  the same scores chunk by chunk; empty without a time column
 */
public record ColumnEvaluation(
        ColumnReference reference,
        WindowCounts counts,
        DriftScores scores,
        List<Effect> effects,
        String reason,
        List<Chunk> overTime) {

    public ColumnEvaluation {
        effects = List.copyOf(effects);
        overTime = List.copyOf(overTime);
    }

    /**
     * A stretch of time as long as one of the specification's windows.
     *
     * @param to      exclusive
     * @param whole   whether the rows span all of it; otherwise there is no verdict
     * @param effects as those of the column
     */
    public record Chunk(Instant from, Instant to, boolean whole, DriftScores scores, List<Effect> effects) {
        public Chunk {
            effects = List.copyOf(effects);
        }
    }

    /** The column's name. */
    public String name() {
        return reference.name();
    }

    /** The largest effect as a multiple of its warning threshold; 0 where none could be computed. */
    public double strength() {
        return effects.isEmpty() ? 0 : effects.get(0).strength();
    }
}
