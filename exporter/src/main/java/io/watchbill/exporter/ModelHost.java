package io.watchbill.exporter;

import io.watchbill.engine.Admission;
import io.watchbill.engine.BinnedBatch;
import io.watchbill.engine.Binner;
import io.watchbill.engine.Bound;
import io.watchbill.engine.ModelPlan;
import io.watchbill.engine.ModelState;
import io.watchbill.engine.ModelTotals;
import io.watchbill.engine.OlderPredictions;
import io.watchbill.engine.Recall;
import io.watchbill.engine.Recalled;
import io.watchbill.engine.RestoredModel;
import io.watchbill.engine.ScoreSnapshot;
import io.watchbill.engine.Scores;
import io.watchbill.engine.SpilledPredictions;
import io.watchbill.engine.decode.DecodedBatch;
import io.watchbill.engine.decode.Rejections;
import io.watchbill.exporter.store.Store;
import io.watchbill.exporter.store.StoreException;
import io.watchbill.statistics.state.StateSink;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One model's state behind its lock, and the snapshot that the page reads. Batches of one model follow one another;
 * decoding, binning and scoring happen outside the lock.
 */
final class ModelHost {
    private static final int EARLIER = 3;

    private final ReentrantLock lock = new ReentrantLock();
    private ModelState state;
    private long smallestPane;
    /** The plan of now first, and those before it that what is under way may still be of. */
    private volatile List<ModelPlan> plans;

    private final int number;
    private final long position;
    private volatile @Nullable ScoreSnapshot snapshot;
    private long scoredRows = -1;
    private long scoredPane;

    /** Batches that have moved the clock and whose events are not counted yet. */
    private int uncounted;

    /** Whether the store's parts are those of another plan. */
    private boolean saveEverything;

    /** Whether what the store holds of predictions has no meaning any more. */
    private volatile boolean dropAll;

    /** Whether a beat is on its way. */
    private boolean beating;

    /** Of predictions before this bucket the store holds nothing any more. */
    private long droppedBefore = Long.MIN_VALUE;

    /**
     * @param number the model's number in the store
     * @param position the position of the newest record that the state includes
     */
    ModelHost(ModelState state, int number, long position) {
        this.state = state;
        this.number = number;
        this.position = position;
        this.plans = List.of(state.plan());
        this.smallestPane = state.plan().smallestPane().toMillis();
    }

    ModelPlan plan() {
        return plans.get(0);
    }

    /**
     * Goes on with another plan; no predictions may be set apart. The page shows what it showed before until the next
     * {@link #score}: series that are gone for a moment are stale, and alerts on them begin anew.
     *
     * @return what could not be kept, in sentences
     */
    List<String> replan(ModelPlan next, long wallMillis, long nanos) {
        lock.lock();
        try {
            RestoredModel restored = state.under(next, wallMillis, nanos);
            state = restored.state();
            smallestPane = next.smallestPane().toMillis();
            plans = Stream.concat(Stream.of(next), plans.stream().limit(EARLIER))
                    .toList();
            scoredRows = -1;
            saveEverything = true;
            dropAll |= state.olderAreVoid();
            return restored.lost();
        } finally {
            lock.unlock();
        }
    }

    /** Under the plan that its reader knew. */
    private Binner binner(DecodedBatch batch) throws RefusedException {
        for (ModelPlan plan : plans) {
            if (plan.layout() == batch.layout()) {
                return new Binner(plan);
            }
        }
        throw new RefusedException(503, "the exporter was reloaded while this body came in; send it again");
    }

    /**
     * A batch that is admitted and binned, and must be applied or abandoned.
     *
     * @param ahead what its labels need of predictions that have left memory, so that nothing waits for the disk while it
     *     is applied; null if nothing
     */
    record Prepared(
            Admission admission,
            BinnedBatch batch,
            @Nullable Recalled ahead) {}

    /** Admits and bins a batch. */
    Prepared prepare(DecodedBatch batch, long wallMillis, long nanos, Rejections rejections) throws RefusedException {
        Binner binner = binner(batch);
        Admission admission;
        lock.lock();
        try {
            admission = state.admit(batch, wallMillis, nanos, rejections);
            uncounted++;
        } finally {
            lock.unlock();
        }
        boolean binned = false;
        try {
            BinnedBatch bins = binner.bin(batch, admission);
            Prepared prepared = new Prepared(admission, bins, readAhead(bins));
            binned = true;
            return prepared;
        } finally {
            if (!binned) {
                abandon();
            }
        }
    }

    private @Nullable Recalled readAhead(BinnedBatch batch) throws RefusedException {
        if (!batch.mayJoin()) {
            return null;
        }
        Recall asked;
        lock.lock();
        try {
            asked = state.ask(batch);
        } finally {
            lock.unlock();
        }
        try {
            return asked == null ? null : asked.read();
        } catch (OlderPredictions.UnreadableException e) {
            throw new RefusedException(
                    503, "the predictions of these labels cannot be read now; send this body again later");
        }
    }

