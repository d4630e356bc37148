package io.watchbill.exporter;

import io.watchbill.engine.SpilledPredictions;
import io.watchbill.exporter.SnapshotSettings.Step;
import io.watchbill.exporter.store.PredictionFile;
import io.watchbill.exporter.store.StateChanges;
import io.watchbill.exporter.store.Store;
import io.watchbill.exporter.store.StoreException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Saves the state from time to time, so that a start reads little of the journal and the journal does not grow. Models
 * are saved one after the other, each between two records, with the position up to which it includes them:
 *
 * <ol>
 *   <li>predictions in memory are set apart and go into one sorted file, which the store takes in;
 *   <li>then all parts that changed are stored at once, with their positions;
 *   <li>then the journal is dropped up to the least of these positions, and old buckets of predictions with it.
 * </ol>
 *
 * <p>A crash between any two of these steps loses and doubles nothing: what a file holds beyond the saved position is
 * not looked at before the journal has been read that far again.
 */
final class Snapshots implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);
    private static final long POLL_MILLIS = 200;

    private final Store store;
    private final StoredJournal journal;
    private final Committer committer;
    private final ExporterState state;
    private final InstantSource clock;
    private final SnapshotSettings settings;
    private final Thread thread;
    private final List<Capture> unwritten = new ArrayList<>();
    private volatile long lastMillis;
    /** When the last attempt was due or failed; the wall clock may be set back, and would then hold snapshots up. */
    private long triedNanos = System.nanoTime();

    private volatile boolean closing;

    Snapshots(
            Store store,
            StoredJournal journal,
            Committer committer,
            ExporterState state,
            InstantSource clock,
            SnapshotSettings settings) {
        this.store = store;
        this.journal = journal;
        this.committer = committer;
        this.state = state;
        this.clock = clock;
        this.settings = settings;
        this.lastMillis = clock.millis();
        this.thread = new Thread(this::run, "snapshots");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** What was captured of one model, or of all the rest. */
    private record Capture(
            long position, StateChanges changes, @Nullable Spill spill) {}

    /** Predictions that a model has set apart. */
    private record Spill(ModelHost model, SpilledPredictions predictions) {}

    private synchronized void run() {
        while (!closing) {
            try {
                wait(POLL_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
            if (!closing && isDue()) {
                attempt();
            }
        }
    }

    private boolean isDue() {
        return System.nanoTime() - triedNanos >= settings.interval().toNanos()
                || journal.bytes() >= settings.journalBytes()
                || state.predictionsHeld() >= settings.predictions();
    }

    private void attempt() {
        try {
            take();
        } catch (StoreException | IOException | RuntimeException e) {
            triedNanos = System.nanoTime();
            LOG.error("the state could not be saved; the journal still holds everything: {}", e.getMessage());
        }
    }

    /**
     * Runs a task between two records while no predictions are set apart, then saves the state.
     *
     * @throws StoreException if the store fails now: the task was not run
     */
    synchronized void between(Runnable task) throws StoreException, IOException {
        take();
        committer.await(task);
        take();
    }

    /** Saves the state now. */
    synchronized void take() throws StoreException, IOException {
        long began = clock.millis();
        long beganNanos = System.nanoTime();
        long bytes = journal.takeBytes();
        dropVoid();
        capture();
        settings.steps().accept(Step.CAPTURED);
        spill();
        settings.steps().accept(Step.SPILLED);
        StateChanges changes = new StateChanges();
        long least = Long.MAX_VALUE;
        for (Capture capture : unwritten) {
            changes.addAll(capture.changes());
            least = Math.min(least, capture.position());
        }
        store.save(changes);
        settings.steps().accept(Step.SAVED);
        for (Spill spill : spills()) {
            spill.model().spilled();
        }
        unwritten.clear();
        lastMillis = began;
        triedNanos = beganNanos;
        store.drop(least + 1);
        dropBuckets();
        settings.steps().accept(Step.DROPPED);
        LOG.debug("saved the state after {} bytes of journal", bytes);
    }

    /** Captures what an attempt before has not captured: what it has and could not write is not captured again. */
    private void capture() throws StoreException {
        List<ModelHost> models = state.models();
        while (unwritten.size() < models.size()) {
            ModelHost model = models.get(unwritten.size());
            unwritten.add(committer.ask(() -> {
                StateChanges changes = new StateChanges();
                long position = state.position();
                SpilledPredictions predictions = model.save(changes, position);
                return new Capture(position, changes, predictions == null ? null : new Spill(model, predictions));
            }));
        }
        if (unwritten.size() == models.size()) {
            unwritten.add(committer.ask(() -> {
                StateChanges changes = new StateChanges();
                state.save(changes);
                return new Capture(state.position(), changes, null);
            }));
        }
    }

    private List<Spill> spills() {
        return unwritten.stream()
                .map(Capture::spill)
                .filter(Objects::nonNull)
                .sorted(Comparator.comparingInt(spill -> spill.model().number()))
                .toList();
    }

    private void spill() throws StoreException, IOException {
        try (PredictionFile file = store.newPredictionFile()) {
            for (Spill spill : spills()) {
                int model = spill.model().number();
                spill.predictions().forEach((bucket, high, low, value) -> file.put(model, bucket, high, low, value));
            }
            if (file.finish()) {
                store.spill(file);
            }
        }
    }

    private void dropVoid() throws StoreException {
        for (ModelHost model : state.models()) {
            model.dropVoid(store);
        }
    }

    private void dropBuckets() throws StoreException {
        for (ModelHost model : state.models()) {
            model.dropBuckets(store);
        }
    }

    /** Whether the state can be saved: the thread is there. */
    boolean alive() {
        return thread.isAlive();
    }

    /** When the state was saved last. */
    long lastMillis() {
        return lastMillis;
    }

    /** Saves the state a last time, if the committer still runs. */
    @Override
    public void close() {
        closing = true;
        synchronized (this) {
            notifyAll();
        }
        Uninterrupted.run(thread::join);
        attempt();
    }
}
