package io.watchbill.plan;

import io.watchbill.spec.OperationsSpecification;
import io.watchbill.spec.Priority;
import io.watchbill.spec.catalogue.MetricCatalogue;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that is generated from one specification, decided once: the generators only render it.
 *
 * @param specification what it was made from
 * @param alerts in the order of the rule file; names are unique
 * @param recordings in the order of evaluation
 * @param objectives those that can be measured
 * @param routing when Alertmanager tells people, for every priority
 */
public record Plan(
        OperationsSpecification specification,
        List<PlannedAlert> alerts,
        List<RecordedSeries> recordings,
        List<PlannedObjective> objectives,
        Map<Priority, RoutingTimes> routing,
        Links links,
        Target target) {

    public Plan {
        alerts = List.copyOf(alerts);
        recordings = List.copyOf(recordings);
        objectives = List.copyOf(objectives);
        routing = Collections.unmodifiableMap(new LinkedHashMap<>(routing));
    }

    /** The system's name: prefix of files and rule groups, value of the label {@code system}. */
    public String system() {
        return specification.metadata().name();
    }

    /** The alert of that name. */
    public Optional<PlannedAlert> alert(String name) {
        return alerts.stream().filter(alert -> alert.name().equals(name)).findFirst();
    }

    /** The alert that fires while the exporter is away, where there is one: what the exporter says is then old. */
    public Optional<PlannedAlert> exporterDown() {
        return alert(Names.camel(system()) + ExporterAlerts.EXPORTER_DOWN)
                .filter(alert -> alert.kind() == AlertKind.MONITORING);
    }

    /** The dashboards of the system: those that it gives something to show. */
    public List<View> views() {
        return Arrays.stream(View.values()).filter(this::shows).toList();
    }

    private boolean shows(View view) {
        boolean alerted = alerts.stream().anyMatch(alert -> alert.dashboard().view() == view);
        return alerted
                || switch (view) {
                    case OVERVIEW, ON_CALL -> true;
                    case INFRASTRUCTURE ->
                        !specification.sources().infrastructure().isEmpty();
                    case APPLICATION -> !specification.sources().application().isEmpty();
                    case MODEL, DRIFT, EXPORTER -> !specification.models().isEmpty();
                    case BUSINESS -> specification.business().isWatched();
                    case SLO -> !objectives.isEmpty();
                };
    }

    /** The times of a priority. */
    public RoutingTimes routing(Priority priority) {
        return routing.getOrDefault(priority, RoutingTimes.of(priority));
    }

    /** The metrics that the specification may name. */
    public MetricCatalogue catalogue() {
        return MetricCatalogue.of(specification);
    }
}
