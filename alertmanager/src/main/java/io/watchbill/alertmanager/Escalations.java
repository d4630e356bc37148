package io.watchbill.alertmanager;

import io.watchbill.plan.Plan;
import io.watchbill.spec.Escalation;
import io.watchbill.spec.Escalator;
import io.watchbill.spec.Priority;
import io.watchbill.spec.Receiver;
import io.watchbill.spec.ResponseTime;
import io.watchbill.spec.SeveritySettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The levels above the first, where Alertmanager carries alerts up: a route that waits for the response time. An alert
 * that ends or is silenced before tells nobody there, so that a silence acknowledges.
 */
final class Escalations {

    /**
     * One level for one priority.
     *
     * @param settings name of the receiver in the specification whose settings it uses
     * @param receiver its name in alertmanager.yml
     * @param after the time since the alert fired
     */
    record Step(Priority priority, String settings, String receiver, Duration after) {}

    /** What may wait for hours does not wake a second person. */
    static final List<Priority> WITH_LEVELS = List.of(Priority.P1, Priority.P2);

    private final List<Step> steps = new ArrayList<>();
    private final List<RoutingProblem> problems = new ArrayList<>();

    private Escalations() {}

    /** @param elsewhere names of receivers that a base file has */
    static Escalations of(Plan plan, Set<String> elsewhere) {
        Escalations escalations = new Escalations();
        Escalation escalation = plan.specification().onCall().escalation();
        if (escalation.by() == Escalator.ALERTMANAGER) {
            for (int i = 0; i < escalation.levels().size(); i++) {
                escalations.add(
                        plan, escalation.levels().get(i), "/onCall/escalation/levels/" + i + "/contact", elsewhere);
            }
        }
        return escalations;
    }

    /** The levels of a priority above the first, in order; none where the pager escalates. */
    List<Step> steps(Priority priority) {
        return steps.stream().filter(step -> step.priority() == priority).toList();
    }

    List<Step> all() {
        return List.copyOf(steps);
    }

    List<RoutingProblem> problems() {
        return List.copyOf(problems);
    }

    private void add(Plan plan, Escalation.Level level, String specPath, Set<String> elsewhere) {
        if (!(level.when() instanceof Escalation.When.NotAcknowledged when)) {
            return;
        }
        boolean known = elsewhere.contains(level.contact())
                || plan.specification().alerting().receivers().stream()
                        .map(Receiver::name)
                        .anyMatch(level.contact()::equals);
        if (!known) {
            problems.add(new RoutingProblem(
                    plan.system(),
                    specPath,
                    true,
                    "escalation by alertmanager tells a receiver, but " + level.level() + " names '" + level.contact()
                            + "', which is none: name one of alerting.receivers, or let the pager escalate with"
                            + " 'by: receiver'"));
            return;
        }
        for (Priority priority : WITH_LEVELS) {
            delay(plan, priority, when)
                    .ifPresent(delay -> steps.add(new Step(
                            priority,
                            level.contact(),
                            ReceiverNames.of(plan.system(), priority, level.level(), level.contact()),
                            delay)));
        }
    }

    private static Optional<Duration> delay(Plan plan, Priority priority, Escalation.When.NotAcknowledged when) {
        SeveritySettings severity = plan.specification().alerting().severity(priority);
        Optional<Duration> response = severity.respondWithin() instanceof ResponseTime.Within within
                ? Optional.of(within.duration())
                : Optional.empty();
        Duration shortest = plan.target().evaluationInterval();
        return when.within()
                .or(() -> response)
                .map(delay -> delay.dividedBy(plan.target().timeScale()))
                .map(delay -> delay.compareTo(shortest) < 0 ? shortest : delay);
    }
}
