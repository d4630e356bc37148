package io.watchbill.engine;

import io.watchbill.engine.decode.DecodedBatch;
import io.watchbill.engine.decode.EventKind;
import io.watchbill.engine.decode.Rejections;
import io.watchbill.spec.EventClock;
import io.watchbill.statistics.state.StateReader;
import io.watchbill.statistics.state.StateSink;
import io.watchbill.statistics.state.StateSource;
import io.watchbill.statistics.state.StateWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is known of one model: its clock, a state for each version, and the predictions that labels and
 * outcomes may still come for. A fold over binned batches.
 *
 * <ol>
 *   <li>A window is the set of accepted events whose pane it holds, so order and batching cannot change it.
 *   <li>Memory depends on versions, columns, bins, panes and the stated bounds, never on traffic.
 * </ol>
 *
 * <p>Not thread-safe: the host holds one lock for each model.
 */
public final class ModelState {
    private static final long UNSET = Long.MIN_VALUE;

    private final ModelPlan plan;
    private final ModelClock clock;
    private final ModelNames names;
    private final Versions versions;
    private final OpenPredictions open;
    private final Map<IgnoredValue, Long> ignored = IgnoredValue.none();
    private final RunEvents runs;
    private final long idleMillis;
    /** The version that was served last to others than the holdout; -1 before the first. */
    private int champion = -1;

    private long appliedRows;
    /** The clock at the first event. */
    private long since = UNSET;

    /**
     * @param maximumFuture how far ahead of the wall clock an event may be
     * @param older where predictions go that leave memory
     * @param maximumJoins predictions remembered for their labels in memory, up to {@link SpilledPredictions#MOST}
     * @param maximumWaiting labels and business events remembered for their prediction
     */
    public ModelState(
            ModelPlan plan, Duration maximumFuture, OlderPredictions older, int maximumJoins, int maximumWaiting) {
        this.plan = plan;
        this.clock = new ModelClock(plan.model().clock() == EventClock.REPLAY, plan.longestWindow(), maximumFuture);
        this.names = new ModelNames(plan);
        this.versions = new Versions(plan, names);
        this.open = new OpenPredictions(plan, names, versions, older, maximumJoins, maximumWaiting);
        this.runs = new RunEvents(plan, names, versions, ignored);
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
        Admission admission = clock.admit(batch, wallMillis, nanos, rejections);
        if (since == UNSET && clock.isSet()) {
            since = clock.now(nanos);
        }
        return admission;
    }

    /**
     * Adds a batch; before that it gives up what was too old when the batch was admitted.
     *
     * @param position of its record in the journal; ascending
     */
    public void apply(BinnedBatch batch, long position) {
        if (!batch.clock.isUnset()) {
            open.expire(batch.clock.clockMillis());
        }
        predictions(batch);
        open.labelled(batch, position);
        outcomes(batch, position);
        ignored.merge(IgnoredValue.UNKNOWN_FEATURE, batch.unknownFeatures, Long::sum);
        appliedRows += batch.rows();
    }

    /**
     * Adds a batch that was admitted before a restart, and takes the model's clock on to where it was then.
     *
     * @param position of its record in the journal
     * @param wallMillis the time now
     * @param nanos the monotonic time now
     */
    public void replay(BinnedBatch batch, long position, long wallMillis, long nanos) {
        clock.resume(batch.clock, wallMillis, nanos);
        if (since == UNSET && clock.isSet()) {
            since = batch.clock.clockMillis();
        }
        apply(batch, position);
    }

    private void predictions(BinnedBatch batch) {
        BinnedBatch.Predictions from = batch.predictions;
        if (from.rows == 0) {
            return;
        }
        PredictionRows numbers = new PredictionRows(batch, names);
        int[] rows = new int[from.rows];
        boolean[] done = new boolean[names.versions.size()];
        for (int i = 0; i < from.rows; i++) {
            int version = numbers.versions[i];
            if (!done[version]) {
                done[version] = true;
                int count = 0;
                for (int row = i; row < from.rows; row++) {
                    if (numbers.versions[row] == version) {
                        rows[count++] = row;
                    }
                }
                versions.at(version).predicted(from, rows, count, numbers);
            }
        }
        if (names.holdout >= 0) {
            holdout(from, numbers);
        }
        runs.predicted(batch, numbers);
        open.predicted(batch, numbers);
    }

    /**
     * Credits the holdout to the version that it is compared with: the one that it names, if that serves others too, else
     * the one that was served last. This depends on the order of arrival.
     */
    private void holdout(BinnedBatch.Predictions from, PredictionRows numbers) {
        for (int row = 0; row < from.rows; row++) {
            int version = numbers.versions[row];
            if (numbers.arms[row] != names.holdout) {
                champion = version;
                continue;
            }
            HoldoutState own = versions.at(version).holdout();
            int opponent = champion < 0 || (own != null && own.hasChampion()) ? version : champion;
            numbers.opponents[row] = opponent;
            HoldoutState comparison = versions.at(opponent).holdout();
            if (comparison != null && !from.failures[row]) {
                comparison.predicted(true);
            }
        }
    }

