package io.watchbill.alertmanager;

import io.watchbill.plan.AlertKind;
import io.watchbill.plan.Level;
import io.watchbill.plan.Links;
import io.watchbill.plan.Plan;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.plan.RoutingTimes;
import io.watchbill.plan.Target;
import io.watchbill.plan.View;
import io.watchbill.plan.promql.Written;
import io.watchbill.spec.AlertState;
import io.watchbill.spec.Alerting;
import io.watchbill.spec.Business;
import io.watchbill.spec.Dependency;
import io.watchbill.spec.Escalation;
import io.watchbill.spec.Escalator;
import io.watchbill.spec.Incidents;
import io.watchbill.spec.LinkBases;
import io.watchbill.spec.MaintenanceWindow;
import io.watchbill.spec.Metadata;
import io.watchbill.spec.Monitoring;
import io.watchbill.spec.OnCall;
import io.watchbill.spec.OperationsSpecification;
import io.watchbill.spec.PanelChanges;
import io.watchbill.spec.Person;
import io.watchbill.spec.Priority;
import io.watchbill.spec.Receiver;
import io.watchbill.spec.Replicas;
import io.watchbill.spec.Rotation;
import io.watchbill.spec.Runbooks;
import io.watchbill.spec.SeveritySettings;
import io.watchbill.spec.Sources;
import io.watchbill.spec.calendar.BusinessHours;
import io.watchbill.spec.calendar.Frequency;
import io.watchbill.spec.calendar.Recurrence;
import io.watchbill.spec.catalogue.Layer;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A plan as small as a test of routing needs it; everything may be changed before {@link #plan}. */
final class PlanFixture {

    static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    String system = "flight-delay";
    List<Receiver> receivers = List.of(
            receiver("page", "http://127.0.0.1:9/page"),
            receiver("chat", "http://127.0.0.1:9/chat"),
            receiver("mail", "http://127.0.0.1:9/mail"));
    List<Dependency> dependencies = List.of();
    List<MaintenanceWindow> maintenance = List.of();
    Escalation escalation = Escalation.DEFAULT;
    List<Rotation> rotations = List.of();
    List<Person> people = List.of();
    ZoneId zone = NEW_YORK;
    BusinessHours hours = new BusinessHours(
            BusinessHours.DEFAULT.days(),
            BusinessHours.DEFAULT.opens(),
            BusinessHours.DEFAULT.closes(),
            List.of(LocalDate.of(2026, 12, 25)));
    Map<Priority, RoutingTimes> routing = new LinkedHashMap<>();
    Target target = Target.DEFAULT;
    final List<PlannedAlert> alerts = new ArrayList<>();

    static Receiver receiver(String name, String url) {
        return new Receiver(name, Map.of("webhook_configs", List.of(Map.of("url", url))));
    }

    static PlanFixture example() {
        PlanFixture fixture = new PlanFixture();
        fixture.maintenance = List.of(new MaintenanceWindow(
                "Retraining",
                new Frequency(new Recurrence.Weekly(1, Set.of(DayOfWeek.SUNDAY), Optional.empty()), LocalTime.of(2, 0)),
                Duration.ofHours(2),
                NEW_YORK,
                "Retrain and redeploy",
                Set.of(Priority.P3, Priority.P4),
                Set.of()));
        fixture.add("FlightDelayWatchdog", AlertKind.WATCHDOG, Priority.P4);
        fixture.add("FlightDelayDown", AlertKind.DOWN, Priority.P1);
        fixture.add("FlightDelayExporterDown", AlertKind.MONITORING, Priority.P2);
        fixture.add("FlightDelayFeatureDriftCritical", AlertKind.FEATURE_DRIFT, Priority.P2);
        fixture.alerts.add(fixture.alert(
                "FlightDelayFeatureDriftWarning",
                AlertKind.FEATURE_DRIFT,
                Priority.P4,
                AlertState.ACTIVE,
                List.of("FlightDelayFeatureDriftCritical")));
        fixture.alerts.add(
                fixture.alert("FlightDelayTrial", AlertKind.WRITTEN_PROMQL, Priority.P1, AlertState.SHADOW, List.of()));
        return fixture;
    }

    void add(String name, AlertKind kind, Priority priority) {
        alerts.add(alert(name, kind, priority, AlertState.ACTIVE, List.of()));
    }

    PlannedAlert alert(String name, AlertKind kind, Priority priority, AlertState state, List<String> supersededBy) {
        boolean drift = kind == AlertKind.FEATURE_DRIFT;
        Layer layer = drift ? Layer.MODEL : Layer.APPLICATION;
        return new PlannedAlert(
                name,
                kind,
                Level.SINGLE,
                layer,
                priority,
                state,
                new Written("test_series{alert=\"" + name + "\"} > 0"),
                Duration.ZERO,
                Optional.empty(),
                Map.of("system", system, "priority", priority.name(), "layer", layer.text()),
                drift ? List.of("column", "model") : List.of(),
                name + " happened.",
                "It did.",
                Optional.empty(),
                new PlannedAlert.RunbookLink(Optional.empty(), "", Optional.of("https://runbooks.example.com/" + name)),
                new PlannedAlert.DashboardLink(View.OVERVIEW, "alerts", Optional.empty()),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                supersededBy,
                "/alerting/alerts");
    }

    void escalate(String contact) {
        escalation = new Escalation(
                Escalator.ALERTMANAGER,
                List.of(
                        new Escalation.Level("L1", "page", new Escalation.When.AtOnce()),
                        new Escalation.Level("L2", contact, new Escalation.When.NotAcknowledged(Optional.empty()))));
    }

    Plan plan() {
        Map<Priority, SeveritySettings> severities = new LinkedHashMap<>();
        for (Priority priority : Priority.values()) {
            severities.put(priority, SeveritySettings.defaultOf(priority));
        }
        Metadata metadata = new Metadata(
                system,
                system,
                Optional.empty(),
                "team",
                Optional.empty(),
                "",
                new LinkBases(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
        return new Plan(
                new OperationsSpecification(
                        metadata,
                        List.of(),
                        Business.DEFAULT,
                        new Sources(List.of(), List.of()),
                        List.of(),
                        new Monitoring(Replicas.ONE, List.of(), List.of()),
                        new Alerting(severities, receivers, List.of(), dependencies),
                        List.of(),
                        new OnCall(zone, hours, rotations, people, escalation),
                        maintenance,
                        Runbooks.DEFAULT,
                        new Incidents(Set.of()),
                        PanelChanges.NONE),
                alerts,
                List.of(),
                List.of(),
                routing,
                new Links(metadata),
                target);
    }
}
