package io.watchbill.alertmanager.format;

import java.util.List;

/**
 * A whole alertmanager.yml: <a href="https://prometheus.io/docs/alerting/latest/configuration/">format</a>.
 *
 * @param route the root, which matches every alert
 */
public record AlertmanagerFile(
        Route route,
        List<InhibitRule> inhibitRules,
        List<ReceiverEntry> receivers,
        List<NamedIntervals> timeIntervals) {

    public AlertmanagerFile {
        inhibitRules = List.copyOf(inhibitRules);
        receivers = List.copyOf(receivers);
        timeIntervals = List.copyOf(timeIntervals);
    }
}
