package io.watchbill.exporter;

import io.watchbill.web.WebSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say who may connect, and for how long. */
final class WebOptions {
    @Option(
            names = "--web.config.file",
            paramLabel = "FILE",
            description = "TLS, users, tokens and permissions of both listeners, as Prometheus's exporters read it;"
                    + " read again when it changes. Without it both listen on this machine only.")
    private @Nullable Path webConfig;

    @Option(
            names = "--insecure-listen",
            description = "Listen on other addresses though nothing keeps strangers out: whoever reaches them may"
                    + " read every metric and send events. For networks that something else guards.")
    private boolean insecureListen;

    @Option(
            names = "--maximum-connections",
            paramLabel = "NUMBER",
            description = "Most connections to the listener for events; more are closed at once (default: 12000; with"
                    + " TLS as many as half of the heap has room for, if that is fewer).")
    private @Nullable Integer maximumConnections;

    @Option(
            names = "--request-deadline",
            paramLabel = "DURATION",
            defaultValue = "30s",
            description = "How long one request may take, from its first byte to the end of its answer; then its"
                    + " connection is cut (default: ${DEFAULT-VALUE}).")
    private String requestDeadline = "";

    WebSettings settings(OptionValues values) {
        return new WebSettings(
                Optional.ofNullable(webConfig),
                insecureListen,
                maximumConnections == null
                        ? OptionalInt.empty()
                        : OptionalInt.of(values.atLeast("--maximum-connections", maximumConnections, 1)),
                values.duration("--request-deadline", requestDeadline, Duration.ofSeconds(1)));
    }
}
