package io.watchbill.alertmanager.silence;

import io.watchbill.alertmanager.silence.PlannedSilence.Match;
import java.time.Instant;
import java.util.List;

/**
 * A silence that an Alertmanager has.
 *
 * @param state {@code pending}, {@code active} or {@code expired}
 */
public record KnownSilence(
        String id, String state, Instant startsAt, Instant endsAt, List<Match> matchers, String comment) {

    private static final String EXPIRED = "expired";

    public KnownSilence {
        matchers = List.copyOf(matchers);
    }

    /** Whether it is over, or was ended by somebody. */
    public boolean isExpired() {
        return state.equals(EXPIRED);
    }
}
