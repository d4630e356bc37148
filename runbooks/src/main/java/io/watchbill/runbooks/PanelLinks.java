package io.watchbill.runbooks;

import io.watchbill.plan.BurnTier;
import io.watchbill.plan.Plan;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.spec.TimeWindow;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the picture of an alert is, opened at a time that shows how it came to be: the last three hours, or twice of what
 * the alert looks back on where that is longer.
 */
final class PanelLinks {

    private static final Duration SHORTEST = Duration.ofHours(3);

    private final Plan plan;

    PanelLinks(Plan plan) {
        this.plan = plan;
    }

    /** The panel's address with its time range; empty where the specification names no Grafana. */
    Optional<String> address(PlannedAlert alert) {
        return alert.dashboard()
                .url()
                // A link in a file cannot know the labels of an alert that has not fired.
                .map(url -> url.replaceAll("&(var-[^=&]+=\\{\\{[^}]*}}|(from|to)=[^&]*)", ""))
                .map(url -> url + "&from=now-" + hours(alert) + "h&to=now");
    }

    /** How many hours back the panel is opened. */
    private long hours(PlannedAlert alert) {
        Duration twice = lookBack(alert).multipliedBy(2);
        Duration shown = twice.compareTo(SHORTEST) < 0 ? SHORTEST : twice;
        return shown.plus(Duration.ofHours(1)).minusNanos(1).toHours();
    }

    private Duration lookBack(PlannedAlert alert) {
        Stream<Duration> windows = alert.condition().stream()
                .flatMap(condition -> condition.clauses().stream())
                .flatMap(clause -> clause.window().stream())
                .flatMap(window -> window instanceof TimeWindow time ? Stream.of(time.length()) : Stream.empty());
        Stream<Duration> tiers = plan.objectives().stream()
                .flatMap(objective -> Optional.ofNullable(objective.tiers().get(alert.name())).stream())
                .map(BurnTier::window);
        return Stream.of(windows, tiers, Stream.of(alert.holdFor()))
                .flatMap(stream -> stream)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }
}
