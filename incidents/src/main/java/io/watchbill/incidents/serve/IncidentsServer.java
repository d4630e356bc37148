package io.watchbill.incidents.serve;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.exporter.httpserver.MetricsHandler;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.watchbill.incidents.file.IncidentFolder;
import io.watchbill.incidents.record.Course;
import io.watchbill.incidents.record.WatchedSystems;
import io.watchbill.web.AccessFilter;
import io.watchbill.web.Listeners;
import io.watchbill.web.Permission;
import io.watchbill.web.WebConfigException;
import io.watchbill.web.WebSecurity;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes webhooks in and keeps the incident files. Threads that answer only store; one thread writes files, so that a slow disk or
 * a broken file delays no answer.
 */
public final class IncidentsServer implements AutoCloseable {

    /** Where Alertmanager posts to. */
    public static final String PATH = "/v1/alertmanager";

    private static final Logger LOG = LoggerFactory.getLogger(IncidentsServer.class);
    private static final int THREADS = 8;
    private static final int BACKLOG = 256;
    private static final long LONG_JOURNAL = 1 << 20;

    private final FileChannel guard;
    private final Inbox inbox;
    private final Recorder recorder;
    private final Reconciliation reconciliation;
    private final Optional<AlertmanagerApi> alertmanager;
    private final ServerMetrics metrics;
    private final InstantSource clock;
    private final WebSecurity security;
    private final HttpServer http;
    private final ExecutorService answering = Executors.newFixedThreadPool(THREADS, IncidentsServer::answerer);
    private final ScheduledExecutorService keeping =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "incident-files"));
    private final AtomicBoolean asked = new AtomicBoolean();

    private IncidentsServer(
            ServerSettings settings,
            WatchedSystems systems,
            InstantSource clock,
            FileChannel guard,
            WebSecurity security,
            IncidentFolder folder)
            throws IOException {
        this.guard = guard;
        this.security = security;
        this.clock = clock;
        inbox = Inbox.open(folder.own().resolve("journal"));
        recorder = new Recorder(folder, systems, new Course(settings.reopening()));
        reconciliation = new Reconciliation(recorder, settings.resend());
        alertmanager = settings.alertmanagers().isEmpty()
                ? Optional.empty()
                : Optional.of(new AlertmanagerApi(settings.alertmanagers(), settings.access()));
        PrometheusRegistry registry = new PrometheusRegistry();
        metrics = new ServerMetrics(registry, systems, clock, inbox::size);
        http = Listeners.create(settings.listen(), BACKLOG, security.tls());
        serve(PATH, Permission.WRITE, new WebhookHandler(inbox, metrics, clock, this::ask));
        serve("/metrics", Permission.SCRAPE, new MetricsHandler(registry));
        http.createContext("/-/healthy", exchange -> Listeners.answer(exchange, 200, "healthy\n"));
        http.setExecutor(answering);
    }

    private void serve(String path, Permission permission, HttpHandler handler) {
        http.createContext(path, handler)
                .getFilters()
                .add(new AccessFilter(security, permission, outcome -> refused(permission)));
    }

    private void refused(Permission permission) {
        if (permission == Permission.WRITE) {
            metrics.webhook(ServerMetrics.UNAUTHORIZED);
        }
    }

    private static Thread answerer(Runnable task) {
        Thread thread = new Thread(task, "incident-webhooks");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Starts; what a crash left in the journal is written into files first.
     *
     * @throws IOException saying what to do, if the folder is in use, the address is taken or open to everyone
     */
    public static IncidentsServer start(ServerSettings settings, WatchedSystems systems, InstantSource clock)
            throws IOException {
        WebSecurity security = security(settings);
        IncidentFolder folder =
                IncidentFolder.open(settings.folder(), settings.page().dated(systems::due));
        FileChannel guard = guard(settings.folder(), folder.own().resolve("server.lock"));
        try {
            IncidentsServer server = new IncidentsServer(settings, systems, clock, guard, security, folder);
            server.drain();
            ScheduledFuture<?> unused = server.keeping.scheduleWithFixedDelay(
                    server::tick, 0, settings.interval().toMillis(), TimeUnit.MILLISECONDS);
            server.http.start();
            return server;
        } catch (IOException | RuntimeException e) {
            guard.close();
            security.close();
            throw e;
        }
    }

    private static WebSecurity security(ServerSettings settings) throws IOException {
        try {
            WebSecurity security = WebSecurity.start(settings.web());
            try {
                security.requireProtected("--listen", settings.listen());
                return security;
            } catch (WebConfigException e) {
                security.close();
                throw e;
            }
        } catch (WebConfigException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Two servers would write each incident twice. */
    private static FileChannel guard(Path folder, Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            LOG.debug("held by this process", e);
        }
        channel.close();
        throw new IOException(folder + " is in use by another incident server; give each a folder of its own");
    }

    private void ask() {
        if (asked.compareAndSet(false, true)) {
            keeping.execute(this::drain);
        }
    }

    /** Writes what waits into files. */
    private void drain() {
        asked.set(false);
        try {
            Map<Long, Arrival> waiting = inbox.waiting();
            if (!waiting.isEmpty()) {
                inbox.done(recorder.write(waiting));
            }
            if (inbox.length() > LONG_JOURNAL) {
                inbox.compact();
            }
            metrics.holds(recorder.read());
        } catch (IOException | RuntimeException e) {
            LOG.error("the incident files cannot be kept now; what was accepted waits in the journal", e);
        }
    }

    private void tick() {
        drain();
        alertmanager.ifPresent(this::reconcile);
        try {
            inbox.compact();
        } catch (IOException e) {
            LOG.error("the journal cannot be shortened now: {}", e.toString());
        }
    }

    private void reconcile(AlertmanagerApi api) {
        try {
            HeldAlerts held = api.held();
            Instant now = clock.instant();
            reconciliation.apply(held, now);
            metrics.holds(recorder.read());
            metrics.reconciled(now);
        } catch (IOException | RuntimeException e) {
            LOG.warn("the incidents are not held against Alertmanager: {}", e.toString());
            reconciliation.unknown();
            metrics.notReconciled();
        }
    }

    /** Whether it speaks TLS. */
    public boolean isEncrypted() {
        return security.tls().isPresent();
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return http.getAddress();
    }

    /** Ends it; what was accepted is in files or in the journal. */
    @Override
    public void close() throws IOException {
        http.stop(1);
        answering.shutdown();
        keeping.shutdown();
        try {
            if (!keeping.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.warn("the incident files are not written to their end; the journal has the rest");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        drain();
        inbox.close();
        guard.close();
        security.close();
    }
}
