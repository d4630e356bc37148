package io.watchbill.alertmanager.semantics;

import io.watchbill.alertmanager.format.Route;
import io.watchbill.spec.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A route at which an alert ends, with what it inherits.
 *
 * @param path the places of the route and its parents among their siblings; the root is nowhere
 * @param key the matchers of the route and its parents, as Alertmanager names its groups
 * @param groupBy {@code ...} alone stands for all labels
 * @param active names of intervals of the route itself, which are not inherited
 * @param mutes names of intervals of the route itself, which are not inherited
 */
public record RoutedLeaf(
        List<Integer> path,
        String key,
        String receiver,
        List<String> groupBy,
        Duration groupWait,
        Duration groupInterval,
        Duration repeatInterval,
        List<String> active,
        List<String> mutes) {

    /** What Alertmanager takes where even the root says nothing. */
    private static final Duration WAIT = Duration.ofSeconds(30);

    private static final Duration INTERVAL = Duration.ofMinutes(5);
    private static final Duration REPEAT = Duration.ofHours(4);

    public RoutedLeaf {
        path = List.copyOf(path);
        groupBy = List.copyOf(groupBy);
        active = List.copyOf(active);
        mutes = List.copyOf(mutes);
    }

    static RoutedLeaf root(Route root) {
        return new RoutedLeaf(List.of(), "{}", "", List.of(), WAIT, INTERVAL, REPEAT, List.of(), List.of())
                .with(List.of(), "{}", root);
    }

    /** The route's own settings over these. */
    RoutedLeaf child(int place, Route route) {
        String matchers =
                route.matchers().stream().map(matcher -> matcher.text()).collect(Collectors.joining(","));
        List<Integer> below = new ArrayList<>(path);
        below.add(place);
        return with(below, key + "/{" + matchers + "}", route);
    }

    private RoutedLeaf with(List<Integer> newPath, String newKey, Route route) {
        return new RoutedLeaf(
                newPath,
                newKey,
                route.receiver() == null ? receiver : route.receiver(),
                route.groupBy().isEmpty() ? groupBy : route.groupBy(),
                duration(route.groupWait(), groupWait),
                duration(route.groupInterval(), groupInterval),
                duration(route.repeatInterval(), repeatInterval),
                route.activeTimeIntervals(),
                route.muteTimeIntervals());
    }

    /** The group that an alert with these labels joins here. */
    public String group(Map<String, String> labels) {
        return key + ":"
                + labels.entrySet().stream()
                        .filter(label -> groupBy.equals(List.of("...")) || groupBy.contains(label.getKey()))
                        .sorted(Map.Entry.comparingByKey())
                        .map(label -> label.getKey() + "=\"" + label.getValue() + "\"")
                        .collect(Collectors.joining(", ", "{", "}"));
    }

    private static Duration duration(@Nullable String text, Duration inherited) {
        return text == null ? inherited : Durations.parse(text).orElseThrow();
    }
}
