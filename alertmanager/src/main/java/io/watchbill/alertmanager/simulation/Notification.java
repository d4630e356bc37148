package io.watchbill.alertmanager.simulation;

import io.watchbill.alertmanager.semantics.RoutedLeaf;
import java.time.Instant;
import java.util.List;

/**
 * A message to a receiver.
 *
 * @param group as the message's {@code groupKey} names it
 * @param firing alerts of the group that fire
 * @param resolved alerts of the group that ended since the message before
 */
public record Notification(
        Instant at, RoutedLeaf leaf, String group, Reason reason, List<Firing> firing, List<Firing> resolved) {

    /** Why it is sent. */
    public enum Reason {
        /** Nobody was told of the group. */
        FIRST,
        /** An alert joined. */
        NEWS,
        /** An alert ended, or all did. */
        RESOLVED,
        /** The repeat interval is over. */
        REPEATED
    }

    public Notification {
        firing = List.copyOf(firing);
        resolved = List.copyOf(resolved);
    }
}
