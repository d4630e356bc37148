package io.watchbill.alertmanager.oncall;

import io.watchbill.spec.Escalation;
import io.watchbill.spec.Escalator;
import io.watchbill.spec.OnCall;
import io.watchbill.spec.OperationsSpecification;
import io.watchbill.spec.Priority;
import io.watchbill.spec.ResponseTime;
import io.watchbill.spec.Rotation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who is told about an alert, level by level, when nobody acknowledges it. A pager counts each level from the one before;
 * Alertmanager, whose later routes know nothing of each other, counts from when the alert fired.
 */
public final class EscalationChain {

    private EscalationChain() {}

    /** The levels, first to last; where none are written, the rotations in their order. */
    public static List<Rung> of(OperationsSpecification specification, Priority priority, Instant fired) {
        OnCall onCall = specification.onCall();
        Optional<Duration> response =
                specification.alerting().severity(priority).respondWithin() instanceof ResponseTime.Within within
                        ? Optional.of(within.duration())
                        : Optional.empty();
        boolean byPager = onCall.escalation().by() == Escalator.RECEIVER;
        List<Rung> rungs = new ArrayList<>();
        Optional<Duration> reached = Optional.of(Duration.ZERO);
        for (Escalation.Level level : levels(onCall)) {
            Optional<Duration> wait = level.when() instanceof Escalation.When.NotAcknowledged late
                    ? late.within().or(() -> response)
                    : Optional.of(Duration.ZERO);
            Optional<Duration> before = byPager ? reached : Optional.of(Duration.ZERO);
            Optional<Duration> after = level.when() instanceof Escalation.When.AtOnce
                    ? wait
                    : wait.flatMap(late -> before.map(late::plus));
            rungs.add(rung(onCall, level, after, fired));
            reached = after;
        }
        return List.copyOf(rungs);
    }

    private static List<Escalation.Level> levels(OnCall onCall) {
        if (!onCall.escalation().levels().isEmpty()) {
            return onCall.escalation().levels();
        }
        List<Escalation.Level> levels = new ArrayList<>();
        for (Rotation rotation : onCall.rotations()) {
            levels.add(new Escalation.Level(
                    "L" + (levels.size() + 1),
                    rotation.role(),
                    levels.isEmpty()
                            ? new Escalation.When.AtOnce()
                            : new Escalation.When.NotAcknowledged(Optional.empty())));
        }
        return levels;
    }

    private static Rung rung(OnCall onCall, Escalation.Level level, Optional<Duration> after, Instant fired) {
        Instant at = fired.plus(after.orElse(Duration.ZERO));
        Optional<Rotation> rotation = onCall.rotations().stream()
                .filter(one -> one.role().equals(level.contact()))
                .findFirst();
        List<String> people = List.of();
        Optional<String> elsewhere = Optional.empty();
        if (rotation.isPresent() && rotation.get() instanceof Rotation.Scheduled scheduled) {
            people = after.isPresent() ? scheduled.watchers(at, onCall.timezone()) : List.of();
        } else if (rotation.isPresent() && rotation.get() instanceof Rotation.External external) {
            elsewhere = Optional.of("schedule " + external.id() + " of " + external.service());
        } else if (onCall.person(level.contact()).isPresent()) {
            people = List.of(level.contact());
        } else {
            elsewhere = Optional.of("receiver " + level.contact());
        }
        return new Rung(level.level(), level.contact(), after, people, elsewhere);
    }
}
