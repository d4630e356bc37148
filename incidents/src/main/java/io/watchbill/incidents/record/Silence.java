package io.watchbill.incidents.record;

import java.time.Duration;
import java.time.Instant;

/**
 * A silence of Alertmanager.
 *
 * @param by who set it
 * @param comment why; may be empty
 * @param set when somebody set or last changed it
 */
public record Silence(String id, String by, String comment, Instant set, Instant from, Instant until) {

    /** Who silences what fires now does not let it ring for longer. */
    private static final Duration AT_ONCE = Duration.ofMinutes(1);

    /** Whether it was made for times to come, and so answers nothing that began at this moment. */
    boolean isPlannedBefore(Instant start) {
        return set.isBefore(start) || from.isAfter(set.plus(AT_ONCE));
    }
}
