package io.watchbill.plan;

import io.watchbill.plan.fleet.FleetRules;
import io.watchbill.spec.OperationsSpecification;
import io.watchbill.spec.Priority;
import io.watchbill.spec.reader.LoadedSpecification;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Decides everything that is generated from a specification. A pure function. */
public final class Planner {

    private Planner() {}

    /**
     * The plan of a checked specification.
     *
     * <p>The alerts come as written first, then what key metrics, models, sources, objectives imply, then those about
     * the monitoring. A written alert takes the place of an implied one of the same name or the same condition.
     *
     * @param hash of the specification's content, which the exporter shows too: {@link LoadedSpecification#hash()}
     * @throws IllegalArgumentException if the specification asks for what cannot be planned; its checks find that
     *     earlier, with the place
     */
    public static Plan plan(OperationsSpecification specification, String hash, Target target) {
        PlanContext context = PlanContext.of(specification, hash);
        List<PlannedAlert> written = new WrittenAlerts(context).plan();
        List<PlannedAlert> implied = new ArrayList<>();
        implied.addAll(new KeyMetricAlerts(context, written).plan());
        implied.addAll(new ModelAlerts(context, written).plan());
        implied.addAll(new RunAlerts(context).plan());
        implied.addAll(new DownAlerts(context).plan());
        ServiceLevels levels = ServiceLevels.of(context, target);
        implied.addAll(levels.alerts());
        List<RecordedSeries> recordings = new ArrayList<>(levels.recordings());
        recordings.addAll(FleetRules.of(specification));
        recordings.addAll(MaintenanceSeries.windows(context));
        Set<String> groups = groups(context, Stream.of(written, implied).flatMap(List::stream), recordings);
        implied.addAll(new MonitoringAlerts(context, groups).plan());
        implied.addAll(new IncidentAlerts(context).plan());

        Set<String> taken = written.stream().map(PlannedAlert::name).collect(Collectors.toSet());
        List<PlannedAlert> alerts = new ArrayList<>(written);
        implied.stream().filter(alert -> taken.add(alert.name())).forEach(alerts::add);
        return new Plan(
                specification,
                withMutualKnowledge(
                        alerts.stream().map(alert -> fitted(alert, target)).toList()),
                recordings,
                levels.objectives(),
                routing(specification),
                context.links(),
                target);
    }

    /** The groups in which all of it is evaluated, and that of the monitoring itself. */
    private static Set<String> groups(
            PlanContext context, Stream<PlannedAlert> alerts, List<RecordedSeries> recordings) {
        String system = context.metadata().name();
        Set<String> groups = new TreeSet<>(Set.of(RuleGroups.ofMonitoring(system)));
        alerts.forEach(alert -> groups.add(RuleGroups.of(system, alert)));
        recordings.forEach(recording -> groups.add(recording.group()));
        return groups;
    }

    /** The plan of a specification that was read from files. */
    public static Plan plan(LoadedSpecification loaded, Target target) {
        return plan(loaded.specification(), loaded.hash(), target);
    }

    /** The alert as the target's Prometheus takes it; a rule is none the less right without what is left out. */
    private static PlannedAlert fitted(PlannedAlert alert, Target target) {
        return PrometheusFeature.KEEP_FIRING_FOR.in(target.prometheus())
                ? alert
                : alert.withTimes(alert.expression(), alert.compared(), alert.holdFor(), Optional.empty());
    }

    /** An alert is superseded only by alerts that exist and are told apart by the same labels. */
    private static List<PlannedAlert> withMutualKnowledge(List<PlannedAlert> alerts) {
        Map<String, PlannedAlert> byName =
                alerts.stream().collect(Collectors.toMap(PlannedAlert::name, Function.identity()));
        return alerts.stream()
                .map(alert -> alert.withSupersededBy(alert.supersededBy().stream()
                        .filter(name -> Optional.ofNullable(byName.get(name))
                                .filter(other -> other.identityLabels().equals(alert.identityLabels()))
                                .isPresent())
                        .toList()))
                .toList();
    }

    private static Map<Priority, RoutingTimes> routing(OperationsSpecification specification) {
        Map<Priority, RoutingTimes> routing = new LinkedHashMap<>();
        for (Priority priority : Priority.values()) {
            routing.put(
                    priority,
                    RoutingTimes.of(specification.alerting().severity(priority).respondWithin()));
        }
        return routing;
    }
}
