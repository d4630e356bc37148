package io.watchbill.runbooks;

import io.watchbill.spec.Escalation;
import io.watchbill.spec.Escalator;
import io.watchbill.spec.OnCall;
import io.watchbill.spec.Person;
import io.watchbill.spec.Rotation;
import io.watchbill.spec.calendar.BusinessHours;
import io.watchbill.spec.calendar.DayWords;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Who stands watch and who is next, in words. An address that is kept in a variable or a file is never shown, only
 * where it is kept.
 */
final class OnCallWords {

    private final OnCall onCall;
    private final String owner;

    OnCallWords(OnCall onCall, String owner) {
        this.onCall = onCall;
        this.owner = owner;
    }

    /** One line for each role. */
    List<Map<String, String>> rotations() {
        if (onCall.rotations().isEmpty()) {
            return List.of(Map.of("role", "any", "who", "the team " + owner));
        }
        return onCall.rotations().stream()
                .map(rotation -> Map.of("role", rotation.role(), "who", schedule(rotation) + who(rotation)))
                .toList();
    }

    /** {@code weekly from 2026-11-23 09:00 America/New_York}, or where the pager keeps it. */
    private String schedule(Rotation rotation) {
        if (rotation instanceof Rotation.Scheduled scheduled) {
            return scheduled.shifts().stream()
                    .map(shift -> shift.text(onCall.timezone()))
                    .collect(Collectors.joining("; "));
        }
        Rotation.External external = (Rotation.External) rotation;
        return "schedule " + external.id() + " of " + external.service();
    }

    private String who(Rotation rotation) {
        return rotation instanceof Rotation.Scheduled scheduled
                ? ": " + scheduled.members().stream().map(this::name).collect(Collectors.joining(", then "))
                : "";
    }

    private String name(String id) {
        return onCall.person(id).map(Person::name).orElse(id);
    }

    /**
     * The rungs, first to last; where none are written, the rotations in their order.
     *
     * @param respondWithin what the response time of the priority is called
     */
    List<Map<String, String>> levels(String respondWithin) {
        List<Escalation.Level> levels = onCall.escalation().levels();
        if (!levels.isEmpty()) {
            return levels.stream()
                    .map(level -> row(level.level(), contact(level.contact()), when(level.when(), respondWithin)))
                    .toList();
        }
        List<Map<String, String>> rows = new ArrayList<>();
        for (Rotation rotation : onCall.rotations()) {
            String level = "L" + (rows.size() + 1);
            String when =
                    rows.isEmpty() ? Escalation.When.AtOnce.TEXT : Escalation.When.NotAcknowledged.TEXT + respondWithin;
            rows.add(row(level, contact(rotation.role()), when));
        }
        return rows.isEmpty() ? List.of(row("L1", owner, Escalation.When.AtOnce.TEXT)) : List.copyOf(rows);
    }

    private static Map<String, String> row(String level, String contact, String when) {
        return Map.of("level", level, "contact", contact, "when", when);
    }

    private static String when(Escalation.When when, String respondWithin) {
        return when instanceof Escalation.When.NotAcknowledged late
                        && late.within().isEmpty()
                ? Escalation.When.NotAcknowledged.TEXT + respondWithin
                : when.text();
    }

    private String contact(String contact) {
        Optional<Rotation> rotation = onCall.rotations().stream()
                .filter(candidate -> candidate.role().equals(contact))
                .findFirst();
        if (rotation.isPresent() && rotation.get() instanceof Rotation.Scheduled scheduled) {
            return contact + " (" + scheduled.members().stream().map(this::name).collect(Collectors.joining(", "))
                    + " in turn)";
        }
        return name(contact);
    }

    /** Who makes the second level ring. */
    String byWhom() {
        return onCall.escalation().by() == Escalator.RECEIVER
                ? "The pager that is told first tells the next level when nobody acknowledges there."
                : "Alertmanager tells the next level when the alert is neither resolved nor silenced in time; a silence is"
                        + " the acknowledgement.";
    }

    /** One row for each person. */
    List<Map<String, String>> people() {
        return onCall.people().stream()
                .map(person -> Map.of(
                        "name", person.name(),
                        "roles", roles(person),
                        "reached", reached(person)))
                .toList();
    }

    private String roles(Person person) {
        String roles = onCall.rotations().stream()
                .filter(rotation -> rotation instanceof Rotation.Scheduled scheduled
                        && scheduled.members().contains(person.id()))
                .map(Rotation::role)
                .collect(Collectors.joining(", "));
        return roles.isEmpty() ? "not in a rotation" : roles;
    }

    private static String reached(Person person) {
        List<String> ways = new ArrayList<>();
        person.slack().ifPresent(name -> ways.add("Slack " + name));
        person.contact().ifPresent(contact -> ways.add(contact(contact)));
        return ways.isEmpty() ? "the receiver" : String.join("; ", ways);
    }

    private static String contact(Person.Contact contact) {
        if (contact instanceof Person.Contact.Written written) {
            return written.address();
        }
        return contact instanceof Person.Contact.FromEnvironment environment
                ? "address kept in the variable " + environment.variable()
                : "address kept in the file " + ((Person.Contact.FromFile) contact).path();
    }

    /** {@code mon-fri 09:00-17:00 America/New_York, not on 2026-12-25}. */
    String businessHours() {
        BusinessHours hours = onCall.businessHours();
        String holidays = hours.holidays().isEmpty()
                ? ""
                : ", not on "
                        + hours.holidays().stream().map(LocalDate::toString).collect(Collectors.joining(", "));
        return DayWords.text(hours.days()) + " " + hours.opens() + "-" + hours.closes() + " "
                + onCall.timezone().getId() + holidays;
    }
}
