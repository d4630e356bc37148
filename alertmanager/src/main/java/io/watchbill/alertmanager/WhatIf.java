package io.watchbill.alertmanager;

import io.watchbill.alertmanager.format.AlertmanagerFile;
import io.watchbill.alertmanager.semantics.LabelMatching;
import io.watchbill.alertmanager.simulation.Firing;
import io.watchbill.alertmanager.simulation.Inhibition;
import io.watchbill.alertmanager.simulation.Notification;
import io.watchbill.alertmanager.simulation.Simulation;
import io.watchbill.alertmanager.simulation.Withheld;
import io.watchbill.plan.Fleet;
import io.watchbill.plan.Plan;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.spec.Escalation;
import io.watchbill.spec.Escalator;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Who hears of an alert that fires at a time, when, and who is next.
 *
 * @param labels of the alert
 * @param zone in which the system's people live
 * @param told in the order of time
 * @param next who is called when nobody acknowledges, where the pager does that
 * @param held who is not told, and until when
 * @param silences other alerts of the system that say nothing while it fires
 */
public record WhatIf(
        Plan plan,
        PlannedAlert alert,
        Map<String, String> labels,
        Instant from,
        Instant until,
        ZoneId zone,
        List<Told> told,
        List<Next> next,
        List<Withheld> held,
        List<String> silences) {

    /** How long after its end an alert is followed: longer than any group interval. */
    private static final Duration AFTERWARDS = Duration.ofHours(4);

    /**
     * A message.
     *
     * @param through kinds of integrations such as {@code pagerduty}; empty where the receiver has no settings
     * @param who the level and whoever stands watch then
     */
    public record Told(Notification notification, List<String> through, Optional<String> who) {}

    /**
     * A level above the first.
     *
     * @param at when nobody has acknowledged until then
     */
    public record Next(Instant at, String who) {}

    /**
     * What happens if an alert of a plan fires.
     *
     * @param given labels that come from the series
     * @param others names of alerts that fire from the same time on, with the same labels from the series: of the same plan,
     *     or of its dependencies
     * @throws IllegalArgumentException if neither the plan nor a dependency has one of the names
     */
    public static WhatIf of(
            Fleet fleet,
            Plan plan,
            PlannedAlert alert,
            List<String> others,
            Map<String, String> given,
            Instant from,
            Instant until) {
        AlertmanagerFile file = AlertmanagerConfig.of(fleet);
        Map<String, String> labels = labels(alert, given);
        List<Firing> firing = new ArrayList<>(List.of(new Firing(labels, from, until)));
        others.forEach(other -> labels(plan, other, given).forEach(all -> firing.add(new Firing(all, from, until))));
        Simulation simulation = Simulation.of(file, plan.target().alertmanager(), firing, until.plus(AFTERWARDS));
        Firing asked = firing.get(0);
        List<Told> told = simulation.notifications().stream()
                .filter(one -> one.firing().contains(asked) || one.resolved().contains(asked))
                .filter(one -> !one.leaf().receiver().equals(ReceiverNames.NOBODY))
                .map(one -> told(file, plan, alert, one))
                .toList();
        List<Withheld> held = simulation.withheld().stream()
                .filter(one ->
                        one.alert().equals(asked) && !one.leaf().receiver().equals(ReceiverNames.NOBODY))
                .toList();
        return new WhatIf(
                plan,
                alert,
                labels,
                from,
                until,
                plan.specification().onCall().timezone(),
                told,
                next(plan, alert, told),
                held,
                silences(file, plan, alert, given));
    }

    /** Alerts of the plan that say nothing while this one fires, where what they have in common is the same. */
    static List<String> silences(AlertmanagerFile file, Plan plan, PlannedAlert alert, Map<String, String> given) {
        Instant now = Instant.EPOCH;
        Map<String, String> source = labels(alert, given);
        Inhibition inhibition = new Inhibition(
                // A fleet has thousands of rules, and an alert is the source of a few.
                file.inhibitRules().stream()
                        .filter(rule -> LabelMatching.matches(rule.sourceMatchers(), source))
                        .toList(),
                List.of(new Firing(source, now, now.plusSeconds(1))));
        return plan.alerts().stream()
                .filter(other -> inhibition.source(labels(other, given), now).isPresent())
                .map(PlannedAlert::name)
                .toList();
    }

    /** The labels of the alert of that name; of one that others have written, as each dependency on it asks. */
    private static List<Map<String, String>> labels(Plan plan, String name, Map<String, String> given) {
        if (plan.alert(name).isPresent()) {
            return List.of(labels(plan.alert(name).get(), given));
        }
        List<Map<String, String>> labels = plan.specification().alerting().dependencies().stream()
                .filter(dependency -> dependency.alert().equals(name))
                .map(dependency -> {
                    Map<String, String> all = new TreeMap<>(given);
                    all.putAll(dependency.labels());
                    all.put(SystemRoutes.ALERTNAME, name);
                    return all;
                })
                .distinct()
                .toList();
        if (labels.isEmpty()) {
            throw new IllegalArgumentException(plan.system() + " has no alert and no dependency named " + name);
        }
        return labels;
    }

    /** An alert's own labels and those of the series. */
    static Map<String, String> labels(PlannedAlert alert, Map<String, String> given) {
        Map<String, String> labels = new TreeMap<>(given);
        labels.putAll(alert.labels());
        labels.put(SystemRoutes.ALERTNAME, alert.name());
        return labels;
    }

    /** The integrations of a receiver, such as {@code slack}. */
    static List<String> through(AlertmanagerFile file, String receiver) {
        return file.receivers().stream()
                .filter(entry -> entry.name().equals(receiver))
                .flatMap(entry -> entry.settings().keySet().stream())
                .map(kind -> kind.replace("_configs", ""))
                .toList();
    }

    private static Told told(AlertmanagerFile file, Plan plan, PlannedAlert alert, Notification notification) {
        String receiver = notification.leaf().receiver();
        boolean first = receiver.equals(ReceiverNames.of(
                plan.system(),
                plan.specification().alerting().severity(alert.priority()).receiver()));
        return new Told(
                notification,
                through(file, receiver),
                first ? new Contacts(plan).first(alert.priority(), notification.at()) : Optional.empty());
    }

    private static List<Next> next(Plan plan, PlannedAlert alert, List<Told> told) {
        Contacts contacts = new Contacts(plan);
        List<Next> next = new ArrayList<>();
        Optional<Instant> begun = told.stream()
                .filter(one -> one.who().isPresent())
                .map(one -> one.notification().at())
                .findFirst();
        if (begun.isEmpty() || plan.specification().onCall().escalation().by() != Escalator.RECEIVER) {
            return next;
        }
        for (Escalation.Level level : contacts.waiting(alert.priority())) {
            contacts.delay(alert.priority(), level)
                    .map(delay -> begun.get().plus(delay))
                    .ifPresent(at -> contacts.who(level, at).ifPresent(who -> next.add(new Next(at, who))));
        }
        return next;
    }
}
