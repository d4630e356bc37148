package io.watchbill.exporter;

import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.watchbill.engine.ModelPlan;
import io.watchbill.engine.decode.IdHash;
import io.watchbill.spec.Model;
import io.watchbill.spec.catalogue.MetricFamilies;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
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
 * A running exporter: the page first, then the models, then events. Everything is in memory and ends with the process.
 */
final class Exporter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Exporter.class);

    private final MetricsServer metrics;
    private final PrometheusRegistry registry;
    private final List<ModelHost> models = new ArrayList<>();
    private final ScheduledExecutorService ticker;
    private volatile boolean ready;
    private @Nullable IngestServer ingest;
    private @Nullable Committer committer;

    private Exporter(InetSocketAddress address) throws StartException {
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
    static Exporter start(InetSocketAddress address) throws StartException {
        return new Exporter(address);
    }

    /** Watches the systems' models, and takes events in. */
    void watch(List<WatchedSystem> systems, Settings settings, InstantSource clock) throws StartException {
        Map<String, String> hashes = new TreeMap<>();
        for (WatchedSystem system : systems) {
            hashes.put(system.specification().metadata().name(), system.hash());
            for (Model model : system.specification().models()) {
                models.add(new ModelHost(plan(system, model), settings));
            }
        }
        SecureRandom random = new SecureRandom();
        IngestCounters counters = new IngestCounters(List.of(IngestCounters.HTTP));
        IdHash ids = new IdHash(random.nextLong(), random.nextLong());
        ExporterState state = new ExporterState(models, counters, new KnownDeliveries(settings.maximumKeys()));
        committer = new Committer(Journal.NONE, state);
        Ingest core = new Ingest(state, settings.limits(), ids, clock);
        Deliveries deliveries = new Deliveries(core, state, committer, clock);
        InFlight inFlight = new InFlight(settings.maximumInFlight());
        Histogram duration = Histogram.builder()
                .name(MetricFamilies.INGEST_BATCH_DURATION.name())
                .help(MetricFamilies.INGEST_BATCH_DURATION.help())
                .register(registry);
        registry.register(new MetricsPage(models, counters, limits(inFlight, state.known()), hashes, Version.text()));
        JvmMetrics.builder().register(registry);
        long interval = settings.scoreInterval().toMillis();
        ScheduledFuture<?> unused =
                ticker.scheduleWithFixedDelay(this::score, interval, interval, TimeUnit.MILLISECONDS);
        ingest = IngestServer.start(
                settings.ingest(),
                new ObservationsHandler(
                        deliveries,
                        new DeliveryKeys(random.nextLong(), random.nextLong()),
                        duration,
                        inFlight,
                        settings.maximumBody()));
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
        for (ModelHost model : models) {
            try {
                model.score(System.nanoTime());
            } catch (RuntimeException e) {
                LOG.error(
                        "the scores of model {} could not be computed",
                        model.plan().name(),
                        e);
            }
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
        Committer storing = committer;
        if (storing != null) {
            storing.close();
        }
        ticker.shutdownNow();
        metrics.close();
    }
}
