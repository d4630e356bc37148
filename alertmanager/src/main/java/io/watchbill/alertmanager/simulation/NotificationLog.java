package io.watchbill.alertmanager.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What Alertmanager remembers of the last message about one group to one receiver, and whether another one is due. */
final class NotificationLog {

    private final Duration repeat;
    private final boolean sendsResolved;
    private @Nullable Entry last;

    /** @param repeat after which an unchanged group is told again, at the first tick after it */
    NotificationLog(Duration repeat, boolean sendsResolved) {
        this.repeat = repeat;
        this.sendsResolved = sendsResolved;
    }

    private record Entry(Set<Firing> firing, Set<Firing> resolved, Instant at) {}

    /**
     * Why a message is due then, if it is; the sets are then remembered and must not change. A message about nothing but ends is remembered too
     * where the receiver wants none, and is no reason.
     */
    Optional<Notification.Reason> due(Set<Firing> firing, Set<Firing> resolved, Instant at) {
        Optional<Notification.Reason> reason = reason(firing, resolved, at);
        if (reason.isEmpty()) {
            return reason;
        }
        last = new Entry(firing, resolved, at);
        return firing.isEmpty() && !sendsResolved ? Optional.empty() : reason;
    }

    private Optional<Notification.Reason> reason(Set<Firing> firing, Set<Firing> resolved, Instant at) {
        Entry entry = last;
        if (entry == null) {
            return firing.isEmpty() ? Optional.empty() : Optional.of(Notification.Reason.FIRST);
        }
        if (!entry.firing().containsAll(firing)) {
            return Optional.of(Notification.Reason.NEWS);
        }
        if (firing.isEmpty()) {
            return entry.firing().isEmpty() ? Optional.empty() : Optional.of(Notification.Reason.RESOLVED);
        }
        if (sendsResolved && !entry.resolved().containsAll(resolved)) {
            return Optional.of(Notification.Reason.RESOLVED);
        }
        // What was told is remembered a moment after the tick that told it, so that a tick just then is too early.
        return entry.at().plus(repeat).isBefore(at) ? Optional.of(Notification.Reason.REPEATED) : Optional.empty();
    }
}
