package io.watchbill.exporter;

import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.watchbill.engine.BinnedBatch;
import io.watchbill.engine.ModelPlan;
import io.watchbill.spec.Model;
import io.watchbill.spec.catalogue.MetricFamilies;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running exporter: the page first, then what was known before, then events.
 */
final class Exporter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Exporter.class);

    private final InstantSource clock;
    private final MetricsServer metrics;
    private final PrometheusRegistry registry;
    private final ScheduledExecutorService ticker;
    private volatile boolean ready;
    private @Nullable IngestServer ingest;
    private volatile @Nullable Keeper keeper;

    private Exporter(InetSocketAddress address, InstantSource clock) throws StartException {
        this.clock = clock;
        registry = new PrometheusRegistry();
        try {
            metrics = MetricsServer.start(address, registry, () -> ready);
        } catch (IOException e) {
            throw new StartException("cannot listen for scrapes on " + address + " (--listen): " + e.getMessage(), e);
        }
        ticker = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "scores");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Binds the page's listener; {@link #watch} does the rest. */
    static Exporter start(InetSocketAddress address, InstantSource clock) throws StartException {
        return new Exporter(address, clock);
    }

    /** Watches the systems' models, and takes events in. */
    void watch(List<WatchedSystem> systems, Settings settings) throws StartException {
        Map<String, String> hashes = new TreeMap<>();
        List<ModelPlan> plans = new ArrayList<>();
        for (WatchedSystem system : systems) {
            hashes.put(system.specification().metadata().name(), system.hash());
            for (Model model : system.specification().models()) {
                plans.add(plan(system, model));
            }
        }
        IngestCounters counters = new IngestCounters(List.of(IngestCounters.HTTP));
        Path folder = settings.dataFolder();
        Keeper kept = folder == null
                ? Keeper.inMemory(plans, settings, counters)
                : Keeper.open(folder, plans, settings, counters, clock);
        keeper = kept;
        ExporterState state = kept.state();
        Ingest core = new Ingest(state, settings.limits(), kept.secrets().ids(), clock);
        Deliveries deliveries = new Deliveries(core, state, kept.committer(), clock);
        InFlight inFlight = new InFlight(settings.maximumInFlight());
        Histogram duration = Histogram.builder()
                .name(MetricFamilies.INGEST_BATCH_DURATION.name())
                .help(MetricFamilies.INGEST_BATCH_DURATION.help())
                .register(registry);
        registry.register(new MetricsPage(
                state.models(), counters, limits(inFlight, state.known()), kept.page(), hashes, Version.text()));
        JvmMetrics.builder().register(registry);
        long interval = settings.scoreInterval().toMillis();
        ScheduledFuture<?> unused =
                ticker.scheduleWithFixedDelay(this::score, interval, interval, TimeUnit.MILLISECONDS);
        ingest = IngestServer.start(
                settings.ingest(),
                new ObservationsHandler(
                        deliveries, kept.secrets().deliveries(), duration, inFlight, settings.maximumBody()));
        ready = true;
    }

    private static ModelPlan plan(WatchedSystem system, Model model) throws StartException {
        String name = system.specification().metadata().name();
        try {
            return new ModelPlan(
                    model,
                    system.specification().business(),
                    system.profiles().getOrDefault(model.name(), Map.of()),
                    LatencyBounds.of(system.specification()),
                    system.specification().onCall().timezone());
        } catch (IllegalArgumentException e) {
            throw new StartException(name + ", model " + model.name() + ": " + e.getMessage(), e);
        }
    }

    private static Map<String, MetricsPage.Limit> limits(InFlight inFlight, KnownDeliveries known) {
        return Map.of(
                "bytes_in_flight", new MetricsPage.Limit(inFlight::used, inFlight.maximum()),
                "idempotency_keys", new MetricsPage.Limit(known::size, known.maximum()));
    }

    /** Computes the scores of every model that changed; one that fails does not keep the others from it. */
    void score() {
        Keeper kept = keeper;
        if (kept == null) {
            return;
        }
        for (ModelHost model : kept.state().models()) {
            try {
                model.score(System.nanoTime());
                beat(model, kept.committer());
            } catch (RuntimeException e) {
                LOG.error(
                        "the scores of model {} could not be computed",
                        model.plan().name(),
                        e);
            }
        }
    }

    /** Where no events come, what waits for labels is given up all the same, by a record of its own. */
    private void beat(ModelHost model, Committer committer) {
        BinnedBatch beat = model.beat(System.nanoTime());
        if (beat != null) {
            committer.submit(JournalRecord.beat(beat, clock.millis()), result -> model.beaten());
        }
    }

    /** Where scrapers are answered. */
    InetSocketAddress metricsAddress() {
        return metrics.address();
    }

    /** Where events are taken in. */
    InetSocketAddress ingestAddress() {
        IngestServer server = ingest;
        if (server == null) {
            throw new IllegalStateException("not watching yet");
        }
        return server.address();
    }

    /** Takes no more events, finishes those under way, then ends the page. */
    @Override
    public void close() {
        ready = false;
        IngestServer server = ingest;
        if (server != null) {
            server.close();
        }
        ticker.shutdownNow();
        Keeper kept = keeper;
        if (kept != null) {
            kept.close();
        }
        metrics.close();
    }
}
