package io.watchbill.alertmanager;

import io.watchbill.alertmanager.format.AlertmanagerFile;
import io.watchbill.alertmanager.format.Matcher;
import io.watchbill.alertmanager.simulation.Firing;
import io.watchbill.alertmanager.simulation.Silence;
import io.watchbill.plan.AlertKind;
import io.watchbill.plan.Fleet;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.plan.RoutingTimes;
import io.watchbill.plan.Target;
import io.watchbill.spec.AlertState;
import io.watchbill.spec.MaintenanceWindow;
import io.watchbill.spec.Priority;
import io.watchbill.spec.Receiver;
import io.watchbill.spec.calendar.BusinessHours;
import io.watchbill.spec.calendar.Frequency;
import io.watchbill.spec.calendar.Recurrence;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** What is played to real Alertmanagers and to the simulation: every system is one scenario, and all begin at one time. */
final class LiveScenarios {

    static final Duration TICK = Duration.ofSeconds(5);

    /** No multiple of the tick, so that whether it is over at a tick does not hang on milliseconds. */
    private static final RoutingTimes TIMES = new RoutingTimes(Duration.ofSeconds(5), TICK, Duration.ofSeconds(12));

    private static final ZoneId UTC = ZoneId.of("UTC");

    private final Instant begin;
    private final Instant release;
    private final Instant end;
    private final List<Firing> alerts = new ArrayList<>();

    LiveScenarios(Instant begin) {
        this.begin = begin;
        // The end of the mute: intervals know whole minutes.
        this.release = begin.plusSeconds(72).truncatedTo(ChronoUnit.MINUTES);
        Duration needed = Duration.between(begin, release.plus(TICK));
        Duration least = Duration.ofSeconds(36);
        long ticks = (needed.compareTo(least) > 0 ? needed : least).dividedBy(TICK) + 1;
        // Between two ticks.
        this.end = begin.plus(TICK.multipliedBy(ticks)).plusMillis(2_500);
    }

    Instant end() {
        return end;
    }

    List<Firing> alerts() {
        return List.copyOf(alerts);
    }

    /** Somebody acknowledges one of two alerts that would be escalated. */
    Silence silence() {
        return new Silence(
                List.of(Matcher.is("alertname", "EscalationSeen")),
                begin.plusSeconds(8),
                begin.plus(Duration.ofHours(1)));
    }

    /** The configuration with receivers at these addresses. */
    AlertmanagerFile configuration(Function<String, URI> address) {
        alerts.clear();
        List<PlanFixture> fixtures = List.of(
                delivery(address),
                escalation(address),
                inhibition(address),
                release(address),
                hours(address, true),
                hours(address, false));
        return AlertmanagerConfig.of(
                new Fleet(fixtures.stream().map(PlanFixture::plan).toList()));
    }

    private PlanFixture delivery(Function<String, URI> address) {
        PlanFixture fixture = fixture("delivery", address);
        fixture.receivers =
                List.of(fixture.receivers.get(0), fixture.receivers.get(1), receiver("incident-recorder", address));
        fires(fixture.alert("DeliveryDown", AlertKind.DOWN, Priority.P1, AlertState.ACTIVE, List.of()), fixture, 31);
        fires(
                fixture.alert("DeliveryTrial", AlertKind.WRITTEN_PROMQL, Priority.P1, AlertState.SHADOW, List.of()),
                fixture,
                3600);
        return fixture;
    }

    private PlanFixture escalation(Function<String, URI> address) {
        PlanFixture fixture = fixture("escalation", address);
        // P1 waits 15 minutes for an acknowledgement, here 15 seconds.
        fixture.target = new Target(Duration.ofSeconds(1), Duration.ofSeconds(1), 60);
        fixture.escalate("page");
        for (String name : List.of("EscalationSeen", "EscalationUnseen")) {
            fires(
                    fixture.alert(name, AlertKind.WRITTEN_PROMQL, Priority.P1, AlertState.ACTIVE, List.of()),
                    fixture,
                    3600);
        }
        return fixture;
    }

    private PlanFixture inhibition(Function<String, URI> address) {
        PlanFixture fixture = fixture("inhibition", address);
        fires(
                fixture.alert("InhibitionCritical", AlertKind.KEY_METRIC, Priority.P2, AlertState.ACTIVE, List.of()),
                fixture,
                22);
        fires(
                fixture.alert(
                        "InhibitionWarning",
                        AlertKind.KEY_METRIC,
                        Priority.P3,
                        AlertState.ACTIVE,
                        List.of("InhibitionCritical")),
                fixture,
                3600);
        return fixture;
    }

    private PlanFixture release(Function<String, URI> address) {
        PlanFixture fixture = fixture("release", address);
        LocalDateTime opens = LocalDateTime.ofInstant(release, UTC).minusMinutes(3);
        fixture.maintenance = List.of(new MaintenanceWindow(
                "Now",
                new Frequency(new Recurrence.Once(opens.toLocalDate()), opens.toLocalTime()),
                Duration.ofMinutes(3),
                UTC,
                "",
                Set.of(Priority.P3),
                Set.of()));
        fires(
                fixture.alert("ReleaseSlow", AlertKind.WRITTEN_PROMQL, Priority.P3, AlertState.ACTIVE, List.of()),
                fixture,
                3600);
        return fixture;
    }

    /** Business hours of an hour around now, or of one that begins in two hours; they may pass midnight. */
    private PlanFixture hours(Function<String, URI> address, boolean open) {
        PlanFixture fixture = fixture(open ? "open" : "closed", address);
        LocalTime now = LocalTime.ofInstant(begin, UTC).truncatedTo(ChronoUnit.MINUTES);
        LocalTime opens = open ? now.minusMinutes(30) : now.plusHours(2);
        fixture.hours = new BusinessHours(EnumSet.allOf(DayOfWeek.class), opens, opens.plusHours(1), List.of());
        fires(
                fixture.alert(
                        open ? "OpenLow" : "ClosedLow",
                        AlertKind.WRITTEN_PROMQL,
                        Priority.P4,
                        AlertState.ACTIVE,
                        List.of()),
                fixture,
                3600);
        return fixture;
    }

    private static PlanFixture fixture(String system, Function<String, URI> address) {
        PlanFixture fixture = new PlanFixture();
        fixture.system = system;
        fixture.zone = UTC;
        fixture.receivers = List.of(receiver("page", address), receiver("chat", address), receiver("mail", address));
        for (Priority priority : Priority.values()) {
            fixture.routing.put(priority, TIMES);
        }
        return fixture;
    }

    private static Receiver receiver(String name, Function<String, URI> address) {
        return PlanFixture.receiver(name, address.apply("/" + name).toString());
    }

    private void fires(PlannedAlert alert, PlanFixture fixture, long seconds) {
        fixture.alerts.add(alert);
        TreeMap<String, String> labels = new TreeMap<>(alert.labels());
        labels.put("alertname", alert.name());
        alerts.add(new Firing(labels, begin, begin.plusSeconds(seconds)));
    }
}
