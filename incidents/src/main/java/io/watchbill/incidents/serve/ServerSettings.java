package io.watchbill.incidents.serve;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How the incident server runs.
 *
 * @param folder of the incident files
 * @param listen where webhooks are taken in and the page is shown
 * @param token a file with the token that everyone must have
 * @param insecure whether other machines may come without one
 * @param alertmanagers of one cluster; none for no reconciliation
 * @param reopening an alert that fires again so soon after its end is the same incident
 * @param resend how often Prometheus tells Alertmanager that an alert fires still
 * @param interval between two reconciliations
 */
public record ServerSettings(
        Path folder,
        InetSocketAddress listen,
        Optional<Path> token,
        boolean insecure,
        List<URI> alertmanagers,
        Duration reopening,
        Duration resend,
        Duration interval) {

    public ServerSettings {
        alertmanagers = List.copyOf(alertmanagers);
    }
}
