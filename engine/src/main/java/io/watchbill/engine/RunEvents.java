package io.watchbill.engine;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes what events say of a model's runs into their state. Not thread-safe. */
final class RunEvents {
    private final @Nullable RunState runs;
    private final ModelNames names;
    private final Versions versions;
    private final Map<IgnoredValue, Long> ignored;

    RunEvents(
            ModelPlan plan, ModelLimits limits, ModelNames names, Versions versions, Map<IgnoredValue, Long> ignored) {
        this.runs = plan.schedule().isPresent() ? new RunState(plan, limits) : null;
        this.names = names;
        this.versions = versions;
        this.ignored = ignored;
    }

    /** The runs; null for a model that is served online. */
    @Nullable
    RunState state() {
        return runs;
    }

    /** Whether a version still matters to a run. */
    boolean holds(String version) {
        return runs != null && runs.holds(version);
    }

    /** Adds how many runs are open, and known though they are over, for a model that has runs. */
    void addBounds(Map<String, Bound> bounds) {
        if (runs != null) {
            bounds.put("open_runs", runs.bound());
            bounds.put("closed_runs", runs.closedBound());
        }
    }

    /** Rows of the holdout are in no window, so not in those of runs either. */
    void predicted(BinnedBatch batch, PredictionRows numbers) {
        BinnedBatch.Predictions from = batch.predictions;
        if (runs == null) {
            return;
        }
        for (int row = 0; row < from.rows; row++) {
            String run = BinnedBatch.text(batch, from.runs[row]);
            if (run != null
                    && numbers.arms[row] != names.holdout
                    && !runs.row(run, names.versions.name(numbers.versions[row]), from.slots, row)) {
                ignored.merge(IgnoredValue.CLOSED_RUN, 1L, Long::sum);
            }
        }
    }

    /** A run that ended, for the version that the event names or that its rows have. */
    void ended(BinnedBatch batch, int row) {
        BinnedBatch.Outcomes from = batch.outcomes;
        String name = BinnedBatch.text(batch, from.subjects[row]);
        if (runs == null || name == null) {
            ignored.merge(IgnoredValue.UNEXPECTED_RUN, 1L, Long::sum);
            return;
        }
        String named = BinnedBatch.text(batch, from.versions[row]);
        String of = named == null ? null : names.versions.name(versions.number(named));
        String ran = RunStatus.COMPLETE.label().equals(BinnedBatch.text(batch, from.details[row]))
                ? runs.complete(name, from.times[row], from.values[row], of)
                : runs.fail(name, of);
        if (ran == null) {
            ignored.merge(IgnoredValue.CLOSED_RUN, 1L, Long::sum);
        } else {
            versions.at(versions.number(ran)).seen(from.times[row]);
        }
    }
}
