package io.watchbill.exporter;

import io.watchbill.engine.Admission;
import io.watchbill.engine.BinnedBatch;
import io.watchbill.engine.Binner;
import io.watchbill.engine.Bound;
import io.watchbill.engine.ModelPlan;
import io.watchbill.engine.ModelState;
import io.watchbill.engine.ModelTotals;
import io.watchbill.engine.ScoreSnapshot;
import io.watchbill.engine.Scores;
import io.watchbill.engine.decode.DecodedBatch;
import io.watchbill.engine.decode.Rejections;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One model's state behind its lock, and the snapshot that the page reads. Batches of one model follow one another;
 * decoding, binning and scoring happen outside the lock.
 */
final class ModelHost {
    private final ReentrantLock lock = new ReentrantLock();
    private final ModelState state;
    private final Binner binner;
    private final long smallestPane;
    private volatile @Nullable ScoreSnapshot snapshot;
    private long scoredRows = -1;
    private long scoredPane;

    /** Batches that have moved the clock and whose events are not counted yet. */
    private int uncounted;

    ModelHost(ModelPlan plan, Settings settings) {
        this.state = new ModelState(plan, settings.maximumFuture(), settings.maximumJoins(), settings.maximumWaiting());
        this.binner = new Binner(plan);
        this.smallestPane = plan.smallestPane().toMillis();
    }

    ModelPlan plan() {
        return state.plan();
    }

    /** A batch that is admitted and binned, and must be applied or abandoned. */
    record Prepared(Admission admission, BinnedBatch batch) {}

    /** Admits and bins a batch. */
    Prepared prepare(DecodedBatch batch, long wallMillis, long nanos, Rejections rejections) {
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
            Prepared prepared = new Prepared(admission, binner.bin(batch, admission));
            binned = true;
            return prepared;
        } finally {
            if (!binned) {
                abandon();
            }
        }
    }

    /** Adds a prepared batch. */
    void apply(BinnedBatch batch) {
        lock.lock();
        try {
            uncounted--;
            state.apply(batch);
        } finally {
            lock.unlock();
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
