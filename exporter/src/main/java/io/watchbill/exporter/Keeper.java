package io.watchbill.exporter;

import io.watchbill.engine.ModelPlan;
import io.watchbill.engine.ModelState;
import io.watchbill.engine.OlderPredictions;
import io.watchbill.exporter.health.Condition;
import io.watchbill.exporter.health.Health;
import io.watchbill.exporter.store.DamagedStoreException;
import io.watchbill.exporter.store.Store;
import io.watchbill.exporter.store.StoreException;
import io.watchbill.statistics.state.StateFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The exporter's state with what keeps it: a store, or nothing but memory. */
final class Keeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);

    private final ExporterState state;
    private final Secrets secrets;
    private final Committer committer;
    private final Settings settings;
    private final InstantSource clock;
    private final @Nullable Durable durable;

    /** What there is only with a store. */
    private record Durable(
            Store store,
            UnreadPredictions unread,
            StoredJournal journal,
            Snapshots snapshots,
            DamagedStores damaged,
            long recovered) {}

    private Keeper(
            ExporterState state,
            Secrets secrets,
            Committer committer,
            Settings settings,
            InstantSource clock,
            @Nullable Durable durable) {
        this.state = state;
        this.secrets = secrets;
        this.committer = committer;
        this.settings = settings;
        this.clock = clock;
        this.durable = durable;
    }

    /** Keeps everything in memory. */
    static Keeper inMemory(List<ModelPlan> plans, Settings settings, IngestCounters counters, InstantSource clock) {
        List<ModelHost> models = new ArrayList<>();
        for (ModelPlan plan : plans) {
            models.add(inMemory(plan, settings));
        }
        ExporterState state = emptyState(models, settings, counters);
        return new Keeper(state, Secrets.random(), new Committer(Journal.NONE, state, 0), settings, clock, null);
    }

    private static ExporterState emptyState(List<ModelHost> models, Settings settings, IngestCounters counters) {
        return new ExporterState(
                models,
                counters,
                new KnownDeliveries(settings.maximumKeys()),
                new StreamPositions(settings.maximumStreams()));
    }

    private static ModelHost inMemory(ModelPlan plan, Settings settings) {
        return new ModelHost(new ModelState(plan, settings.state(OlderPredictions.NONE)), 0, 0);
    }

    /**
     * Goes on with other plans: models of the same name are kept as far as they mean the same, others begin or are
     * forgotten.
     *
     * @param also what is to change at the same moment
     * @return what could not be kept, in sentences
     * @throws StoreException if nothing was changed
     */
    List<String> replan(List<ModelPlan> plans, Runnable also) throws StoreException, IOException {
        Map<String, ModelHost> begun = new HashMap<>();
        for (ModelPlan plan : plans) {
            if (state.find(plan.name()) == null) {
                begun.put(plan.name(), begin(plan));
            }
        }
        List<String> lost = new ArrayList<>();
        Runnable task = () -> {
            List<ModelHost> next = new ArrayList<>();
            for (ModelPlan plan : plans) {
                ModelHost model = begun.get(plan.name());
                if (model == null) {
                    model = known(plan.name());
                    lost.addAll(model.replan(plan, clock.millis(), System.nanoTime()));
                }
                next.add(model);
            }
            state.watch(next);
            also.run();
        };
        if (durable == null) {
            committer.await(task);
        } else {
            durable.snapshots().between(task);
        }
        return lost;
    }

    private ModelHost begin(ModelPlan plan) throws StoreException {
        if (durable == null) {
            return inMemory(plan, settings);
        }
        Store store = durable.store();
        int number = StoredModels.of(store, List.of(plan.name())).number(plan.name());
        return StoredModel.of(store, durable.unread(), plan, number, settings, clock);
    }

    private ModelHost known(String name) {
        ModelHost model = state.find(name);
        if (model == null) {
            throw new IllegalStateException("only a reload forgets models, and there is one at a time: " + name);
        }
        return model;
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
        UnreadPredictions unread = new UnreadPredictions();
        List<ModelHost> models = new ArrayList<>();
        for (ModelPlan plan : plans) {
            models.add(StoredModel.of(store, unread, plan, numbers.number(plan.name()), settings, clock));
        }
        ExporterState state = emptyState(models, settings, counters);
        state.restore(store);
        Restoring restoring = new Restoring(store, state, clock);
        long recovered = restoring.replay(state.oldestMissing());
        state.forgetFound();
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
                state,
                Secrets.of(store),
                committer,
                settings,
                clock,
                new Durable(store, unread, journal, snapshots, damaged, recovered));
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
                : new StorePage(
                        kept.store(),
                        kept.unread(),
                        kept.journal(),
                        kept.snapshots(),
                        kept.damaged(),
                        kept.recovered(),
                        settings.snapshots().interval());
    }

    /** Adds what must hold for events to be stored. */
    void addConditions(Health health) {
        health.requireForHealth(Condition.alive("journal", committer::alive));
        Durable kept = durable;
        if (kept != null) {
            health.requireForHealth(Condition.alive("snapshots", kept.snapshots()::alive));
            health.requireForReadiness(Condition.of(
                    "store",
                    () -> !kept.journal().failing(),
                    "events cannot be stored; senders are asked to send them again",
                    "free or mend the disk of --data-dir, the log says what fails; it goes on by itself"));
        }
    }

    /** Tries whether a store that failed works again: while nothing is ready, no event comes that would try. */
    void retry() {
        Durable kept = durable;
        if (kept == null) {
            return;
        }
        if (kept.journal().failing()) {
            committer.between(kept.journal()::retry);
        }
        try {
            kept.store().readAgain();
        } catch (StoreException e) {
            LOG.debug("predictions still cannot be read", e);
        }
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
