package io.watchbill.engine;

import io.watchbill.engine.decode.DecodedBatch;
import io.watchbill.engine.decode.EventKind;
import io.watchbill.engine.decode.Rejections;
import io.watchbill.spec.EventClock;
import io.watchbill.statistics.state.PartSink;
import io.watchbill.statistics.state.PartSource;
import io.watchbill.statistics.state.StateFormatException;
import io.watchbill.statistics.state.StateParts;
import io.watchbill.statistics.state.StateReader;
import io.watchbill.statistics.state.StateSink;
import io.watchbill.statistics.state.StateSource;
import io.watchbill.statistics.state.StateWriter;
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
 * <p>It can be saved in parts and go on from them, under the same plan or a changed one: {@link #save}, {@link
 * #restored}. A state of another format than {@value #FORMAT} is refused. Whoever changes the form of a part gives it the
 * next number, and either reads the older form beside it for one release, or lets the host move the older state aside.
 *
 * <p>Not thread-safe: the host holds one lock for each model.
 */
public final class ModelState {
    /** The version of the form in which a state is saved. */
    static final int FORMAT = 1;

    private static final long UNSET = Long.MIN_VALUE;
    private static final String OWN_PART = "model";
    private static final String OPEN_PART = "open";

    private final ModelPlan plan;
    private final StateSettings settings;
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
    /** Where parts are that the plan has no place for, until they are removed by the next save. */
    private List<String> unclaimed = List.of();

    /** A state of no events. */
    public ModelState(ModelPlan plan, StateSettings settings) {
        this(plan, settings, new ModelNames(plan, settings.limits()));
    }

    private ModelState(ModelPlan plan, StateSettings settings, ModelNames names) {
        this.plan = plan;
        this.settings = settings;
        this.clock = new ModelClock(
                plan.model().clock() == EventClock.REPLAY, plan.longestWindow(), settings.maximumFuture());
        this.names = names;
        this.versions = new Versions(plan, names);
        this.open = new OpenPredictions(plan, names, versions, settings);
        this.runs = new RunEvents(plan, settings.limits(), names, versions, ignored);
        this.idleMillis = plan.longestWindow()
                .plus(plan.model().performance().maximumLabelDelay())
                .toMillis();
    }

    /**
     * The state that was {@link #save saved}, to go on with a plan that may be another: what still means the same is kept,
     * bit for bit, and for all else a sentence says what starts anew or is forgotten, and why.
     *
     * @param source the parts of that model; none at all gives an empty state
     * @param wallMillis the time now
     * @param nanos the monotonic time now
     * @throws StateFormatException if a part is damaged, or the state is of another format
     */
    public static RestoredModel restored(
            ModelPlan plan, StateSettings settings, StateSource source, long wallMillis, long nanos) {
        PartSource from = new PartSource(source);
        StateReader own = from.get(OWN_PART);
        if (own == null) {
            if (!source.keys("").isEmpty()) {
                throw new StateFormatException(OWN_PART, "it is not there, though other parts are");
            }
            return new RestoredModel(new ModelState(plan, settings), List.of());
        }
        long format = own.varint();
        own.require(format == FORMAT, "a state of format " + FORMAT + " instead of " + format);
        ModelState state = new ModelState(plan, settings, new ModelNames(plan, settings.limits(), own));
        StateLosses losses = new StateLosses(plan.name());
        state.restore(own, from, losses, wallMillis, nanos);
        List<PartSource.Unclaimed> rest = from.unclaimed();
        rest.forEach(parts -> losses.add(parts, state.names.versions));
        state.unclaimed = rest.stream().map(PartSource.Unclaimed::prefix).toList();
        return new RestoredModel(state, losses.sentences());
    }

    /**
     * This state to go on with another plan, as if it had been saved and {@link #restored} under it; this one must not be
     * used any more, and no predictions may be {@link #freeze frozen}. The next save must be of everything.
     *
     * @param wallMillis the time now
     * @param nanos the monotonic time now
     */
    public RestoredModel under(ModelPlan next, long wallMillis, long nanos) {
        StateParts parts = new StateParts();
        save(parts, true);
        RestoredModel restored = restored(next, settings, parts, wallMillis, nanos);
        restored.state().open.adopt(open);
        return restored;
    }

    private void restore(StateReader own, PartSource from, StateLosses losses, long wallMillis, long nanos) {
        clock.restore(own, wallMillis, nanos);
        since = own.signed();
        appliedRows = own.counted();
        champion = own.below(names.versions.size() + 1L) - 1;
        int reasons = own.count(2);
        for (int i = 0; i < reasons; i++) {
            String reason = own.text();
            long count = own.counted();
            for (IgnoredValue value : IgnoredValue.values()) {
                if (value.label().equals(reason)) {
                    ignored.put(value, count);
                }
            }
        }
        long now = clock.isSet() ? clock.now(nanos) : UNSET;
        versions.restore(own, from, now, losses);
        if (own.remaining() > 0) { // a state that was saved before there was that bound ends here
            names.combinations.restore(own);
        }
        own.end();
        RunState ofRuns = runs.state();
        if (ofRuns != null) {
            ofRuns.restore(new Restoring(from.in(StateSteps.RUNS, StateSteps.ALL), now, "", losses));
        }
        StateReader waiting = from.get(OPEN_PART);
        if (waiting != null) {
            open.restore(waiting, losses);
            waiting.end();
        }
    }

    /**
     * Puts the state's parts into a sink, all but the predictions in memory, which are {@link #freeze frozen} at the same
     * record. A part that was put once counts as
     * saved: after a save to another sink, such as for a reload, the next one to the first must be of everything.
     *
     * @param everything whether to begin the sink anew; otherwise it gets what changed since the last save
     */
    public void save(StateSink sink, boolean everything) {
        if (everything) {
            sink.removeAll("");
        }
        unclaimed.forEach(sink::removeAll);
        unclaimed = List.of();
        PartSink to = new PartSink(sink, everything);
        versions.save(to);
        RunState ofRuns = runs.state();
        if (ofRuns != null) {
            ofRuns.save(to.in(StateSteps.RUNS, StateSteps.ALL));
        }
        to.put(OPEN_PART, open::save);
        to.put(OWN_PART, this::write);
    }

    private void write(StateWriter to) {
        to.varint(FORMAT);
        names.save(to);
        clock.save(to);
        to.signed(since);
        to.varint(appliedRows);
        to.varint(champion + 1L);
        to.varint(ignored.size());
        ignored.forEach((reason, count) -> {
            to.text(reason.label());
            to.varint(count);
        });
        versions.write(to);
        names.combinations.save(to);
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
     * Adds a batch; before that it gives up what was too old when the batch was admitted. One that was binned under
     * another plan counts as far as it means the same.
     *
     * @param position of its record in the journal; ascending
     */
    public void apply(BinnedBatch admitted, long position) {
        apply(admitted, position, null);
    }

    /**
     * As {@link #apply(BinnedBatch, long)}, with what was read ahead of time.
     *
     * @param ahead the answer to what this state {@link #ask asked}, at any time before; null if nothing was read
     */
    public void apply(BinnedBatch admitted, long position, @Nullable Recalled ahead) {
        BinnedBatch batch = admitted.plan == plan ? admitted : BatchCodec.under(plan, admitted);
        if (!batch.clock.isUnset()) {
            open.expire(batch.clock.clockMillis());
        }
        predictions(batch);
        open.prepare(batch, position, ahead);
        open.labelled(batch, position);
        outcomes(batch, position);
        ignored.merge(IgnoredValue.UNKNOWN_FEATURE, batch.unknownFeatures, Long::sum);
        appliedRows += batch.rows();
    }

    /**
     * What a batch will ask of the predictions that have left memory, to be read while other batches are applied; null if
     * nothing.
     */
    public @Nullable Recall ask(BinnedBatch admitted) {
        return admitted.plan == plan ? open.ask(admitted) : null;
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

    /** Whether nothing that the host keeps of predictions has a meaning any more, so that it must be dropped. */
    public boolean olderAreVoid() {
        return open.olderAreVoid();
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
        long now = clock.told(nanos);
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
