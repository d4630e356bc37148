package io.watchbill.rules.proof;

import io.watchbill.plan.Plan;
import io.watchbill.plan.PlannedAlert;
import java.util.List;
import java.util.Map;

/** The tests of the alerts about the monitoring itself, each with the series that it watches. */
final class MonitoringProof {

    private final Plan plan;
    private final PlannedAlert alert;

    MonitoringProof(Plan plan, PlannedAlert alert) {
        this.plan = plan;
        this.alert = alert;
    }

    /** The tests, none for an alert that is not known here or whose times are scaled. */
    List<ProvenCase> tests() {
        if (plan.target().timeScale() != 1) {
            return List.of();
        }
        MonitoringScene scene = new MonitoringScene(plan, alert);
        if (is("ExporterDown")) {
            return new ExporterProof(scene).down();
        } else if (is("ReplicaDown")) {
            return new ExporterProof(scene).replicaDown();
        } else if (is("SpecMismatch")) {
            return new ExporterProof(scene).specMismatch();
        } else if (is("MonitoringBehind")) {
            return new ExporterProof(scene).behind();
        } else if (is("SnapshotOld")) {
            return new StateProof(scene).snapshotOld();
        } else if (is("EventsNotStored")) {
            return new StateProof(scene).notStored();
        } else if (is("StateDamaged")) {
            return new StateProof(scene).damaged();
        } else if (is("IngestionStopped")) {
            return new TrafficProof(scene).ingestionStopped();
        } else if (is("LabelsStopped")) {
            return new TrafficProof(scene).labelsStopped();
        } else if (is("NoVerdict")) {
            return new TrafficProof(scene).noVerdict();
        } else if (is("RulesFailing")) {
            Map<String, String> group =
                    Map.of("rule_group", "/etc/prometheus/rules.yaml;" + plan.system() + "-monitoring");
            return new PrometheusProof(scene)
                    .failing(
                            group,
                            "prometheus_rule_evaluation_failures_total",
                            "prometheus_rule_group_iterations_missed_total");
        } else if (is("NotificationsFailing")) {
            return new PrometheusProof(scene)
                    .failing(
                            Map.of("instance", "test:9090"),
                            "prometheus_notifications_errors_total",
                            "prometheus_notifications_dropped_total");
        } else if (is("ReceiverFailing")) {
            return new PrometheusProof(scene)
                    .failing(Map.of("integration", "pagerduty"), "alertmanager_notifications_failed_total");
        } else if (is("IncidentOverdue")) {
            return new IncidentProof(scene).overdue();
        } else if (is("IncidentsNotRecorded")) {
            return new IncidentProof(scene).notRecorded();
        } else if (is("IncidentsNotReconciled")) {
            return new IncidentProof(scene).notReconciled();
        }
        return List.of();
    }

    private boolean is(String symptom) {
        return alert.name().endsWith(symptom);
    }
}
