package io.watchbill.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.watchbill.cli.Failure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Stands for the pager, the chat and the mail: Alertmanager posts here what it would send there. Listens on a free port
 * of the loopback interface. Thread-safe.
 */
final class Webhooks implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final List<Notification> received = new ArrayList<>();

    /**
     * One alert of one webhook that Alertmanager sent.
     *
     * @param receiver the receiver's name as the payload says it
     * @param status   {@code firing} or {@code resolved}
     */
    record Notification(String receiver, String status, Map<String, String> labels, Map<String, String> annotations) {}

    Webhooks() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new Failure("cannot listen on the loopback interface for webhooks: " + e.getMessage(), e);
        }
        server.createContext("/", this::take);
        server.start();
    }

    /** Where Alertmanager posts what is meant for the receiver. */
    URI address(String receiver) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + receiver);
    }

    /** Everything that came so far, in order of arrival. */
    List<Notification> received() {
        synchronized (received) {
            return List.copyOf(received);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode payload = JSON.readTree(exchange.getRequestBody());
            String receiver = payload.path("receiver").asText();
            synchronized (received) {
                for (JsonNode alert : payload.path("alerts")) {
                    received.add(new Notification(
                            receiver,
                            alert.path("status").asText(),
                            PrometheusApi.strings(alert.path("labels")),
                            PrometheusApi.strings(alert.path("annotations"))));
                }
            }
            exchange.sendResponseHeaders(200, -1);
        }
    }
}
