package io.watchbill.alertmanager;

import io.watchbill.plan.Plan;
import io.watchbill.spec.Escalation;
import io.watchbill.spec.OnCall;
import io.watchbill.spec.Person;
import io.watchbill.spec.Priority;
import io.watchbill.spec.ResponseTime;
import io.watchbill.spec.Rotation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Who answers at a time: names and roles, never an address. */
final class Contacts {

    /** What may wait for hours wakes nobody, and so has no levels. */
    static final List<Priority> WITH_LEVELS = List.of(Priority.P1, Priority.P2);

    private final OnCall onCall;
    private final Plan plan;

    Contacts(Plan plan) {
        this.plan = plan;
        this.onCall = plan.specification().onCall();
    }

    /** Who is told first of that priority: the first level that is told at once. */
    Optional<String> first(Priority priority, Instant at) {
        return levels(priority)
                .filter(level -> level.when() instanceof Escalation.When.AtOnce)
                .findFirst()
                .flatMap(level -> who(level, at));
    }

    /** The levels that wait for an acknowledgement, in order; none where nobody is to be woken. */
    List<Escalation.Level> waiting(Priority priority) {
        return levels(priority)
                .filter(level -> level.when() instanceof Escalation.When.NotAcknowledged)
                .toList();
    }

    /** How long a level waits for an acknowledgement. */
    Optional<Duration> delay(Priority priority, Escalation.Level level) {
        if (!(level.when() instanceof Escalation.When.NotAcknowledged when)) {
            return Optional.empty();
        }
        return when.within()
                .or(() -> plan.specification().alerting().severity(priority).respondWithin()
                                instanceof ResponseTime.Within within
                        ? Optional.of(within.duration())
                        : Optional.empty());
    }

    /** The level with the name of whoever stands watch then, such as {@code L1 Primary: Ana}. */
    Optional<String> who(Escalation.Level level, Instant at) {
        String title = level.level() + " " + level.contact();
        Optional<String> person = onCall.person(level.contact()).map(Person::name);
        if (person.isPresent()) {
            return person.map(name -> level.level() + " " + name);
        }
        return onCall.rotations().stream()
                .filter(rotation -> rotation.role().equals(level.contact()))
                .findFirst()
                .map(rotation -> title + ": " + onWatch(rotation, at));
    }

    private Stream<Escalation.Level> levels(Priority priority) {
        return WITH_LEVELS.contains(priority) ? onCall.escalation().levels().stream() : Stream.of();
    }

    private String onWatch(Rotation rotation, Instant at) {
        if (rotation instanceof Rotation.Scheduled scheduled) {
            return scheduled
                    .onWatch(at, onCall.timezone())
                    .map(id -> onCall.person(id).map(Person::name).orElse(id))
                    .orElse("nobody yet");
        }
        Rotation.External external = (Rotation.External) rotation;
        return "whom " + external.service() + "'s schedule " + external.id() + " names";
    }
}
