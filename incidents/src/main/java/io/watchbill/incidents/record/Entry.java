package io.watchbill.incidents.record;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * One line of a timeline.
 *
 * @param at when it happened
 * @param of what it speaks of, so that nothing is written twice: an episode, a silence; empty for what people do
 * @param by who did it; empty for a machine
 * @param text in the words of the alert or of the person, not escaped; may be empty
 * @param times how often; more than once only for {@link Kind#STILL}
 * @param last when it happened last, where it happened more than once
 */
public record Entry(Kind kind, Instant at, String of, String by, String text, int times, Optional<Instant> last) {

    /** What happened. */
    public enum Kind {
        /** The alert began to fire. */
        FIRING,
        /** It fires again after its end. */
        AGAIN,
        /** One more alert of the same kind fires. */
        ALSO,
        /** Alertmanager told of it again. */
        STILL,
        /** The alert ended. */
        ENDED,
        /** Alertmanager holds the alert no more, and its end was never told. */
        RECONCILED,
        /** It fires although the incident was closed. */
        REOPENED,
        /** Somebody silenced the alert. */
        SILENCED,
        /** Somebody reported it. */
        REPORTED,
        /** Somebody took it on. */
        ACKNOWLEDGED,
        /** Somebody judged how severe it is. */
        TRIAGED,
        /** Somebody stopped the damage. */
        MITIGATED,
        /** Somebody declared it over. */
        RESOLVED;

        /** The word in a file. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Entry ofAlert(Kind kind, Instant at, Episode episode, String text) {
        return new Entry(kind, at, episode.name(), "", text, 1, Optional.empty());
    }

    static Entry ofPerson(Kind kind, Instant at, String by, String text) {
        return new Entry(kind, at, "", by, text, 1, Optional.empty());
    }

    /** The same under another name. */
    Entry as(Kind other) {
        return new Entry(other, at, of, by, text, times, last);
    }

    /** The same, once more. */
    Entry again(Instant when) {
        return new Entry(kind, at, of, by, text, times + 1, Optional.of(when));
    }
}
