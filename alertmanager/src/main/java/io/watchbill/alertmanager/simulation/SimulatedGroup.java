package io.watchbill.alertmanager.simulation;

import io.watchbill.alertmanager.semantics.RoutedLeaf;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * One group of one route from its first alert on. Its first tick comes {@code group_wait} after that, the next ones every
 * {@code group_interval}; when all that it held has ended and was looked at, it is gone, and the next alert begins it anew.
 */
final class SimulatedGroup {

    private final RoutedLeaf leaf;
    private final String key;
    private final Muting muting;
    private final NotificationLog log;
    private final List<Firing> coming;
    private final List<Firing> held = new ArrayList<>();
    private final List<Notification> notifications = new ArrayList<>();
    private final List<Withheld> withheld = new ArrayList<>();
    private final IdentityHashMap<Firing, Withheld> open = new IdentityHashMap<>();

    SimulatedGroup(RoutedLeaf leaf, String key, List<Firing> alerts, Muting muting, boolean sendsResolved) {
        this.leaf = leaf;
        this.key = key;
        this.muting = muting;
        this.log = new NotificationLog(leaf.repeatInterval(), sendsResolved);
        this.coming = new ArrayList<>(
                alerts.stream().sorted(Comparator.comparing(Firing::from)).toList());
    }

    /** Runs until {@code end}, which is no part of it. */
    void run(Instant end) {
        while (!coming.isEmpty()) {
            Instant tick = coming.get(0).from().plus(leaf.groupWait());
            while (tick.isBefore(end)) {
                receive(tick);
                flush(tick);
                if (held.isEmpty()) {
                    break;
                }
                tick = tick.plus(leaf.groupInterval());
            }
            if (!tick.isBefore(end)) {
                break;
            }
        }
        Set.copyOf(open.keySet()).forEach(alert -> release(alert, end));
    }

    List<Notification> notifications() {
        return notifications;
    }

    List<Withheld> withheld() {
        return withheld;
    }

    private void receive(Instant tick) {
        for (Iterator<Firing> alerts = coming.iterator(); alerts.hasNext(); ) {
            Firing alert = alerts.next();
            if (!alert.from().isAfter(tick)) {
                held.add(alert);
                alerts.remove();
            }
        }
    }

    private void flush(Instant tick) {
        Set<Firing> firing = alertSet();
        Set<Firing> resolved = alertSet();
        for (Firing alert : held) {
            muting.cause(leaf, alert, tick).ifPresentOrElse(why -> hold(alert, why, tick), () -> {
                release(alert, tick);
                (alert.at(tick) ? firing : resolved).add(alert);
            });
        }
        if (!firing.isEmpty() || !resolved.isEmpty()) {
            log.due(firing, resolved, tick)
                    .ifPresent(reason -> notifications.add(
                            new Notification(tick, leaf, key, reason, inOrder(firing), inOrder(resolved))));
        }
        held.removeIf(alert -> !alert.at(tick));
    }

    /** Every alert is one object here, which makes asking for it cheap. */
    private static Set<Firing> alertSet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    private List<Firing> inOrder(Set<Firing> alerts) {
        return held.stream().filter(alerts::contains).toList();
    }

    private void hold(Firing alert, Withheld.Cause cause, Instant tick) {
        Withheld before = open.get(alert);
        if (before == null || !before.cause().equals(cause)) {
            release(alert, tick);
            open.put(alert, new Withheld(leaf, alert, cause, tick, tick));
        }
    }

    private void release(Firing alert, Instant tick) {
        Withheld before = open.remove(alert);
        if (before != null) {
            withheld.add(new Withheld(leaf, alert, before.cause(), before.from(), tick));
        }
    }
}
