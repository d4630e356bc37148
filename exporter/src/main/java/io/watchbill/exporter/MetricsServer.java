package io.watchbill.exporter;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.exporter.common.PrometheusScrapeHandler;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.watchbill.exporter.health.Health;
import io.watchbill.exporter.status.Status;
import io.watchbill.spec.catalogue.MetricFamilies;
import io.watchbill.web.AccessFilter;
import io.watchbill.web.Listeners;
import io.watchbill.web.Permission;
import io.watchbill.web.WebSecurity;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * The listener for scrapers: the Prometheus client's scrape handler, probes and the status page. It starts first and has
 * threads of its own, so that nothing that happens to events keeps the page from answering.
 */
final class MetricsServer implements AutoCloseable {
    private static final int BACKLOG = 256;

    private final HttpServer server;
    private final MetricsThreads threads;
    private final WebSecurity security;
    private final Refusals refusals;

    private MetricsServer(HttpServer server, MetricsThreads threads, WebSecurity security, Refusals refusals) {
        this.server = server;
        this.threads = threads;
        this.security = security;
        this.refusals = refusals;
    }

    /**
     * Binds and answers from now on.
     *
     * @param deadline how long one exchange may take
     * @param refusals counts requests that were not answered, for who sent them or how slow they were
     * @param health what the probes answer
     * @param status what the status page shows
     * @param reload reads what is watched again
     */
    static MetricsServer start(
            InetSocketAddress address,
            PrometheusRegistry registry,
            WebSecurity security,
            Duration deadline,
            Refusals refusals,
            Health health,
            Supplier<Status> status,
            Reloading reload)
            throws IOException {
        MetricsServer metrics = new MetricsServer(
                Listeners.create(address, BACKLOG, security.tls()),
                new MetricsThreads(deadline, refusals),
                security,
                refusals);
        metrics.serve("/metrics", metrics.page(registry));
        Probes probes = new Probes(health);
        metrics.serve("/-/healthy", probes.healthy());
        metrics.serve("/-/ready", probes.ready());
        metrics.serve(
                Permission.ADMIN, new ExactPath("/-/reload", List.of("POST"), exchange -> reload(exchange, reload)));
        metrics.serve("/", new StatusHandler(metrics.threads, status));
        metrics.server.setExecutor(metrics.threads);
        metrics.server.start();
        return metrics;
    }

    /** Reads what is watched again; what is wrong with it is its message. */
    interface Reloading {
        /**
         * Reads it.
         *
         * @param asked who asked for it
         */
        void run(String asked) throws StartException;
    }

    private static void reload(HttpExchange exchange, Reloading reload) throws IOException {
        int status = 200;
        String text = "reloaded";
        try {
            reload.run("POST /-/reload from " + Addresses.text(exchange.getRemoteAddress()));
        } catch (StillStartingException e) {
            exchange.getResponseHeaders().set("Retry-After", "1");
            status = 503;
            text = String.valueOf(e.getMessage());
        } catch (StartException e) {
            status = 500;
            text = Exporter.NOT_RELOADED + e.getMessage();
        } catch (RuntimeException e) {
            status = 500;
            text = "the exporter failed; its log says why";
        }
        Listeners.answer(exchange, status, text + "\n");
    }

    private void serve(String path, HttpHandler handler) {
        serve(Permission.SCRAPE, new ExactPath(path, ExactPath.READ, handler));
    }

    /** Answers those who have the permission. */
    private void serve(Permission permission, ExactPath path) {
        server.createContext(path.path(), path).getFilters().add(new AccessFilter(security, permission, refusals::add));
    }

    private HttpHandler page(PrometheusRegistry registry) {
        Histogram duration = Histogram.builder()
                .name(MetricFamilies.SCRAPE_DURATION.name())
                .help(MetricFamilies.SCRAPE_DURATION.help())
                .register(registry);
        PrometheusScrapeHandler scrapes = new PrometheusScrapeHandler(registry);
        return exchange -> {
            long start = System.nanoTime();
            try {
                if (!threads.page(() -> scrapes.handleRequest(new ScrapeExchange(exchange)))) {
                    crowded(exchange);
                }
            } finally {
                duration.observe((System.nanoTime() - start) / 1e9);
            }
        };
    }

    /** Says that there was no place to write a page in. */
    static void crowded(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Retry-After", "1");
        Listeners.answer(exchange, 503, MetricsThreads.PAGES + " pages are being read; ask again in a second\n");
    }

    InetSocketAddress address() {
        return server.getAddress();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