    private void outcomes(BinnedBatch batch, long position) {
        BinnedBatch.Outcomes from = batch.outcomes;
        for (int i = 0; i < from.rows; i++) {
            String subject = BinnedBatch.text(batch, from.subjects[i]);
            String detail = BinnedBatch.text(batch, from.details[i]);
            OpenPredictions.Found join = from.withIds[i]
                    ? open.find(
                            from.idHighs[i],
                            from.idLows[i],
                            DecodedBatch.NO_TIME,
                            new OpenPredictions.Place(position, batch.labels.rows + i))
                    : null;
            if (from.kinds[i] == EventKind.BUSINESS) {
                open.business(batch, i, join);
                continue;
            }
            if (from.kinds[i] == EventKind.RUN) {
                runs.ended(batch, i);
                continue;
            }
            VersionState version = join != null
                    ? open.version(join.prediction())
                    : versions.at(versions.number(BinnedBatch.text(batch, from.versions[i])));
            version.seen(from.times[i]);
            if (from.kinds[i] == EventKind.FEEDBACK) {
                version.outcomes().feedback(subject);
                if (join == null || !open.isHoldout(join.prediction())) {
                    version.feedback().rated(from.times[i], subject);
                }
            } else if (from.kinds[i] == EventKind.DOWNSTREAM) {
                version.outcomes().downstream(subject, detail);
            } else if (from.kinds[i] == EventKind.SCORE && !version.quality().score(subject, from.values[i])) {
                ignored.merge(IgnoredValue.UNDECLARED_SCORE, 1L, Long::sum);
            }
        }
    }

    /**
     * A batch without events that says what time it is, if predictions or labels that wait would be given up now; null if
     * not. It must be applied as any other.
     */
    public @Nullable BinnedBatch beat(long nanos) {
        return clock.isSet() && open.expiresAt(clock.now(nanos)) ? BinnedBatch.beat(plan, clock.read(nanos)) : null;
    }

    public void save(StateSink sink, boolean everything) {
        StateWriter to = new StateWriter();
        open.save(to);
        sink.put("open", to.toBytes());
    }

    public static ModelState restored(
            ModelPlan plan,
            Duration maximumFuture,
            OlderPredictions older,
            int maximumJoins,
            int maximumWaiting,
            StateSource source,
            long wallMillis,
            long nanos) {
        ModelState state = new ModelState(plan, maximumFuture, older, maximumJoins, maximumWaiting);
        byte[] open = source.get("open");
        if (open != null) {
            state.open.restore(new StateReader("open", open));
        }
        return state;
    }

    public List<String> notKept() {
        return List.of();
    }

    /** Sets the predictions in memory apart to be written; null if there are none. {@link #spilled} must follow. */
    public @Nullable SpilledPredictions freeze(long position) {
        return open.freeze(position);
    }

    /** Forgets the frozen predictions, which are written now. */
    public void spilled() {
        open.spilled();
    }

    /** Predictions in memory, without the frozen ones. */
    public int predictionsHeld() {
        return open.size();
    }

    /** The oldest bucket of predictions that may still be looked up. */
    public long firstOpenBucket() {
        return open.firstOpen();
    }

    /** How many rows were applied; a model whose number has not changed needs new scores only when panes pass. */
    public long appliedRows() {
        return appliedRows;
    }

    /** The bounds of this model's memory by name, with how much of each is in use. */
    public Map<String, Bound> bounds() {
        Map<String, Bound> bounds = new LinkedHashMap<>();
        bounds.put("join_entries", open.joinsBound());
        bounds.put("waiting_events", open.waitingBound());
        names.addBounds(bounds);
        runs.addBounds(bounds);
        return bounds;
    }

    /** Whether any event has set the model's clock. */
    public boolean hasClock() {
        return clock.isSet();
    }

    /** The model's event clock E in milliseconds since 1970; meaningless before the first event. */
    public long clockMillis(long nanos) {
        return clock.now(nanos);
    }

    /** Moves all windows on to E, forgets what is too old, and copies what the scores and the page need. */
    public ModelTotals totals(long nanos) {
        long now = clock.now(nanos);
        versions.removeIdle(now - idleMillis, runs::holds);
        List<VersionTotals> totals = new ArrayList<>();
        for (VersionState version : versions.all()) {
            totals.add(version.totals(now, runs.state()));
        }
        return new ModelTotals(
                plan, now, since, names.positiveClass(), names.classes.all(), totals, Map.copyOf(ignored));
    }

    /** Bytes of the arrays that hold counts. */
    public long bytesHeld() {
        RunState ofRuns = runs.state();
        return versions.all().stream().mapToLong(VersionState::bytesHeld).sum()
                + (ofRuns == null ? 0 : ofRuns.bytesHeld());
    }
}
