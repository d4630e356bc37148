package io.watchbill.spec;

import io.watchbill.spec.calendar.BusinessHours;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Who stands watch, when, and who is next.
 *
 * @param timezone of business hours, rotations and maintenance windows
 */
public record OnCall(
        ZoneId timezone,
        BusinessHours businessHours,
        List<Rotation> rotations,
        List<Person> people,
        Escalation escalation) {
    /** Nobody; UTC. */
    public static final OnCall DEFAULT =
            new OnCall(ZoneId.of("UTC"), BusinessHours.DEFAULT, List.of(), List.of(), Escalation.DEFAULT);

    public OnCall {
        rotations = List.copyOf(rotations);
        people = List.copyOf(people);
    }

    /** The person of that id. */
    public Optional<Person> person(String id) {
        return people.stream().filter(person -> person.id().equals(id)).findFirst();
    }
}
