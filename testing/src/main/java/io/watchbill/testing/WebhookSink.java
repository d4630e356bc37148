package io.watchbill.testing;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A receiver of webhooks: answers 200 to every POST and keeps what came, in order of arrival. */
public final class WebhookSink implements AutoCloseable {

    /**
     * One POST.
     *
     * @param path from the address, such as {@code /page}
     * @param at when it came
     */
    public record Delivery(String path, String body, Instant at) {}

    private final HttpServer server;
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final BlockingQueue<Delivery> waiting = new LinkedBlockingQueue<>();
    private final List<Delivery> all = Collections.synchronizedList(new ArrayList<>());

    private WebhookSink(HttpServer server) {
        this.server = server;
    }

    /** Listens on a free port of the loopback interface. */
    public static WebhookSink start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            WebhookSink sink = new WebhookSink(server);
            server.createContext("/", exchange -> {
                byte[] body = exchange.getRequestBody().readAllBytes();
                Delivery delivery = new Delivery(
                        exchange.getRequestURI().getPath(), new String(body, StandardCharsets.UTF_8), Instant.now());
                sink.all.add(delivery);
                sink.waiting.add(delivery);
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            server.setExecutor(sink.executor);
            server.start();
            return sink;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The address of a path, such as {@code /page}. */
    public URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    /** The next delivery that was not taken yet, or empty if none comes in time. */
    public Optional<Delivery> take(Duration within) {
        try {
            return Optional.ofNullable(waiting.poll(within.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for a webhook", e);
        }
    }

    /** Every delivery so far, taken or not. */
    public List<Delivery> deliveries() {
        synchronized (all) {
            return List.copyOf(all);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
