package io.watchbill.exporter;

import io.watchbill.engine.ModelPlan;
import io.watchbill.engine.ModelState;
import io.watchbill.engine.OlderPredictions;
import io.watchbill.exporter.store.DamagedStoreException;
import io.watchbill.exporter.store.Store;
import io.watchbill.exporter.store.StoreException;
import io.watchbill.statistics.state.StateFormatException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The exporter's state with what keeps it: a store, or nothing but memory. */
final class Keeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);

    private final ExporterState state;
    private final Secrets secrets;
    private final Committer committer;
    private final @Nullable Durable durable;

    /** What there is only with a store. */
    private record Durable(
            Store store, StoredJournal journal, Snapshots snapshots, DamagedStores damaged, long recovered) {}

    private Keeper(ExporterState state, Secrets secrets, Committer committer, @Nullable Durable durable) {
        this.state = state;
        this.secrets = secrets;
        this.committer = committer;
        this.durable = durable;
    }

    /** Keeps everything in memory. */
    static Keeper inMemory(List<ModelPlan> plans, Settings settings, IngestCounters counters) {
        List<ModelHost> models = new ArrayList<>();
        for (ModelPlan plan : plans) {
            ModelState model = new ModelState(
                    plan,
                    settings.maximumFuture(),
                    OlderPredictions.NONE,
                    settings.maximumJoins(),
                    settings.maximumWaiting());
            models.add(new ModelHost(model, models.size(), 0));
        }
        ExporterState state = new ExporterState(models, counters, new KnownDeliveries(settings.maximumKeys()));
        return new Keeper(state, Secrets.random(), new Committer(Journal.NONE, state, 0), null);
    }

    /**
     * Opens the store in a folder, or makes it, and reads what it holds. A store that is damaged is moved aside.
     *
     * @throws StartException if the folder cannot be used
     */
    static Keeper open(
            Path folder, List<ModelPlan> plans, Settings settings, IngestCounters counters, InstantSource clock)
            throws StartException {
        DamagedStores damaged = new DamagedStores(folder);
        try {
            return attempt(damaged, plans, settings, counters, clock);
        } catch (DamagedStoreException | StateFormatException e) {
            Path aside = damaged.moveAside(clock.instant());
            LOG.error(
                    "the store in {} is damaged ({}); it is now in {}, and an empty one takes its place:"
                            + " windows fill anew, counters start at 0, predictions wait for no label",
                    folder,
                    e.getMessage(),
                    aside);
        }
        try {
            return attempt(damaged, plans, settings, counters, clock);
        } catch (DamagedStoreException | StateFormatException e) {
            throw new StartException("a new store in " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static Keeper attempt(
            DamagedStores damaged,
            List<ModelPlan> plans,
            Settings settings,
            IngestCounters counters,
            InstantSource clock)
            throws StartException, DamagedStoreException {
        Path folder = damaged.folder();
        Store store = null;
        boolean done = false;
        try {
            store = Store.open(folder);
            Keeper keeper = read(store, damaged, plans, settings, counters, clock);
            done = true;
            return keeper;
        } catch (StoreException e) {
            throw new StartException(e.getMessage() + " (--data-dir; `--data-dir none` keeps everything in memory)", e);
        } finally {
            if (store != null && !done) {
                store.close();
            }
        }
    }

    private static Keeper read(
            Store store,
            DamagedStores damaged,
            List<ModelPlan> plans,
            Settings settings,
            IngestCounters counters,
            InstantSource clock)
            throws StoreException, DamagedStoreException {
        long began = clock.millis();
        StoredFormat.check(store);
        StoredModels numbers =
                StoredModels.of(store, plans.stream().map(ModelPlan::name).toList());
        List<ModelHost> models = new ArrayList<>();
        for (ModelPlan plan : plans) {
            models.add(StoredModel.of(store, plan, numbers.number(plan.name()), settings, clock));
        }
        ExporterState state = new ExporterState(models, counters, new KnownDeliveries(settings.maximumKeys()));
        state.restore(store);
        Restoring restoring = new Restoring(store, state, clock);
        long recovered = restoring.replay(state.oldestMissing());
        if (state.position() > 0) {
            LOG.info(
                    "the state is as it was: {} records of the journal were read again in {} ms",
                    recovered,
                    clock.millis() - began);
        }
        StoredJournal journal = new StoredJournal(store, restoring, settings.maximumJoins());
        Committer committer = new Committer(journal, state, Math.max(state.position(), store.newest()));
        Snapshots snapshots = new Snapshots(store, journal, committer, state, clock, settings.snapshots());
        snapshots.start();
        return new Keeper(
                state, Secrets.of(store), committer, new Durable(store, journal, snapshots, damaged, recovered));
    }

    ExporterState state() {
        return state;
    }

    Secrets secrets() {
        return secrets;
    }

    Committer committer() {
        return committer;
    }

    /** What the page shows of the store; null without one. */
    @Nullable
    StorePage page() {
        Durable kept = durable;
        return kept == null
                ? null
                : new StorePage(kept.store(), kept.journal(), kept.snapshots(), kept.damaged(), kept.recovered());
    }

    /** Stores what was submitted, saves the state, and closes the store. */
    @Override
    public void close() {
        if (durable != null) {
            durable.snapshots().close();
        }
        committer.close();
        if (durable != null) {
            durable.store().close();
        }
    }
}
