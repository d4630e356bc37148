package io.watchbill.testing;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A scrape target whose page is whatever the test says. */
public final class MetricsPage implements AutoCloseable {

    private final HttpServer server;
    private volatile String text;

    private MetricsPage(HttpServer server, String text) {
        this.server = server;
        this.text = text;
    }

    /** Serves {@code text}, in the Prometheus text format, on a free port of the loopback interface. */
    public static MetricsPage start(String text) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            MetricsPage page = new MetricsPage(server, text);
            server.createContext("/metrics", exchange -> {
                byte[] body = page.text.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            server.start();
            return page;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Host and port, as a scrape configuration names a target. */
    public String target() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** What the next scrape reads. */
    public void show(String page) {
        text = page;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
