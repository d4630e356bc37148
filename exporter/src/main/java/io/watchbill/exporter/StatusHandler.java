package io.watchbill.exporter;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.watchbill.exporter.status.Status;
import io.watchbill.exporter.status.StatusPage;
import java.io.IOException;
import java.util.function.Supplier;

/** Answers with the status page. */
final class StatusHandler implements HttpHandler {
    private final MetricsThreads threads;
    private final Supplier<Status> status;

    StatusHandler(MetricsThreads threads, Supplier<Status> status) {
        this.threads = threads;
        this.status = status;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        if (!threads.page(() -> write(exchange))) {
            MetricsServer.crowded(exchange);
        }
    }

    private void write(HttpExchange exchange) throws IOException {
        byte[] page = StatusPage.of(status.get()).getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        exchange.getResponseHeaders().set("Content-Security-Policy", StatusPage.POLICY);
        try (exchange) {
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(200, head ? -1 : page.length);
            if (!head) {
                exchange.getResponseBody().write(page);
            }
        }
    }
}
