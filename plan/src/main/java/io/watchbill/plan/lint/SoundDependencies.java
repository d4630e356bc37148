package io.watchbill.plan.lint;

import io.watchbill.plan.AlertKind;
import io.watchbill.plan.Dependents;
import io.watchbill.plan.Plan;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.plan.Superseding;
import io.watchbill.spec.Dependency;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.finding.NearestName;
import io.watchbill.spec.finding.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A dependency silences alerts that exist and may be silenced, and leaves somebody to speak. */
final class SoundDependencies implements Rule {

    private static final Set<String> ADDED = Set.of(LabelNames.CLUSTER, LabelNames.ENVIRONMENT);

    @Override
    public void judge(Judged judged) {
        List<Dependency> dependencies = judged.specification().alerting().dependencies();
        for (int i = 0; i < dependencies.size(); i++) {
            String pointer = "/alerting/dependencies/" + i;
            source(judged, dependencies.get(i), pointer + "/alert");
            List<String> mutes = dependencies.get(i).mutes();
            for (int j = 0; j < mutes.size(); j++) {
                muted(judged, mutes.get(j), pointer + "/mutes/" + j);
            }
            equal(judged, dependencies.get(i), pointer + "/equal");
        }
        circles(judged, dependencies);
    }

    private static void source(Judged judged, Dependency dependency, String pointer) {
        if (!Dependents.silences(judged.plan(), dependency)) {
            boolean watchdog = judged.plan()
                    .alert(dependency.alert())
                    .filter(alert -> alert.kind() == AlertKind.WATCHDOG)
                    .isPresent();
            judged.report(
                    LintCode.SILENT_SOURCE,
                    pointer,
                    dependency.alert()
                            + (watchdog
                                    ? " always fires: what it silences is never told"
                                    : " is a shadow alert, which silences nobody"),
                    "an alert that fires while something is missing, and tells somebody",
                    "name another alert, or remove the dependency");
        }
    }

    private static void muted(Judged judged, String name, String pointer) {
        Plan plan = judged.plan();
        Span all = new Span(0, name.length());
        if (plan.alert(name).isEmpty()) {
            List<String> names = plan.alerts().stream()
                    .filter(Dependents::maySilence)
                    .map(PlannedAlert::name)
                    .toList();
            judged.report(
                    LintCode.UNKNOWN_MUTED,
                    pointer,
                    all,
                    "no alert of " + plan.system() + " is named '" + name + "'",
                    "an alert of this system below P1; 'watchbill routes' lists them",
                    NearestName.of(name, names)
                            .map(near -> "did you mean '" + near + "'?")
                            .orElse("correct the name, or remove it"));
        } else if (plan.alert(name).filter(Dependents::maySilence).isEmpty()) {
            boolean watchdog = plan.alert(name)
                    .filter(alert -> alert.kind() == AlertKind.WATCHDOG)
                    .isPresent();
            judged.report(
                    LintCode.NEVER_MUTED,
                    pointer,
                    all,
                    name
                            + (watchdog
                                    ? " is the watchdog: without it somebody believes that nothing is watched any more"
                                    : " is P1, and nothing silences P1"),
                    "an alert of this system below P1",
                    "remove it" + (watchdog ? "" : ", or give it a lower priority"));
        }
    }

    /** A label that none of the alerts has is equal to nothing. */
    private static void equal(Judged judged, Dependency dependency, String pointer) {
        List<PlannedAlert> dependents = Dependents.of(judged.plan(), dependency);
        for (int i = 0; i < dependency.equal().size(); i++) {
            String label = dependency.equal().get(i);
            if (!dependents.isEmpty() && dependents.stream().noneMatch(alert -> mayHave(alert, label))) {
                judged.report(
                        LintCode.UNEQUAL,
                        pointer + "/" + i,
                        new Span(0, label.length()),
                        "none of the alerts that " + dependency.alert() + " would silence has the label '" + label
                                + "', so that it silences none of them",
                        "a label that the alerts of both sides have, such as " + String.join(", ", common(dependents)),
                        "remove it, unless Prometheus adds it to all alerts as an external label");
            }
        }
    }

    /** What a rule in PromQL leaves is not known; {@code cluster} and {@code environment} are Prometheus' to add. */
    private static boolean mayHave(PlannedAlert alert, String label) {
        return alert.kind() == AlertKind.WRITTEN_PROMQL
                || ADDED.contains(label)
                || alert.identityLabels().contains(label)
                || alert.labels().containsKey(label);
    }

    private static Set<String> common(List<PlannedAlert> alerts) {
        Set<String> labels = new TreeSet<>(ADDED);
        alerts.forEach(alert -> labels.addAll(alert.identityLabels()));
        return labels;
    }

    /** Alertmanager asks only whether a source fires, not whether it was told itself. */
    private static void circles(Judged judged, List<Dependency> dependencies) {
        Map<String, Set<String>> silenced = new LinkedHashMap<>();
        for (Dependency dependency : dependencies) {
            Set<String> names = silenced.computeIfAbsent(dependency.alert(), name -> new LinkedHashSet<>());
            Dependents.of(judged.plan(), dependency).forEach(alert -> names.add(alert.name()));
        }
        generated(judged.plan(), silenced);
        Set<String> said = new HashSet<>();
        for (int i = 0; i < dependencies.size(); i++) {
            List<String> circle = circle(silenced, dependencies.get(i).alert());
            if (!circle.isEmpty() && circle.stream().noneMatch(said::contains)) {
                said.addAll(circle);
                judged.report(
                        LintCode.SILENT_CIRCLE,
                        "/alerting/dependencies/" + i + "/alert",
                        String.join(", which silences ", circle).replaceFirst(", which", "") + ", which silences "
                                + circle.get(0) + ": when they fire together, nobody is told of any",
                        "dependencies that lead one way",
                        "name in mutes only what cannot be the cause");
            }
        }
    }

    /** What silences without having been declared closes circles too. */
    private static void generated(Plan plan, Map<String, Set<String>> silenced) {
        for (PlannedAlert alert : plan.alerts()) {
            Superseding.stronger(plan, alert)
                    .forEach(stronger -> silenced.computeIfAbsent(stronger.name(), name -> new LinkedHashSet<>())
                            .add(alert.name()));
        }
        for (PlannedAlert down : Superseding.blinding(plan)) {
            Set<String> names = silenced.computeIfAbsent(down.name(), name -> new LinkedHashSet<>());
            Superseding.blind(plan).forEach(blind -> names.add(blind.name()));
        }
    }

    /** The shortest way from an alert back to it, without its end; empty where there is none. */
    private static List<String> circle(Map<String, Set<String>> silenced, String start) {
        Deque<List<String>> ways = new ArrayDeque<>(List.of(List.of(start)));
        Set<String> seen = new HashSet<>();
        while (!ways.isEmpty()) {
            List<String> way = ways.remove();
            for (String next : silenced.getOrDefault(way.get(way.size() - 1), Set.of())) {
                if (next.equals(start)) {
                    return way;
                } else if (seen.add(next)) {
                    List<String> longer = new ArrayList<>(way);
                    longer.add(next);
                    ways.add(longer);
                }
            }
        }
        return List.of();
    }
}