    /** Adds a prepared batch, whose record has that position in the journal. */
    void apply(BinnedBatch batch, long at, @Nullable Recalled ahead) {
        lock.lock();
        try {
            uncounted--;
            state.apply(batch, at, ahead);
        } finally {
            lock.unlock();
        }
    }

    /** Adds a batch that is read again from the journal, unless the state includes it. */
    void replay(BinnedBatch batch, long at, long wallMillis, long nanos) {
        lock.lock();
        try {
            if (at > position) {
                state.replay(batch, at, wallMillis, nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    /** A batch that says what time it is, to be stored and applied as any other; null if nothing waits for it. */
    @Nullable
    BinnedBatch beat(long nanos) {
        lock.lock();
        try {
            BinnedBatch beat = beating ? null : state.beat(nanos);
            if (beat != null) {
                beating = true;
                uncounted++;
            }
            return beat;
        } finally {
            lock.unlock();
        }
    }

    /** A {@link #beat} was stored, or could not be. */
    void beaten() {
        lock.lock();
        try {
            beating = false;
        } finally {
            lock.unlock();
        }
    }

    /** The model's number in the store. */
    int number() {
        return number;
    }

    /** The position of the newest record that the restored state includes. */
    long position() {
        return position;
    }

    /**
     * Saves what may have changed, and sets the predictions in memory apart. Called between two records.
     *
     * @param at the position of the newest record that is applied
     * @return the predictions that must be written before {@link #spilled} is called; null if there are none
     */
    @Nullable
    SpilledPredictions save(StateSink sink, long at) {
        lock.lock();
        try {
            String name = state.plan().name();
            state.save(Scoped.sink(StoredModel.prefix(name), sink), saveEverything);
            saveEverything = false;
            sink.put(StoredModel.position(name), StoredPosition.of(at));
            return state.freeze(at);
        } finally {
            lock.unlock();
        }
    }

    /** The predictions that were set apart are written. */
    void spilled() {
        lock.lock();
        try {
            state.spilled();
        } finally {
            lock.unlock();
        }
    }

    /** Predictions in memory, without those set apart. */
    int predictionsHeld() {
        lock.lock();
        try {
            return state.predictionsHeld();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Drops what is in buckets that have passed from the store. Notes lie in the bucket of the clock when they came, which
     * may be one before their prediction's.
     */
    void dropBuckets(Store store) throws StoreException {
        long first;
        lock.lock();
        try {
            first = state.firstOpenBucket();
        } finally {
            lock.unlock();
        }
        if (first > droppedBefore && store.dropBuckets(number, first, first - 1)) {
            droppedBefore = first;
        }
    }

    /**
     * Drops all that the store holds of predictions if a reload took its meaning: before anything is written under the plan
     * of now, and before the state says that it is the one of that plan.
     */
    void dropVoid(Store store) throws StoreException {
        if (dropAll) {
            store.dropAll(number);
            dropAll = false;
        }
    }

    /** Gives a prepared batch up. */
    void abandon() {
        lock.lock();
        try {
            uncounted--;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Computes the scores anew if events came or a pane passed.
     *
     * @return whether the snapshot is another one than before
     */
    boolean score(long nanos) {
        ModelTotals totals;
        lock.lock();
        try {
            if (!state.hasClock()) {
                return false;
            }
            if (uncounted > 0 && state.appliedRows() == Math.max(0, scoredRows)) {
                return false; // the clock is ahead of the counts: a page would claim a window end that it does not know
            }
            long clock = state.clockMillis(nanos);
            ScoreSnapshot old = snapshot;
            if (old != null && state.appliedRows() == scoredRows && Math.floorDiv(clock, smallestPane) == scoredPane) {
                snapshot = old.at(clock);
                return true;
            }
            totals = state.totals(nanos);
            scoredRows = state.appliedRows();
            scoredPane = Math.floorDiv(clock, smallestPane);
        } finally {
            lock.unlock();
        }
        snapshot = Scores.of(totals);
        return true;
    }

    /** The newest scores; null before the first event. */
    @Nullable
    ScoreSnapshot snapshot() {
        return snapshot;
    }

    /** The bounds of the model's memory by name, with how much of each is in use. */
    Map<String, Bound> bounds() {
        lock.lock();
        try {
            return state.bounds();
        } finally {
            lock.unlock();
        }
    }

    /** Bytes that the model's counts take. */
    long bytesHeld() {
        lock.lock();
        try {
            return state.bytesHeld();
        } finally {
            lock.unlock();
        }
    }
}
