package io.watchbill.exporter;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.exporter.httpserver.MetricsHandler;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.watchbill.spec.catalogue.MetricFamilies;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * The listener for scrapers: the Prometheus client's metrics handler, health and readiness. It starts first and has
 * threads of its own, so that nothing that happens to events keeps the page from answering.
 */
final class MetricsServer implements AutoCloseable {
    /** Prometheus scrapes one at a time; more threads only help a second scraper. */
    private static final int THREADS = 4;

    private static final int BACKLOG = 64;

    private final HttpServer server;
    private final ExecutorService threads;

    private MetricsServer(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Binds and answers from now on.
     *
     * @param ready whether events are taken in already
     */
    static MetricsServer start(InetSocketAddress address, PrometheusRegistry registry, BooleanSupplier ready)
            throws IOException {
        AtomicInteger number = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "metrics-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        HttpServer server = HttpServer.create(address, BACKLOG);
        Histogram duration = Histogram.builder()
                .name(MetricFamilies.SCRAPE_DURATION.name())
                .help(MetricFamilies.SCRAPE_DURATION.help())
                .register(registry);
        HttpHandler metrics = new MetricsHandler(registry);
        server.createContext("/metrics", exchange -> {
            long start = System.nanoTime();
            try {
                metrics.handle(exchange);
            } finally {
                duration.observe((System.nanoTime() - start) / 1e9);
            }
        });
        server.createContext("/-/healthy", exchange -> answer(exchange, 200, "healthy\n"));
        server.createContext("/-/ready", exchange -> {
            if (ready.getAsBoolean()) {
                answer(exchange, 200, "ready\n");
            } else {
                answer(exchange, 503, "not ready: events are not taken in yet\n");
            }
        });
        server.createContext("/", exchange -> {
            if (exchange.getRequestURI().getPath().equals("/")) {
                answer(exchange, 200, "Watchbill exporter: /metrics, /-/healthy, /-/ready\n");
            } else {
                answer(exchange, 404, "nothing here; see /metrics, /-/healthy and /-/ready\n");
            }
        });
        server.setExecutor(threads);
        server.start();
        return new MetricsServer(server, threads);
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        try (exchange) {
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
        threads.shutdown();
    }
}
