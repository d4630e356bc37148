package io.watchbill.alertmanager.simulation;

import io.watchbill.alertmanager.format.NamedIntervals;
import io.watchbill.alertmanager.semantics.IntervalClock;
import io.watchbill.alertmanager.semantics.MonthLength;
import io.watchbill.alertmanager.semantics.RoutedLeaf;
import java.time.Instant;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether a route may tell anybody at a time. An interval holds for whole minutes, so that each minute is asked once. */
final class RouteIntervals {

    private final Map<String, IntervalClock> intervals = new HashMap<>();
    private final IdentityHashMap<RoutedLeaf, Map<Long, Optional<Withheld.Cause>>> minutes = new IdentityHashMap<>();

    RouteIntervals(List<NamedIntervals> named, boolean miscountsDays) {
        MonthLength months = miscountsDays ? MonthLength.HOURS : MonthLength.CALENDAR;
        named.forEach(one -> intervals.put(one.name(), new IntervalClock(one.timeIntervals(), months)));
    }

    /** Why it may not. */
    Optional<Withheld.Cause> closed(RoutedLeaf leaf, Instant at) {
        if (leaf.active().isEmpty() && leaf.mutes().isEmpty()) {
            return Optional.empty();
        }
        return minutes.computeIfAbsent(leaf, key -> new HashMap<>())
                .computeIfAbsent(Math.floorDiv(at.getEpochSecond(), 60L), minute -> ask(leaf, at));
    }

    private Optional<Withheld.Cause> ask(RoutedLeaf leaf, Instant at) {
        if (!leaf.active().isEmpty() && leaf.active().stream().noneMatch(name -> holds(name, at))) {
            return Optional.of(new Withheld.Cause.Inactive(leaf.active()));
        }
        return leaf.mutes().stream().filter(name -> holds(name, at)).findFirst().map(Withheld.Cause.Muted::new);
    }

    private boolean holds(String name, Instant at) {
        IntervalClock clock = intervals.get(name);
        return clock != null && clock.holds(at);
    }
}
