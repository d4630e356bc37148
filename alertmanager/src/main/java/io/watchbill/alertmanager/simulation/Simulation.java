package io.watchbill.alertmanager.simulation;

import io.watchbill.alertmanager.format.AlertmanagerFile;
import io.watchbill.alertmanager.format.ReceiverEntry;
import io.watchbill.alertmanager.semantics.KnownFault;
import io.watchbill.alertmanager.semantics.RouteTree;
import io.watchbill.alertmanager.semantics.RoutedLeaf;
import io.watchbill.plan.AlertmanagerVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an Alertmanager that runs all the time does with alerts. It hears of their begin and end at once; messages arrive at
 * the tick that sends them.
 *
 * @param notifications in the order in which they are sent; at one time in the order of the routes
 * @param withheld in the order in which it begins
 */
public record Simulation(List<Notification> notifications, List<Withheld> withheld) {

    /** Integrations that say nothing when an alert ends, unless they are told to. */
    private static final Set<String> QUIET = Set.of("email_configs", "slack_configs", "wechat_configs");

    public Simulation {
        notifications = List.copyOf(notifications);
        withheld = List.copyOf(withheld);
    }

    private record Group(RoutedLeaf leaf, String key) {}

    /** Runs the alerts through the configuration until {@code end}, which is no part of it. */
    public static Simulation of(AlertmanagerFile file, AlertmanagerVersion version, List<Firing> alerts, Instant end) {
        return of(file, version, alerts, List.of(), end);
    }

    /** The same, with what somebody silences meanwhile. */
    public static Simulation of(
            AlertmanagerFile file,
            AlertmanagerVersion version,
            List<Firing> alerts,
            List<Silence> silences,
            Instant end) {
        Map<Group, List<Firing>> groups = new LinkedHashMap<>();
        for (Firing alert : alerts) {
            for (RoutedLeaf leaf : RouteTree.leaves(file.route(), alert.labels())) {
                groups.computeIfAbsent(new Group(leaf, leaf.group(alert.labels())), key -> new ArrayList<>())
                        .add(alert);
            }
        }
        RouteIntervals intervals = new RouteIntervals(file.timeIntervals(), KnownFault.MISCOUNTED_DAYS.in(version));
        Inhibition inhibition = new Inhibition(file.inhibitRules(), alerts, KnownFault.SEVERAL_SOURCES.in(version));
        List<Notification> notifications = new ArrayList<>();
        List<Withheld> withheld = new ArrayList<>();
        groups.forEach((group, members) -> {
            SimulatedGroup simulated = new SimulatedGroup(
                    group.leaf(),
                    group.key(),
                    members,
                    new Muting(intervals, inhibition, silences),
                    sendsResolved(file, group.leaf().receiver()));
            simulated.run(end);
            notifications.addAll(simulated.notifications());
            withheld.addAll(simulated.withheld());
        });
        notifications.sort(
                Comparator.comparing(Notification::at).thenComparing(notification -> order(notification.leaf())));
        withheld.sort(Comparator.comparing(Withheld::from).thenComparing(one -> order(one.leaf())));
        return new Simulation(notifications, withheld);
    }

    /** Places as text that sorts like the tree. */
    private static String order(RoutedLeaf leaf) {
        StringBuilder text = new StringBuilder();
        leaf.path().forEach(place -> text.append((char) (place + 1)));
        return text.toString();
    }

    private static boolean sendsResolved(AlertmanagerFile file, String receiver) {
        return file.receivers().stream()
                .filter(entry -> entry.name().equals(receiver))
                .anyMatch(Simulation::sendsResolved);
    }

    private static boolean sendsResolved(ReceiverEntry entry) {
        return entry.settings().entrySet().stream()
                .anyMatch(integration -> integration.getValue() instanceof List<?> configs
                        && configs.stream().anyMatch(config -> sendsResolved(integration.getKey(), config)));
    }

    private static boolean sendsResolved(String kind, Object config) {
        Object written = config instanceof Map<?, ?> settings ? settings.get("send_resolved") : null;
        return written instanceof Boolean sends ? sends : !QUIET.contains(kind);
    }
}
