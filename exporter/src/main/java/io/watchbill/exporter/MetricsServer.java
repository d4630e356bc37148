package io.watchbill.exporter;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.exporter.common.PrometheusScrapeHandler;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.watchbill.exporter.health.Health;
import io.watchbill.exporter.status.Status;
import io.watchbill.exporter.web.Permission;
import io.watchbill.exporter.web.WebSecurity;
import io.watchbill.spec.catalogue.MetricFamilies;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

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
                listener(address, security.tls().orElse(null)),
                new MetricsThreads(deadline, refusals),
                security,
                refusals);
        metrics.serve("/metrics", Permission.SCRAPE, metrics.page(registry));
        Probes probes = new Probes(health);
        metrics.serve("/-/healthy", Permission.SCRAPE, probes.healthy());
        metrics.serve("/-/ready", Permission.SCRAPE, probes.ready());
        metrics.serve("/-/reload", Permission.ADMIN, exchange -> reload(exchange, reload));
        metrics.serve("/", Permission.SCRAPE, new StatusHandler(metrics.threads, status));
        metrics.server.setExecutor(metrics.threads);
        metrics.server.start();
        return metrics;
    }

    /** Reads what is watched again; what is wrong with it is its message. */
    interface Reloading {
        void run() throws StartException;
    }

    private static void reload(HttpExchange exchange, Reloading reload) throws IOException {
        if (!exchange.getRequestMethod().equals("POST")) {
            exchange.getResponseHeaders().set("Allow", "POST");
            answer(exchange, 405, "a reload is asked for with POST\n");
            return;
        }
        try {
            reload.run();
            answer(exchange, 200, "reloaded\n");
        } catch (StartException e) {
            answer(exchange, 500, "nothing is reloaded, what was read before stays: " + e.getMessage() + "\n");
        }
    }

    private static HttpServer listener(InetSocketAddress address, @Nullable SSLContext tls) throws IOException {
        if (tls == null) {
            return HttpServer.create(address, BACKLOG);
        }
        HttpsServer server = HttpsServer.create(address, BACKLOG);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        return server;
    }

    /** Answers a path and what is below it, to those who have the permission. */
    private void serve(String path, Permission permission, HttpHandler handler) {
        server.createContext(path, handler).getFilters().add(new MetricsAccess(security, permission, refusals));
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
        answer(exchange, 503, MetricsThreads.PAGES + " pages are being read; ask again in a second\n");
    }

    static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        try (exchange) {
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.sendResponseHeaders(status, -1);
                return;
            }
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
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
