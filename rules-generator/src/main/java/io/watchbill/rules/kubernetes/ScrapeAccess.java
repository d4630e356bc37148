package io.watchbill.rules.kubernetes;

import java.util.Optional;

/**
 * What Prometheus shows the exporter to be let in, by the names of secrets in the resource's namespace.
 *
 * @param basicAuthSecret has the keys {@code username} and {@code password}
 * @param tlsSecret has the key {@code ca.crt}: the exporter is scraped by TLS, and its certificate is held against this
 */
public record ScrapeAccess(Optional<String> basicAuthSecret, Optional<String> tlsSecret) {

    /** In the clear, and without a name. */
    public static final ScrapeAccess OPEN = new ScrapeAccess(Optional.empty(), Optional.empty());
}
