package io.watchbill.alertmanager.oncall;

import java.time.Instant;
import java.util.List;

/**
 * A stretch of time in which the same people stand watch.
 *
 * @param from included
 * @param to excluded
 * @param people ids; nobody in a gap, several where a watch is held twice
 */
public record Stint(Instant from, Instant to, List<String> people) {
    public Stint {
        people = List.copyOf(people);
    }

    /** Whether it is a gap. */
    public boolean isGap() {
        return people.isEmpty();
    }
}
