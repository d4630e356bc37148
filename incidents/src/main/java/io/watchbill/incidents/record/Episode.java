package io.watchbill.incidents.record;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * One stretch of time in which one alert fires.
 *
 * @param fingerprint Alertmanager's name for the alert's labels
 * @param from when it began to fire
 * @param told when Alertmanager last told of it, by our clock
 * @param end empty while it fires
 */
public record Episode(String fingerprint, Instant from, Instant told, Optional<End> end) {

    /** Two Prometheus servers see the same alert begin so far apart at most; nothing that a person cares about is shorter. */
    static final Duration APART = Duration.ofSeconds(30);

    /** Who said that it is over. */
    public enum Closing {
        /** Alertmanager told of the end. */
        ALERT,
        /** Nobody, but the alert has begun anew since. */
        SUCCESSOR,
        /** Alertmanager no longer holds the alert. */
        RECONCILIATION,
        /** A person. */
        HAND;

        /** The word in a file. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The end of an episode.
     *
     * @param noted when it was written down, by our clock
     */
    public record End(Instant at, Closing by, Instant noted) {}

    /** Its name within the incident. */
    public String name() {
        return fingerprint + "@" + from;
    }

    public boolean isOpen() {
        return end.isEmpty();
    }

    boolean isThatOf(Notice notice) {
        return fingerprint.equals(notice.fingerprint())
                && Duration.between(from, notice.from()).abs().compareTo(APART) <= 0;
    }

    Episode toldAt(Instant at) {
        return new Episode(fingerprint, from, at.isAfter(told) ? at : told, end);
    }

    Episode ended(Instant at, Closing by, Instant noted) {
        return new Episode(fingerprint, from, told, Optional.of(new End(at.isBefore(from) ? from : at, by, noted)));
    }

    Episode reopened(Instant at) {
        return new Episode(fingerprint, from, at, Optional.empty());
    }
}
