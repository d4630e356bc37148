package io.watchbill.incidents.serve;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets those through who have the token; everyone where there is none. */
final class TokenFilter extends Filter {

    private static final Logger LOG = LoggerFactory.getLogger(TokenFilter.class);

    private final Optional<BearerToken> token;
    private final ServerMetrics metrics;

    TokenFilter(Optional<BearerToken> token, ServerMetrics metrics) {
        this.token = token;
        this.metrics = metrics;
    }

    @Override
    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
        if (token.isPresent()) {
            try {
                if (!token.get().admits(exchange.getRequestHeaders().getFirst("Authorization"))) {
                    metrics.webhook(ServerMetrics.UNAUTHORIZED);
                    exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer realm=\"watchbill\"");
                    WebhookHandler.answer(exchange, 401, "give the token of --token-file as a Bearer authorization\n");
                    return;
                }
            } catch (IOException e) {
                LOG.error("nobody can be let in: {}", e.toString());
                metrics.webhook(ServerMetrics.FAILED);
                WebhookHandler.answer(exchange, 503, "the token cannot be read now; send it again\n");
                return;
            }
        }
        chain.doFilter(exchange);
    }

    @Override
    public String description() {
        return "asks for the bearer token";
    }
}
