package io.watchbill.alertmanager;

import io.watchbill.alertmanager.format.AlertmanagerFile;
import io.watchbill.alertmanager.oncall.EscalationChain;
import io.watchbill.alertmanager.oncall.Rung;
import io.watchbill.alertmanager.semantics.LabelMatching;
import io.watchbill.alertmanager.simulation.Firing;
import io.watchbill.alertmanager.simulation.Inhibition;
import io.watchbill.alertmanager.simulation.Notification;
import io.watchbill.alertmanager.simulation.Simulation;
import io.watchbill.alertmanager.simulation.Withheld;
import io.watchbill.plan.Plan;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.spec.Escalator;
import io.watchbill.spec.OnCall;
import io.watchbill.spec.Person;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

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
     * @param file the configuration of the plan's fleet
     * @param given labels that come from the series
     * @param others names of alerts that fire from the same time on, with the same labels from the series, and until when: of
     *     the same plan, or of its dependencies
     * @throws IllegalArgumentException if neither the plan nor a dependency has one of the names
     */
    public static WhatIf of(
            AlertmanagerFile file,
            Plan plan,
            PlannedAlert alert,
            Map<String, Instant> others,
            Map<String, String> given,
            Instant from,
            Instant until) {
        Map<String, String> labels = labels(alert, given);
        List<Firing> firing = new ArrayList<>(List.of(new Firing(labels, from, until)));
        others.forEach(
                (other, end) -> labels(plan, other, given).forEach(all -> firing.add(new Firing(all, from, end))));
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
                List.of(new Firing(source, now, now.plusSeconds(1))),
                false);
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
        String wanted =
                plan.specification().alerting().severity(alert.priority()).receiver();
        // A receiver that a team's own file describes keeps its name there.
        boolean first = receiver.equals(ReceiverNames.of(plan.system(), wanted)) || receiver.equals(wanted);
        return new Told(
                notification,
                through(file, receiver),
                first ? first(plan, alert, notification.at()) : Optional.empty());
    }

    /** Who is told first: the level that is told at once, with whoever stands watch then. */
    private static Optional<String> first(Plan plan, PlannedAlert alert, Instant at) {
        return rungs(plan, alert, at).stream()
                .filter(rung -> rung.after().filter(Duration::isZero).isPresent())
                .findFirst()
                .flatMap(rung -> who(plan, rung));
    }

    private static List<Next> next(Plan plan, PlannedAlert alert, List<Told> told) {
        List<Next> next = new ArrayList<>();
        Optional<Instant> begun = told.stream()
                .filter(one -> one.who().isPresent())
                .map(one -> one.notification().at())
                .findFirst();
        if (begun.isEmpty() || plan.specification().onCall().escalation().by() != Escalator.RECEIVER) {
            return next;
        }
        for (Rung rung : rungs(plan, alert, begun.get())) {
            rung.after()
                    .filter(after -> !after.isZero())
                    .map(after -> begun.get().plus(after))
                    .ifPresent(at -> who(plan, rung).ifPresent(who -> next.add(new Next(at, who))));
        }
        return next;
    }

    /** What may wait for hours wakes nobody, and so has no levels. */
    private static List<Rung> rungs(Plan plan, PlannedAlert alert, Instant fired) {
        return Escalations.WITH_LEVELS.contains(alert.priority())
                ? EscalationChain.of(plan.specification(), alert.priority(), fired)
                : List.of();
    }

    /** The level with the name of whoever stands watch then, such as {@code L1 Primary: Ana}; nothing of a receiver. */
    private static Optional<String> who(Plan plan, Rung rung) {
        OnCall onCall = plan.specification().onCall();
        Optional<Person> person = onCall.person(rung.contact());
        if (person.isPresent()) {
            return Optional.of(rung.level() + " " + person.get().name());
        } else if (onCall.rotations().stream().noneMatch(one -> one.role().equals(rung.contact()))) {
            return Optional.empty();
        }
        String names = rung.people().stream()
                .map(id -> onCall.person(id).map(Person::name).orElse(id))
                .collect(Collectors.joining(" and "));
        return Optional.of(rung.level() + " " + rung.contact() + ": "
                + rung.elsewhere().orElse(names.isEmpty() ? "nobody" : names));
    }
}
