package io.watchbill.alertmanager;

import io.watchbill.alertmanager.format.AlertmanagerFile;
import io.watchbill.alertmanager.semantics.RouteTree;
import io.watchbill.alertmanager.semantics.RoutedLeaf;
import io.watchbill.plan.Dependents;
import io.watchbill.plan.Fleet;
import io.watchbill.plan.Plan;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.spec.Dependency;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where every alert of a fleet goes. */
public final class RouteTable {

    private RouteTable() {}

    /**
     * One alert.
     *
     * @param ways in the order of the routes; none for an alert that tells nobody
     * @param silencedBy alerts that may silence it: of the same system, and of others that it depends on
     */
    public record Row(Plan plan, PlannedAlert alert, List<Way> ways, List<String> silencedBy) {}

    /** One receiver of an alert, with the kinds of its integrations. */
    public record Way(RoutedLeaf leaf, List<String> through) {}

    /**
     * A row for each alert, in the order of the plans.
     *
     * @param file the fleet's configuration
     */
    public static List<Row> of(Fleet fleet, AlertmanagerFile file) {
        List<Row> rows = new ArrayList<>();
        for (Plan plan : fleet.plans()) {
            Map<String, List<String>> silencedBy = new LinkedHashMap<>();
            for (PlannedAlert source : plan.alerts()) {
                WhatIf.silences(file, plan, source, Map.of())
                        .forEach(target -> silencedBy
                                .computeIfAbsent(target, name -> new ArrayList<>())
                                .add(source.name()));
            }
            for (Dependency dependency : plan.specification().alerting().dependencies()) {
                Dependents.of(plan, dependency).forEach(target -> {
                    List<String> sources = silencedBy.computeIfAbsent(target.name(), name -> new ArrayList<>());
                    if (!sources.contains(dependency.alert())) {
                        sources.add(dependency.alert());
                    }
                });
            }
            for (PlannedAlert alert : plan.alerts()) {
                List<Way> ways = RouteTree.leaves(file.route(), WhatIf.labels(alert, Map.of())).stream()
                        .filter(leaf -> !leaf.receiver().equals(ReceiverNames.NOBODY))
                        .map(leaf -> new Way(leaf, WhatIf.through(file, leaf.receiver())))
                        .toList();
                rows.add(new Row(plan, alert, ways, silencedBy.getOrDefault(alert.name(), List.of())));
            }
        }
        return rows;
    }
}
