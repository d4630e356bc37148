package io.watchbill.alertmanager.simulation;

import io.watchbill.alertmanager.semantics.RoutedLeaf;
import java.time.Instant;
import java.util.List;

/**
 * A time in which a receiver is not told of an alert.
 *
 * @param from the first tick at which it would have been looked at
 * @param until the first tick at which it no longer is withheld, or the end of what was simulated
 */
public record Withheld(RoutedLeaf leaf, Firing alert, Cause cause, Instant from, Instant until) {

    /** Why nobody is told. */
    public sealed interface Cause {

        /** None of the route's active intervals holds. */
        record Inactive(List<String> intervals) implements Cause {
            public Inactive {
                intervals = List.copyOf(intervals);
            }
        }

        /** One of the route's mute intervals holds. */
        record Muted(String interval) implements Cause {}

        /** Somebody silenced it. */
        record Silenced() implements Cause {}

        /** Another alert says it already. */
        record Inhibited(String by) implements Cause {}
    }
}
