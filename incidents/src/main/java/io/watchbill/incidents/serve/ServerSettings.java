package io.watchbill.incidents.serve;

import io.watchbill.incidents.file.IncidentPage;
import io.watchbill.web.WebSettings;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How the incident server runs.
 *
 * @param folder of the incident files
 * @param page how they are written
 * @param listen where webhooks are taken in and the page is shown
 * @param web who may send and scrape, and whether by TLS
 * @param alertmanagers of one cluster; none for no reconciliation
 * @param access what they ask for
 * @param reopening an alert that fires again so soon after its end is the same incident
 * @param resend how often Prometheus tells Alertmanager that an alert fires still
 * @param interval between two reconciliations
 */
public record ServerSettings(
        Path folder,
        IncidentPage page,
        InetSocketAddress listen,
        WebSettings web,
        List<URI> alertmanagers,
        AlertmanagerAccess access,
        Duration reopening,
        Duration resend,
        Duration interval) {

    public ServerSettings {
        alertmanagers = List.copyOf(alertmanagers);
    }
}
