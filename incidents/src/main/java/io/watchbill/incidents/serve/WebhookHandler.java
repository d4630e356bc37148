package io.watchbill.incidents.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.watchbill.incidents.serve.WebhookBody.Misfit;
import io.watchbill.web.Listeners;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes webhooks in. 200 means that they are durable, 503 that they are not and should be sent again; Alertmanager gives up
 * on what is answered by 4xx, so that those are for what will never be right.
 */
final class WebhookHandler implements HttpHandler {

    /** Some thousand alerts with long annotations. */
    static final int MOST_BYTES = 8 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(WebhookHandler.class);

    private final Inbox inbox;
    private final ServerMetrics metrics;
    private final InstantSource clock;
    private final Runnable arrived;

    /** @param arrived is run after something was stored */
    WebhookHandler(Inbox inbox, ServerMetrics metrics, InstantSource clock, Runnable arrived) {
        this.inbox = inbox;
        this.metrics = metrics;
        this.clock = clock;
        this.arrived = arrived;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestMethod().equals("POST")) {
            exchange.getResponseHeaders().set("Allow", "POST");
            Listeners.answer(exchange, 405, "webhooks are sent with POST\n");
            return;
        }
        // A page of another site can make a browser send plain text, but no JSON.
        if (!isJson(exchange.getRequestHeaders().getFirst("Content-Type"))) {
            refuse(exchange, 415, ServerMetrics.MALFORMED, "expected Content-Type: application/json");
            return;
        }
        byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            refuse(
                    exchange,
                    413,
                    ServerMetrics.TOO_LARGE,
                    "the body has more than " + MOST_BYTES + " bytes; group_by: ['...'] sends each alert by itself");
            return;
        }
        try {
            take(exchange, WebhookBody.read(body));
        } catch (Misfit e) {
            refuse(exchange, 400, e.result(), String.valueOf(e.getMessage()));
        }
    }

    private static boolean isJson(@Nullable String contentType) {
        return contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith("application/json");
    }

    private void take(HttpExchange exchange, WebhookBody body) throws IOException {
        Instant now = clock.instant();
        List<Arrival> arrivals =
                body.notices().stream().map(notice -> new Arrival(now, notice)).toList();
        try {
            inbox.put(arrivals);
        } catch (IOException e) {
            LOG.error("a webhook could not be stored and should be sent again: {}", e.toString());
            metrics.webhook(ServerMetrics.FAILED);
            Listeners.answer(exchange, 503, "not stored; send it again\n");
            return;
        }
        metrics.webhook(ServerMetrics.ACCEPTED);
        metrics.unreadable(body.unreadable());
        if (body.unreadable() > 0) {
            LOG.warn("{} alerts of a webhook could not be read, the others are stored", body.unreadable());
        }
        if (body.truncated() > 0) {
            LOG.warn("Alertmanager left {} alerts out; set max_alerts: 0 at this receiver", body.truncated());
        }
        arrived.run();
        Listeners.answer(exchange, 200, "stored " + arrivals.size() + "\n");
    }

    private void refuse(HttpExchange exchange, int status, String result, String message) throws IOException {
        LOG.warn("a webhook is refused with {}: {}", status, message);
        metrics.webhook(result);
        Listeners.answer(exchange, status, message + "\n");
    }
}
