package io.watchbill.alertmanager;

import io.watchbill.alertmanager.format.Matcher;
import io.watchbill.alertmanager.format.Route;
import io.watchbill.plan.AlertKind;
import io.watchbill.plan.Plan;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.plan.RoutingTimes;
import io.watchbill.spec.Durations;
import io.watchbill.spec.Priority;
import io.watchbill.spec.SeveritySettings;
import io.watchbill.spec.catalogue.LabelNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The part of the route tree that belongs to one system. */
final class SystemRoutes {

    static final String ALERTNAME = "alertname";

    /** One notification for each alert of a system, wherever it runs. */
    static final List<String> BY_ALERT =
            List.of(ALERTNAME, LabelNames.SYSTEM, LabelNames.ENVIRONMENT, LabelNames.CLUSTER);

    /** What can wait for the next business day comes in one message. */
    private static final List<String> DIGEST = List.of(LabelNames.SYSTEM, LabelNames.ENVIRONMENT, LabelNames.CLUSTER);

    /** Each alert on its own, so that nothing that arrives later delays or repeats an escalation. */
    private static final List<String> EACH = List.of("...");

    private static final String WATCHDOG_INTERVAL = "1m";

    /** Each alert by itself, at once and at every hour: a record must not miss what nobody is woken for. */
    private static final RoutingTimes RECORDING =
            new RoutingTimes(Duration.ZERO, Duration.ofMinutes(1), Duration.ofHours(4));

    private final Plan plan;
    private final SystemIntervals intervals;
    private final Escalations escalations;

    SystemRoutes(Plan plan, SystemIntervals intervals, Escalations escalations) {
        this.plan = plan;
        this.intervals = intervals;
        this.escalations = escalations;
    }

    /** The system's route; an alert of the system without a known priority ends at the receiver of P3. */
    Route route() {
        List<Route> leaves = new ArrayList<>();
        addNamed(leaves, alertsOf(AlertKind.WATCHDOG), watchdogReceiver(), "0s", WATCHDOG_INTERVAL);
        addRecorder(leaves);
        addNamed(leaves, shadows(), ReceiverNames.NOBODY, null, null);
        for (Priority priority : Priority.values()) {
            addPriority(leaves, priority);
        }
        return new Route(
                receiver(Priority.P3),
                List.of(Matcher.is(LabelNames.SYSTEM, plan.system())),
                List.of(),
                null,
                null,
                null,
                List.of(),
                List.of(),
                false,
                leaves);
    }

    private void addRecorder(List<Route> leaves) {
        if (plan.specification().alerting().receivers().stream()
                .anyMatch(receiver -> receiver.name().equals(ReceiverNames.RECORDER))) {
            RoutingTimes times = RECORDING;
            leaves.add(new Route(
                    ReceiverNames.of(plan.system(), ReceiverNames.RECORDER),
                    List.of(Matcher.isAnyOf(
                            LabelNames.PRIORITY,
                            Arrays.stream(Priority.values()).map(Priority::name).toList())),
                    EACH,
                    Durations.format(times.groupWait()),
                    Durations.format(times.groupInterval()),
                    Durations.format(times.repeatInterval()),
                    List.of(),
                    List.of(),
                    true,
                    List.of()));
        }
    }

    private void addPriority(List<Route> leaves, Priority priority) {
        RoutingTimes times = plan.routing(priority);
        List<Escalations.Step> steps = escalations.steps(priority);
        leaves.add(leaf(
                priority,
                receiver(priority),
                intervals.active(plan, priority).isEmpty() ? List.of() : DIGEST,
                times.groupWait(),
                times.groupInterval(),
                times.repeatInterval(),
                !steps.isEmpty()));
        for (int i = 0; i < steps.size(); i++) {
            Escalations.Step step = steps.get(i);
            leaves.add(leaf(
                    priority,
                    step.receiver(),
                    EACH,
                    step.after(),
                    times.groupInterval(),
                    times.repeatInterval(),
                    i + 1 < steps.size()));
        }
    }

    private Route leaf(
            Priority priority,
            String receiver,
            List<String> groupBy,
            Duration groupWait,
            Duration groupInterval,
            Duration repeatInterval,
            boolean goesOn) {
        return new Route(
                receiver,
                List.of(Matcher.is(LabelNames.PRIORITY, priority.name())),
                groupBy,
                Durations.format(groupWait),
                Durations.format(groupInterval),
                Durations.format(repeatInterval),
                intervals.active(plan, priority),
                intervals.mutes(plan, priority),
                goesOn,
                List.of());
    }

    private static void addNamed(
            List<Route> leaves,
            List<String> alerts,
            String receiver,
            @Nullable String groupWait,
            @Nullable String interval) {
        if (!alerts.isEmpty()) {
            leaves.add(new Route(
                    receiver,
                    List.of(Matcher.isAnyOf(ALERTNAME, alerts)),
                    List.of(),
                    groupWait,
                    interval,
                    interval,
                    List.of(),
                    List.of(),
                    false,
                    List.of()));
        }
    }

    private List<String> alertsOf(AlertKind kind) {
        return plan.alerts().stream()
                .filter(alert -> alert.kind() == kind)
                .map(PlannedAlert::name)
                .toList();
    }

    private List<String> shadows() {
        return plan.alerts().stream()
                .filter(alert -> !alert.notifies() && alert.kind() != AlertKind.WATCHDOG)
                .map(PlannedAlert::name)
                .toList();
    }

    private String watchdogReceiver() {
        boolean wanted = plan.specification().alerting().receivers().stream()
                .anyMatch(receiver -> receiver.name().equals(ReceiverNames.WATCHDOG));
        return wanted ? ReceiverNames.of(plan.system(), ReceiverNames.WATCHDOG) : ReceiverNames.NOBODY;
    }

    private String receiver(Priority priority) {
        SeveritySettings severity = plan.specification().alerting().severity(priority);
        return ReceiverNames.of(plan.system(), severity.receiver());
    }
}
