package io.watchbill.exporter;

import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.watchbill.engine.BinnedBatch;
import io.watchbill.exporter.health.Condition;
import io.watchbill.exporter.health.Health;
import io.watchbill.exporter.store.Store;
import io.watchbill.spec.catalogue.MetricFamilies;
import io.watchbill.web.WebConfigException;
import io.watchbill.web.WebSecurity;
import io.watchbill.web.WebSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
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

    static final String NOT_RELOADED = "nothing is reloaded, what was read before stays: ";

    private final InstantSource clock;
    private final MetricsServer metrics;
    private final PrometheusRegistry registry;
    private final WebSecurity security;
    private final Refusals ingestRefusals = new Refusals();
    private final ScheduledExecutorService ticker;
    private final Health health = new Health();
    private final ExporterStatus status;
    private @Nullable IngestServer ingest;
    private @Nullable Sources sources;
    private volatile @Nullable Keeper keeper;
    private volatile @Nullable Reload reload;

    private Exporter(InetSocketAddress address, InstantSource clock, WebSettings web) throws StartException {
        this.clock = clock;
        registry = new PrometheusRegistry();
        try {
            security = WebSecurity.start(web);
            security.requireProtected("--listen", address);
            Refusals refusals = new Refusals();
            status = new ExporterStatus(clock, health, security);
            metrics = MetricsServer.start(
                    address, registry, security, web.requestDeadline(), refusals, health, status, this::reload);
            registry.register(new WebPage(security, ingestRefusals, refusals));
        } catch (WebConfigException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
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
    static Exporter start(InetSocketAddress address, InstantSource clock, WebSettings web) throws StartException {
        return new Exporter(address, clock, web);
    }

    /**
     * Watches the systems' models, and takes events in.
     *
     * @return the systems that are watched
     */
    List<WatchedSystem> watch(SystemSource source, Settings settings, SourceSettings sourceSettings)
            throws StartException {
        try {
            security.requireProtected("--ingest", settings.ingest());
        } catch (WebConfigException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
        Path folder = settings.dataFolder();
        if (folder != null) {
            Store.loadAhead(folder);
        }
        LoadedAhead.start();
        List<WatchedSystem> systems = source.read();
        ModelPlans plans = ModelPlans.of(systems);
        settings.watched().require(plans.plans());
        IngestCounters counters = new IngestCounters(Sources.kinds(sourceSettings));
        Keeper kept = folder == null
                ? Keeper.inMemory(plans.plans(), settings, counters, clock)
                : Keeper.open(folder, plans.plans(), settings, counters, clock);
        keeper = kept;
        score();
        ExporterState state = kept.state();
        Ingest core = new Ingest(state, settings.limits(), kept.secrets().ids(), clock);
        Reload reloading = new Reload(source, settings.watched(), kept, core, plans.hashes(), clock);
        reload = reloading;
        Deliveries deliveries = new Deliveries(core, state, kept.committer(), clock);
        Sources others = new Sources(
                sourceSettings,
                deliveries,
                kept.secrets().deliveries(),
                state::models,
                settings.limits().lineBytes());
        InFlight inFlight = new InFlight(settings.maximumInFlight());
        ConnectionBound connections = new ConnectionBound(maximumConnections(settings.web()));
        Histogram duration = Histogram.builder()
                .name(MetricFamilies.INGEST_BATCH_DURATION.name())
                .help(MetricFamilies.INGEST_BATCH_DURATION.help())
                .register(registry);
        Map<String, MetricsPage.Limit> limits = new TreeMap<>(limits(inFlight, state, connections));
        limits.putAll(others.limits());
        limits.putAll(settings.watched().limits(state::models));
        registry.register(
                new MetricsPage(state, counters, others.states(), limits, kept.page(), reloading, Version.text()));
        status.watching(new ExporterStatus.Watching(state, counters, others.states(), limits, kept.page(), reloading));
        JvmMetrics.builder().register(registry);
        long interval = settings.scoreInterval().toMillis();
        ScheduledFuture<?> scores =
                ticker.scheduleWithFixedDelay(this::tick, interval, interval, TimeUnit.MILLISECONDS);
        health.requireForHealth(Condition.repeated("scores", scores));
        kept.addConditions(health);
        ObservationsHandler observations = new ObservationsHandler(
                deliveries, kept.secrets().deliveries(), duration, inFlight, settings.maximumBody());
        IngestServer server = IngestServer.start(
                settings,
                others.handler(observations, inFlight, settings.maximumBody()),
                security,
                connections,
                ingestRefusals);
        ingest = server;
        health.requireForReadiness(Condition.of(
                "listener", server::running, "the listener for events has stopped", "restart the exporter"));
        sources = others;
        others.start();
        others.addConditions(health);
        health.started();
        return systems;
    }

    /**
     * Reads the web configuration and what is watched again, and goes on with it. The log says who asked, and why nothing
     * came of it.
     *
     * @param asked who asked for it
     * @throws StartException saying why nothing was changed
     */
    void reload(String asked) throws StartException {
        LOG.info("reloading: {}", asked);
        try {
            security.refresh();
            Reload reloading = reload;
            if (reloading == null) {
                throw new StillStartingException();
            }
            reloading.run();
            score();
        } catch (StartException e) {
            LOG.error("{}{}", NOT_RELOADED, e.getMessage());
            throw e;
        } catch (RuntimeException e) {
            LOG.error("a reload failed", e);
            throw e;
        }
    }

    private int maximumConnections(WebSettings web) {
        boolean tls = security.tls().isPresent();
        long heap = Runtime.getRuntime().maxMemory();
        int maximum = web.maximumConnections().orElse(ConnectionBound.usual(tls, heap));
        OpenFiles.warning(maximum).ifPresent(LOG::warn);
        ConnectionBound.warning(maximum, tls, heap).ifPresent(LOG::warn);
        return maximum;
    }

    private static Map<String, MetricsPage.Limit> limits(
            InFlight inFlight, ExporterState state, ConnectionBound connections) {
        KnownDeliveries known = state.known();
        StreamPositions streams = state.streams();
        return Map.of(
                "connections", new MetricsPage.Limit(connections::used, connections.maximum(), connections::refused),
                "bytes_in_flight", new MetricsPage.Limit(inFlight::used, inFlight.maximum()),
                "idempotency_keys", new MetricsPage.Limit(known::size, known.maximum()),
                "streams", new MetricsPage.Limit(streams::size, streams.maximum()));
    }

    /** An error ends the ticking, as it ends a thread; nobody but the log would hear of it. */
    private void tick() {
        try {
            score();
            Keeper kept = keeper;
            if (kept != null) {
                kept.retry();
            }
        } catch (Error e) {
            LOG.error("the thread scores was ended by an error", e);
            throw e;
        }
    }

    /** Computes the scores of every model that changed; one that fails does not keep the others from it. */
    synchronized void score() {
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

    /** What both listeners speak: {@code http} or {@code https}. */
    String scheme() {
        return security.tls().isPresent() ? "https" : "http";
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
        health.ending();
        IngestServer server = ingest;
        if (server != null) {
            server.close();
        }
        Sources others = sources;
        if (others != null) {
            others.close();
        }
        ticker.shutdownNow();
        Keeper kept = keeper;
        if (kept != null) {
            kept.close();
        }
        metrics.close();
        security.close();
    }
}
