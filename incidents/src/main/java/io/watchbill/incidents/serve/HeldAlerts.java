package io.watchbill.incidents.serve;

import io.watchbill.incidents.record.Notice;
import io.watchbill.incidents.record.Silence;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What all Alertmanagers hold at one moment.
 *
 * @param alerts that are not resolved, by fingerprint
 * @param silences by id, ended ones too
 */
record HeldAlerts(Map<String, Held> alerts, Map<String, Silence> silences) {

    HeldAlerts {
        alerts = Map.copyOf(alerts);
        silences = Map.copyOf(silences);
    }

    /**
     * An alert.
     *
     * @param quiet whether nobody is told of it: it is silenced, inhibited or muted
     * @param silencedBy ids of silences
     */
    record Held(Notice notice, boolean quiet, List<String> silencedBy) {
        Held {
            silencedBy = List.copyOf(silencedBy);
        }
    }

    /** The silences that an alert lies under. */
    List<Silence> silencesOf(String fingerprint) {
        return Optional.ofNullable(alerts.get(fingerprint)).stream()
                .flatMap(held -> held.silencedBy().stream())
                .flatMap(id -> Optional.ofNullable(silences.get(id)).stream())
                .toList();
    }

    /** What two Alertmanagers of one cluster hold together. */
    HeldAlerts and(HeldAlerts other) {
        Map<String, Held> both = new TreeMap<>(alerts);
        other.alerts()
                .forEach((fingerprint, held) -> both.merge(fingerprint, held, (one, two) -> one.quiet() ? two : one));
        Map<String, Silence> all = new TreeMap<>(silences);
        all.putAll(other.silences());
        return new HeldAlerts(both, all);
    }
}
