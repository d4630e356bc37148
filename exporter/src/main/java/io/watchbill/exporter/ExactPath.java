package io.watchbill.exporter;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.watchbill.web.Listeners;
import java.io.IOException;
import java.util.List;

/** One path with the methods that it has; the JDK's server gives a handler all paths that begin with its own, and any method. */
record ExactPath(String path, List<String> methods, HttpHandler handler) implements HttpHandler {
    static final List<String> READ = List.of("GET", "HEAD");

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestURI().getPath().equals(path)) {
            Listeners.answer(exchange, 404, "nothing here; see /, /metrics, /-/healthy and /-/ready\n");
        } else if (!methods.contains(exchange.getRequestMethod())) {
            exchange.getResponseHeaders().set("Allow", String.join(", ", methods));
            Listeners.answer(exchange, 405, path + " is asked for with " + String.join(" or ", methods) + "\n");
        } else {
            handler.handle(exchange);
        }
    }
}
