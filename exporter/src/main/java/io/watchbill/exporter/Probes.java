package io.watchbill.exporter;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.watchbill.exporter.health.Health;
import io.watchbill.exporter.health.Trouble;
import io.watchbill.web.Listeners;
import java.io.IOException;
import java.util.List;

/** Answers {@code /-/healthy} and {@code /-/ready}: 200, or 503 with a line for each reason. */
record Probes(Health health) {
    HttpHandler healthy() {
        return exchange -> answer(exchange, "healthy", health.unhealthy());
    }

    HttpHandler ready() {
        return exchange -> answer(exchange, "ready", health.unready());
    }

    private static void answer(HttpExchange exchange, String word, List<Trouble> troubles) throws IOException {
        if (troubles.isEmpty()) {
            Listeners.answer(exchange, 200, word + "\n");
            return;
        }
        StringBuilder text = new StringBuilder();
        for (Trouble trouble : troubles) {
            text.append("not %s: %s: %s; %s%n".formatted(word, trouble.name(), trouble.what(), trouble.next()));
        }
        Listeners.answer(exchange, 503, text.toString());
    }
}
