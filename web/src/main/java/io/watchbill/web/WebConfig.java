package io.watchbill.web;

import java.util.Map;
import java.util.Optional;

/**
 * A web configuration.
 *
 * @param tls empty where both listeners speak plain HTTP
 * @param headers what answers carry besides, by name; an empty value takes a default header away
 */
record WebConfig(Optional<TlsSettings> tls, Map<String, String> headers, Credentials credentials) {
    static final WebConfig NONE = new WebConfig(Optional.empty(), Map.of(), Credentials.NONE);

    WebConfig {
        headers = Map.copyOf(headers);
    }

    /** Whether strangers are kept out: by credentials, or by a certificate that every client must have. */
    boolean keepsStrangersOut() {
        return !credentials.isEmpty()
                || tls.filter(settings -> settings.client() == TlsSettings.ClientAuth.REQUIRED)
                        .isPresent();
    }
}
