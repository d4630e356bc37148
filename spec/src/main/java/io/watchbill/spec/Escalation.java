package io.watchbill.spec;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Who is next when nobody acknowledges. */
public record Escalation(Escalator by, List<Level> levels) {
    /** The pager escalates by its own policy. */
    public static final Escalation DEFAULT = new Escalation(Escalator.RECEIVER, List.of());

    public Escalation {
        levels = List.copyOf(levels);
    }

    /**
     * One rung.
     *
     * @param level such as {@code L1}
     * @param contact a role, a person's id or a receiver
     */
    public record Level(String level, String contact, When when) {}

    /** When a level is told. */
    public sealed interface When {
        /** The form in a specification. */
        String text();

        /** With the first notification. */
        record AtOnce() implements When {
            public static final String TEXT = "at once";

            @Override
            public String text() {
                return TEXT;
            }
        }

        /**
         * So long without an acknowledgement.
         *
         * @param within absent: the priority's own response time
         */
        record NotAcknowledged(Optional<Duration> within) implements When {
            public static final String TEXT = "not acknowledged within ";
            public static final String RESPONSE_TIME = "respondWithin";

            @Override
            public String text() {
                return TEXT + within.map(Durations::format).orElse(RESPONSE_TIME);
            }
        }
    }
}
