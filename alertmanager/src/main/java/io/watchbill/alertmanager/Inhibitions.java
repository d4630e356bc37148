package io.watchbill.alertmanager;

import io.watchbill.alertmanager.format.InhibitRule;
import io.watchbill.alertmanager.format.Matcher;
import io.watchbill.plan.AlertKind;
import io.watchbill.plan.Dependents;
import io.watchbill.plan.Fleet;
import io.watchbill.plan.Plan;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.plan.Superseding;
import io.watchbill.spec.Dependency;
import io.watchbill.spec.Priority;
import io.watchbill.spec.catalogue.LabelNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which alerts say nothing because another one says it already. The sides of every rule are disjoint, labels that both
 * sides could lack are asked for, nothing silences P1, and no shadow alert silences anybody.
 */
final class Inhibitions {

    private static final List<String> BELOW_P1 =
            Stream.of(Priority.P2, Priority.P3, Priority.P4).map(Priority::name).toList();

    private Inhibitions() {}

    static List<InhibitRule> of(Fleet fleet) {
        List<InhibitRule> rules = new ArrayList<>();
        rules.add(sameAlert());
        for (Plan plan : fleet.plans()) {
            for (PlannedAlert alert : plan.alerts()) {
                List<PlannedAlert> stronger = Superseding.stronger(plan, alert);
                if (!stronger.isEmpty()) {
                    rules.add(superseded(plan, stronger, alert));
                }
            }
            blinded(plan).ifPresent(rules::add);
            plan.specification()
                    .alerting()
                    .dependencies()
                    .forEach(dependency -> dependent(plan, dependency).ifPresent(rules::add));
        }
        return rules;
    }

    /** P1 of an alert over the rest of the same alert of the same system. */
    private static InhibitRule sameAlert() {
        Matcher hasName = Matcher.isNot(SystemRoutes.ALERTNAME, "");
        Matcher hasSystem = Matcher.isNot(LabelNames.SYSTEM, "");
        return new InhibitRule(
                List.of(Matcher.is(LabelNames.PRIORITY, Priority.P1.name()), hasSystem, hasName),
                List.of(Matcher.isAnyOf(LabelNames.PRIORITY, BELOW_P1), hasSystem, hasName),
                SystemRoutes.BY_ALERT);
    }

    /** The critical tier over the warning of the same column, window and so on. */
    private static InhibitRule superseded(Plan plan, List<PlannedAlert> stronger, PlannedAlert weaker) {
        List<String> equal = new ArrayList<>(weaker.identityLabels());
        stronger.forEach(alert -> equal.retainAll(alert.identityLabels()));
        equal.add(LabelNames.ENVIRONMENT);
        equal.add(LabelNames.CLUSTER);
        List<String> names = stronger.stream().map(PlannedAlert::name).toList();
        return new InhibitRule(
                List.of(system(plan), Matcher.isAnyOf(SystemRoutes.ALERTNAME, names)),
                List.of(system(plan), Matcher.is(SystemRoutes.ALERTNAME, weaker.name())),
                equal);
    }

    /**
     * Without the exporter nothing can be said about the model; what was said before is old. Each cluster's alert speaks for
     * that cluster.
     */
    private static Optional<InhibitRule> blinded(Plan plan) {
        List<String> down =
                Superseding.blinding(plan).stream().map(PlannedAlert::name).toList();
        List<String> blind =
                Superseding.blind(plan).stream().map(PlannedAlert::name).toList();
        return down.isEmpty() || blind.isEmpty()
                ? Optional.empty()
                : Optional.of(new InhibitRule(
                        List.of(system(plan), Matcher.isAnyOf(SystemRoutes.ALERTNAME, down)),
                        List.of(system(plan), Matcher.isAnyOf(SystemRoutes.ALERTNAME, blind)),
                        List.of(LabelNames.ENVIRONMENT, LabelNames.CLUSTER)));
    }

    /**
     * What the system lacks, whoever says so, over the alerts that come of it. The target has neither the source's name nor
     * P1, and both sides have the labels that must be equal.
     */
    private static Optional<InhibitRule> dependent(Plan plan, Dependency dependency) {
        List<String> named = dependency.mutes().isEmpty()
                ? List.of()
                : Dependents.of(plan, dependency).stream()
                        .map(PlannedAlert::name)
                        .toList();
        if (!Dependents.silences(plan, dependency)
                || (named.isEmpty() && !dependency.mutes().isEmpty())) {
            return Optional.empty();
        }
        List<Matcher> source = new ArrayList<>(List.of(Matcher.is(SystemRoutes.ALERTNAME, dependency.alert())));
        dependency.labels().forEach((label, value) -> source.add(Matcher.is(label, value)));
        List<Matcher> target = new ArrayList<>(List.of(system(plan)));
        if (named.isEmpty()) {
            target.add(Matcher.isNoneOf(SystemRoutes.ALERTNAME, spared(plan, dependency)));
            target.add(Matcher.isAnyOf(LabelNames.PRIORITY, BELOW_P1));
        } else {
            target.add(Matcher.isAnyOf(SystemRoutes.ALERTNAME, named));
        }
        for (String label : dependency.equal()) {
            if (!dependency.labels().containsKey(label)) {
                source.add(Matcher.isNot(label, ""));
            }
            target.add(Matcher.isNot(label, ""));
        }
        return Optional.of(new InhibitRule(source, target, dependency.equal()));
    }

    /** The dependency's own alert and the watchdog. */
    private static List<String> spared(Plan plan, Dependency dependency) {
        return Stream.concat(
                        Stream.of(dependency.alert()),
                        plan.alerts().stream()
                                .filter(alert -> alert.kind() == AlertKind.WATCHDOG)
                                .map(PlannedAlert::name))
                .distinct()
                .toList();
    }

    private static Matcher system(Plan plan) {
        return Matcher.is(LabelNames.SYSTEM, plan.system());
    }
}
