package io.watchbill.alertmanager.oncall;

import java.time.Instant;

/**
 * Something that is wrong, or worth knowing, with who stands watch.
 *
 * @param specPath the place in the specification, as a JSON pointer
 * @param from when it is so for the first time
 * @param message what, when and how to mend it
 */
public record WatchProblem(String specPath, Kind kind, Instant from, String message) {

    /** What it is. */
    public enum Kind {
        /** Nobody stands watch. */
        GAP,
        /** Several people stand one watch. */
        DOUBLE,
        /** One person is told twice, and nobody else. */
        SAME_PERSON,
        /** A person whom nothing reaches. */
        UNREACHABLE,
        /** A watch is handed over on a day on which the clocks change. */
        CLOCK_CHANGE,
        /** An override that is over. */
        EXPIRED,
        /** An escalation after whose last level nobody in particular is told. */
        OPEN_END
    }
}
