package io.watchbill.spec.condition;

import io.watchbill.spec.Durations;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * {@code CLAUSE {and CLAUSE} [for D]}: all clauses hold, for so long.
 *
 * @param clauses at least one
 * @param holdFor the time for which they must hold, by default five minutes
 */
public record Condition(List<Clause> clauses, Duration holdFor) {
    public static final Duration DEFAULT_HOLD = Duration.ofMinutes(5);

    public Condition {
        clauses = List.copyOf(clauses);
        if (clauses.isEmpty()) {
            throw new IllegalArgumentException("a condition has at least one clause");
        }
    }

    /** The canonical form, which parses to an equal condition. */
    public String text() {
        return clauses.stream().map(Clause::text).collect(Collectors.joining(" and ")) + " for "
                + Durations.format(holdFor);
    }
}
