package io.watchbill.engine;

import io.watchbill.engine.decode.DecodedBatch;
import io.watchbill.engine.decode.Rejections;
import io.watchbill.spec.EventClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that is known of one model: its clock, and a state for each version. A fold over binned batches.
 *
 * <ol>
 *   <li>A window is the set of accepted events whose pane it holds, so order and batching cannot change it.
 *   <li>Memory depends on versions, columns, bins and panes, never on traffic.
 * </ol>
 *
 * <p>Not thread-safe: the host holds one lock for each model.
 */
public final class ModelState {
    private static final int MOST_VERSIONS = 50;

    private final ModelPlan plan;
    private final ModelClock clock;
    private final Map<String, VersionState> versions = new LinkedHashMap<>();
    private final long idleMillis;
    private long appliedRows;

    /**
     * @param maximumFuture how far ahead of the wall clock an event may be
     */
    public ModelState(ModelPlan plan, Duration maximumFuture) {
        this.plan = plan;
        this.clock = new ModelClock(plan.model().clock() == EventClock.REPLAY, plan.longestWindow(), maximumFuture);
        this.idleMillis = plan.longestWindow()
                .plus(plan.model().performance().maximumLabelDelay())
                .toMillis();
    }

    /** The plan that this state follows. */
    public ModelPlan plan() {
        return plan;
    }

    /**
     * Decides which rows are accepted and when they happened, and moves the model's clock.
     *
     * @param wallMillis the time of arrival
     * @param nanos the monotonic time of arrival
     * @param rejections takes the rows that are refused
     */
    public Admission admit(DecodedBatch batch, long wallMillis, long nanos, Rejections rejections) {
        return clock.admit(batch, wallMillis, nanos, rejections);
    }

    /** Adds a batch. */
    public void apply(BinnedBatch batch) {
        BinnedBatch.Predictions predictions = batch.predictions;
        int[] rows = new int[predictions.rows];
        boolean[] done = new boolean[batch.texts.size()];
        for (int i = 0; i < predictions.rows; i++) {
            int version = predictions.versions[i];
            if (done[version]) {
                continue;
            }
            done[version] = true;
            int count = 0;
            for (int row = i; row < predictions.rows; row++) {
                if (predictions.versions[row] == version) {
                    rows[count++] = row;
                }
            }
            version(batch.texts.get(version)).predictions(batch, rows, count);
        }
        appliedRows += batch.rows();
    }

    private VersionState version(String name) {
        VersionState known = versions.get(name);
        if (known != null) {
            return known;
        }
        if (versions.size() >= MOST_VERSIONS && !name.equals(CappedNames.OTHER)) {
            return version(CappedNames.OTHER);
        }
        VersionState fresh = new VersionState(plan, name);
        versions.put(name, fresh);
        return fresh;
    }

    /** How many rows were applied; a model whose number has not changed needs new scores only when panes pass. */
    public long appliedRows() {
        return appliedRows;
    }

    /** Whether any event has set the model's clock. */
    public boolean hasClock() {
        return clock.isSet();
    }

    /** The model's event clock E in milliseconds since 1970; meaningless before the first event. */
    public long clockMillis(long nanos) {
        return clock.now(nanos);
    }

    /** Moves all windows on to E, forgets idle versions, and copies what the scores and the page need. */
    public ModelTotals totals(long nanos) {
        long now = clock.now(nanos);
        versions.values().removeIf(version -> version.newest() < now - idleMillis);
        List<VersionTotals> totals = new ArrayList<>(versions.size());
        for (VersionState version : versions.values()) {
            totals.add(version.totals(now));
        }
        return new ModelTotals(plan, now, totals);
    }

    /** Bytes of the arrays that hold counts. */
    public long bytesHeld() {
        return versions.values().stream().mapToLong(VersionState::bytesHeld).sum();
    }
}
