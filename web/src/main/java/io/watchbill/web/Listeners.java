package io.watchbill.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** Servers of the JDK, with or without TLS. */
public final class Listeners {

    /** What is read of a request's body that nobody asked for; the server closes the connection if there is more. */
    private static final int MOST_UNREAD_BYTES = 1 << 16;

    private Listeners() {}

    /** A server that is bound and not started. */
    public static HttpServer create(InetSocketAddress address, int backlog, Optional<SSLContext> tls)
            throws IOException {
        if (tls.isEmpty()) {
            return HttpServer.create(address, backlog);
        }
        HttpsServer server = HttpsServer.create(address, backlog);
        server.setHttpsConfigurator(new HttpsConfigurator(tls.get()));
        return server;
    }

    /**
     * Answers with a text and ends the exchange. What is left of the request's body is read first: over TLS the JDK's server reads
     * ahead, and does not see a next request that came with the rest of the body of one already answered.
     */
    public static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        try (exchange) {
            exchange.getRequestBody().readNBytes(MOST_UNREAD_BYTES);
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.sendResponseHeaders(status, -1);
                return;
            }
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
