package io.watchbill.cli.demo;

import io.watchbill.cli.demo.PrometheusApi.Sample;
import io.watchbill.cli.demo.Webhooks.Notification;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Judges the demo by what the stack says: Prometheus's own record of what fired, the webhook that Alertmanager sent, and
 * Alertmanager's list of what it routed where. What was replayed is not asked.
 */
final class Verdict {

    private final PrometheusApi prometheus;
    private final AlertmanagerApi alertmanager;
    private final Webhooks webhooks;
    private final Set<String> driftAlerts;
    private final String receiver;

    /**
     * About the drift alerts of a system.
     *
     * @param driftAlerts their names
     * @param receiver    who gets alerts of priority P2
     */
    Verdict(
            PrometheusApi prometheus,
            AlertmanagerApi alertmanager,
            Webhooks webhooks,
            Set<String> driftAlerts,
            String receiver) {
        this.prometheus = prometheus;
        this.alertmanager = alertmanager;
        this.webhooks = webhooks;
        this.driftAlerts = Set.copyOf(driftAlerts);
        this.receiver = receiver;
    }

    /** The drift alerts that have fired within the time until now, each with its column. */
    List<String> firedWithin(Duration time) {
        String names = String.join("|", driftAlerts.stream().sorted().toList());
        return prometheus
                .query("count by (alertname, column) (count_over_time(ALERTS{alertstate=\"firing\",alertname=~\""
                        + names + "\"}[" + Math.max(1, time.toSeconds()) + "s]))")
                .stream()
                .map(Verdict::text)
                .sorted()
                .toList();
    }

    /**
     * The notification of a drift alert on that column, if it has reached the P2 receiver by a webhook and Alertmanager
     * says that it is there by its routes.
     */
    Optional<Notification> reached(String column) {
        return webhooks.received().stream()
                .filter(notification -> notification.status().equals("firing")
                        && notification.receiver().equals(receiver)
                        && "P2".equals(notification.labels().get("priority"))
                        && column.equals(notification.labels().get("column"))
                        && driftAlerts.contains(notification.labels().getOrDefault("alertname", "")))
                .findFirst()
                .filter(notification -> alertmanager.active().stream()
                        .anyMatch(alert -> alert.labels().equals(notification.labels())
                                && alert.receivers().contains(receiver)));
    }

    private static String text(Sample sample) {
        return sample.label("alertname") + " (" + sample.label("column") + ")";
    }
}
