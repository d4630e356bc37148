package io.watchbill.web;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How the listeners are protected.
 *
 * @param configuration the web configuration file, if there is one
 * @param insecureListen whether addresses outside this machine may be open to everyone
 * @param maximumConnections connections to the listener for events at one moment; empty for what the heap holds
 * @param requestDeadline how long one request may take, from its first byte to the last byte of its answer
 */
public record WebSettings(
        Optional<Path> configuration,
        boolean insecureListen,
        OptionalInt maximumConnections,
        Duration requestDeadline) {
    /** No web configuration, and the default bounds. */
    public static final WebSettings DEFAULT =
            new WebSettings(Optional.empty(), false, OptionalInt.empty(), Duration.ofSeconds(30));

    /** With the default bounds. */
    public static WebSettings of(Optional<Path> configuration, boolean insecureListen) {
        return new WebSettings(configuration, insecureListen, DEFAULT.maximumConnections(), DEFAULT.requestDeadline());
    }
}
