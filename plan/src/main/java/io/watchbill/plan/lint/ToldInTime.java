package io.watchbill.plan.lint;

import io.watchbill.plan.AlertKind;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.plan.RoutingTimes;
import io.watchbill.spec.Durations;
import io.watchbill.spec.Priority;
import io.watchbill.spec.ResponseTime;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Whoever must answer within a time needs most of it for the answer: from the moment at which the condition holds to the
 * message may pass a third of it. The parts add up: {@code for}, one evaluation, the wait of a new group, and the tick at
 * which news of an older one are told.
 */
final class ToldInTime implements Rule {

    /** The part of the response time that may pass before anybody knows. */
    private static final int PART = 3;

    @Override
    public void judge(Judged judged) {
        for (Priority priority : Priority.values()) {
            if (judged.specification().alerting().severity(priority).respondWithin()
                    instanceof ResponseTime.Within within) {
                judge(judged, priority, within.duration());
            }
        }
    }

    private static void judge(Judged judged, Priority priority, Duration response) {
        RoutingTimes times = judged.plan().routing(priority);
        Duration most = response.dividedBy(PART);
        Duration rest = most.minus(judged.plan().target().evaluationInterval())
                .minus(times.groupWait())
                .minus(times.groupInterval());
        List<PlannedAlert> late = judged.plan().alerts().stream()
                .filter(alert -> alert.notifies()
                        && alert.priority() == priority
                        && alert.holdFor().compareTo(rest) > 0)
                .toList();
        late.stream()
                .filter(ToldInTime::isAskedFor)
                .forEach(alert -> report(
                        judged,
                        alert,
                        pointer(alert),
                        response,
                        rest.compareTo(judged.plan().target().evaluationInterval()) < 0
                                ? longer(priority)
                                : "write for " + text(rest) + " or shorter, or a priority with more time"));
        // The times of what is implied are ours, so that there is one thing to say: the response time.
        Optional<PlannedAlert> slowest =
                late.stream().filter(alert -> !isAskedFor(alert)).max(Comparator.comparing(PlannedAlert::holdFor));
        slowest.ifPresent(alert -> report(
                judged, alert, "/alerting/severities/" + priority + "/respondWithin", response, longer(priority)));
    }

    private static void report(Judged judged, PlannedAlert alert, String pointer, Duration response, String help) {
        Duration evaluation = judged.plan().target().evaluationInterval();
        RoutingTimes times = judged.plan().routing(alert.priority());
        Duration told = alert.holdFor().plus(evaluation).plus(times.groupWait()).plus(times.groupInterval());
        judged.report(
                LintCode.TOLD_LATE,
                pointer,
                alert.name() + " may be told " + Durations.format(told) + " after it began (for "
                        + Durations.format(alert.holdFor()) + ", evaluation " + Durations.format(evaluation)
                        + ", group_wait " + Durations.format(times.groupWait()) + ", group_interval "
                        + Durations.format(times.groupInterval()) + "), and " + alert.priority()
                        + " is answered within "
                        + Durations.format(response),
                "at most a third of that, " + text(response.dividedBy(PART)),
                help);
    }

    private static String longer(Priority priority) {
        return "give " + priority + " a longer respondWithin";
    }

    private static String text(Duration duration) {
        return Durations.format(Duration.ofMillis(duration.toMillis()));
    }

    private static boolean isAskedFor(PlannedAlert alert) {
        return alert.kind() == AlertKind.WRITTEN_CONDITION
                || alert.kind() == AlertKind.WRITTEN_PROMQL
                || alert.kind() == AlertKind.KEY_METRIC;
    }

    private static String pointer(PlannedAlert alert) {
        return alert.kind() == AlertKind.WRITTEN_CONDITION ? alert.specPath() + "/condition" : alert.specPath();
    }
}
