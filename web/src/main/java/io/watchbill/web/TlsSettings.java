package io.watchbill.web;

import java.util.List;
import java.util.Optional;

/**
 * What {@code tls_server_config} says, with the files' content.
 *
 * @param certificates the server's certificate chain
 * @param key the server's private key
 * @param client what is asked of clients
 * @param authorities certificates that vouch for clients
 * @param allowedNames subject alternative names, of which a client's certificate must have one; empty for any
 * @param protocols Java's names of the TLS versions
 * @param cipherSuites suites for TLS 1.2 in the server's order; empty for those with forward secrecy and authenticated
 *     encryption
 * @param serverOrder whether the server's order of suites counts, not the client's
 */
record TlsSettings(
        Pem certificates,
        Pem key,
        ClientAuth client,
        Optional<Pem> authorities,
        List<String> allowedNames,
        List<String> protocols,
        List<String> cipherSuites,
        boolean serverOrder) {
    /** What is asked of clients; the toolkit's types that ask for a certificate and check nothing are refused. */
    enum ClientAuth {
        NONE,
        IF_GIVEN,
        REQUIRED
    }

    /**
     * A PEM text.
     *
     * @param place the file, or file, line and key of the web configuration that holds the text
     */
    record Pem(String place, String text) {
        /** A log must not show a key. */
        @Override
        public String toString() {
            return place;
        }
    }

    TlsSettings {
        allowedNames = List.copyOf(allowedNames);
        protocols = List.copyOf(protocols);
        cipherSuites = List.copyOf(cipherSuites);
    }
}
