package io.watchbill.web;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** Lets requests with a permission through; every answer has the security headers, unless its handler sets others. */
public final class AccessFilter extends Filter {
    /** Threads that may wait for a password to be checked. */
    private static final int MOST_WAITING = 4;

    private final WebSecurity security;
    private final Permission permission;
    private final Consumer<Decision.Outcome> refused;
    private final Semaphore waiting = new Semaphore(MOST_WAITING);

    /** @param refused is told of each request that is not let through */
    public AccessFilter(WebSecurity security, Permission permission, Consumer<Decision.Outcome> refused) {
        this.security = security;
        this.permission = permission;
        this.refused = refused;
    }

    @Override
    public String description() {
        return "asks for the permission " + permission.text();
    }

    @Override
    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
        security.headers().forEach(exchange.getResponseHeaders()::set);
        Headers headers = exchange.getRequestHeaders();
        Decision decision = wait(security.access()
                .decide(
                        headers.getFirst("Authorization"),
                        headers.getFirst("Origin"),
                        headers.getFirst("Host"),
                        permission));
        if (decision.allowed()) {
            chain.doFilter(exchange);
            return;
        }
        refused.accept(decision.outcome());
        decision.challenges().forEach(challenge -> exchange.getResponseHeaders().add("WWW-Authenticate", challenge));
        if (decision.outcome() == Decision.Outcome.BUSY) {
            exchange.getResponseHeaders().set("Retry-After", "1");
        }
        Listeners.answer(
                exchange, decision.outcome().status(), decision.outcome().text() + "\n");
    }

    private Decision wait(CompletableFuture<Decision> decision) {
        if (decision.isDone()) {
            return decision.join();
        }
        if (!waiting.tryAcquire()) {
            return Decision.BUSY;
        }
        try {
            return decision.join();
        } finally {
            waiting.release();
        }
    }
}
