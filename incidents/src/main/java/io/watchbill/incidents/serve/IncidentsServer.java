package io.watchbill.incidents.serve;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.exporter.httpserver.MetricsHandler;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.watchbill.incidents.file.IncidentFolder;
import io.watchbill.incidents.record.Course;
import io.watchbill.incidents.record.WatchedSystems;
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
            IncidentFolder folder)
            throws IOException {
        this.guard = guard;
        this.clock = clock;
        inbox = Inbox.open(folder.own().resolve("journal"));
        recorder = new Recorder(folder, systems, new Course(settings.reopening()));
        reconciliation = new Reconciliation(recorder, settings.resend());
        alertmanager = settings.alertmanagers().isEmpty()
                ? Optional.empty()
                : Optional.of(new AlertmanagerApi(settings.alertmanagers()));
        PrometheusRegistry registry = new PrometheusRegistry();
        metrics = new ServerMetrics(registry, systems, clock, inbox::size);
        http = HttpServer.create(settings.listen(), BACKLOG);
        TokenFilter filter = new TokenFilter(settings.token().map(BearerToken::new), metrics);
        serve(PATH, new WebhookHandler(inbox, metrics, clock, this::ask), filter);
        serve("/metrics", new MetricsHandler(registry), filter);
        http.createContext("/-/healthy", exchange -> WebhookHandler.answer(exchange, 200, "healthy\n"));
        http.setExecutor(answering);
    }

    private void serve(String path, HttpHandler handler, TokenFilter filter) {
        http.createContext(path, handler).getFilters().add(filter);
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
        requireProtected(settings);
        IncidentFolder folder = IncidentFolder.open(settings.folder());
        FileChannel guard = guard(settings.folder(), folder.own().resolve("server.lock"));
        try {
            IncidentsServer server = new IncidentsServer(settings, systems, clock, guard, folder);
            server.drain();
            ScheduledFuture<?> unused = server.keeping.scheduleWithFixedDelay(
                    server::tick, 0, settings.interval().toMillis(), TimeUnit.MILLISECONDS);
            server.http.start();
            return server;
        } catch (IOException | RuntimeException e) {
            guard.close();
            throw e;
        }
    }

    private static void requireProtected(ServerSettings settings) throws IOException {
        boolean local = settings.listen().getAddress() != null
                && settings.listen().getAddress().isLoopbackAddress();
        if (!local && settings.token().isEmpty() && !settings.insecure()) {
            throw new IOException("--listen: " + settings.listen().getHostString()
                    + " is open to other machines, and nothing keeps strangers out; give --token-file FILE, listen on"
                    + " 127.0.0.1, or say --insecure-listen where something else guards the address");
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
    }
}
