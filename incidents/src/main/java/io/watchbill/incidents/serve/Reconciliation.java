package io.watchbill.incidents.serve;

import io.watchbill.incidents.file.IncidentFolder.Content;
import io.watchbill.incidents.file.IncidentFolder.Stored;
import io.watchbill.incidents.record.Course;
import io.watchbill.incidents.record.Episode;
import io.watchbill.incidents.record.Incident;
import io.watchbill.incidents.record.Silence;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Holds the incidents against what Alertmanager holds: messages get lost while an alert is muted, silenced or inhibited,
 * and when Alertmanager restarts.
 */
final class Reconciliation {

    private final Recorder recorder;
    private final Duration patience;

    /** Since when each open episode is missed, by incident and episode. */
    private final Map<String, Instant> missedSince = new HashMap<>();

    /** @param resend how often Prometheus tells Alertmanager that an alert fires still */
    Reconciliation(Recorder recorder, Duration resend) {
        this.recorder = recorder;
        this.patience = resend.multipliedBy(2);
    }

    /** Nothing is known of now: what was missed may have been there. */
    void unknown() {
        missedSince.clear();
    }

    /** Writes into the files what they do not say yet. */
    void apply(HeldAlerts held, Instant now) throws IOException {
        Content before = recorder.read();
        for (HeldAlerts.Held alert : held.alerts().values()) {
            // What nobody is told of opens no incident; planned work is silenced beforehand.
            if (recorder.isNews(before, alert.notice(), now, !alert.quiet())) {
                recorder.write(alert.notice(), now, !alert.quiet());
            }
        }
        Set<String> missed = new HashSet<>();
        for (Stored stored : recorder.read().incidents()) {
            if (stored.incident().isOpen()) {
                acknowledge(stored, held);
                close(stored, held, now, missed);
            }
        }
        missedSince.keySet().retainAll(missed);
    }

    private void acknowledge(Stored stored, HeldAlerts held) throws IOException {
        for (Episode episode : stored.incident().episodes()) {
            if (episode.isOpen()) {
                for (Silence silence : held.silencesOf(episode.fingerprint())) {
                    recorder.edit(stored, incident -> Course.silenced(incident, silence));
                }
            }
        }
    }

    private void close(Stored stored, HeldAlerts held, Instant now, Set<String> missed) throws IOException {
        for (Episode episode : stored.incident().episodes()) {
            if (!episode.isOpen() || held.alerts().containsKey(episode.fingerprint())) {
                continue;
            }
            String name = stored.incident().id() + " " + episode.name();
            Instant since = missedSince.computeIfAbsent(name, unseen -> now);
            missed.add(name);
            if (Duration.between(since, now).compareTo(patience) > 0) {
                recorder.edit(stored, incident -> gone(incident, episode, since, now));
            }
        }
    }

    private static Optional<Incident> gone(Incident incident, Episode episode, Instant since, Instant now) {
        return incident.episodes().stream()
                .filter(other -> other.name().equals(episode.name()) && other.isOpen())
                .findFirst()
                .map(open -> Course.gone(incident, open, since, now));
    }
}
