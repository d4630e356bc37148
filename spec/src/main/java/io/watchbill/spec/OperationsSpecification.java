package io.watchbill.spec;

import java.util.List;
import java.util.Optional;

/**
 * One Operations Specification, checked and with every default filled in.
 *
 * <p>Lists keep the order in which they were written; names inside one list are unique.
 *
 * @param models what the exporter watches, by name on the wire
 * @param business which events mean what (layer 4)
 * @param sources which series already measure layers 1 and 2
 * @param metrics a team's own metrics
 * @param dashboards what a team changes on the generated dashboards
 */
public record OperationsSpecification(
        Metadata metadata,
        List<Model> models,
        Business business,
        Sources sources,
        List<CustomMetric> metrics,
        Monitoring monitoring,
        Alerting alerting,
        List<ServiceLevelObjective> slos,
        OnCall onCall,
        List<MaintenanceWindow> maintenance,
        Runbooks runbooks,
        Incidents incidents,
        PanelChanges dashboards) {

    public OperationsSpecification {
        models = List.copyOf(models);
        metrics = List.copyOf(metrics);
        slos = List.copyOf(slos);
        maintenance = List.copyOf(maintenance);
    }

    /** The model of that name on the wire. */
    public Optional<Model> model(String name) {
        return models.stream().filter(model -> model.name().equals(name)).findFirst();
    }
}
