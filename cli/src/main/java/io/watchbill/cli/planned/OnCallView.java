package io.watchbill.cli.planned;

import io.watchbill.alertmanager.oncall.EscalationChain;
import io.watchbill.alertmanager.oncall.Rung;
import io.watchbill.alertmanager.oncall.Stint;
import io.watchbill.alertmanager.oncall.WatchList;
import io.watchbill.spec.OnCall;
import io.watchbill.spec.OperationsSpecification;
import io.watchbill.spec.Person;
import io.watchbill.spec.Priority;
import io.watchbill.spec.Rotation;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who stands watch at a time, as programs read it.
 *
 * @param at in UTC
 * @param people how they are reached; empty unless asked for
 */
public record OnCallView(
        String system, String at, String timezone, List<Watch> watches, List<Level> escalation, List<Reached> people) {

    /** Most watches end within it. */
    private static final int DAYS_AHEAD = 400;

    /**
     * A role.
     *
     * @param now names; nobody in a gap
     * @param until in UTC; null where nothing changes in sight
     * @param next names of those who follow
     * @param elsewhere where the schedule is kept instead; null where it is here
     */
    public record Watch(
            String role,
            List<String> now,
            @Nullable String until,
            List<String> next,
            @Nullable String elsewhere) {}

    /**
     * A level of a priority's escalation.
     *
     * @param at in UTC; null on the next business day
     * @param people names
     * @param elsewhere what tells somebody instead; null where people are told
     */
    public record Level(
            String priority,
            String level,
            String contact,
            @Nullable String after,
            @Nullable String at,
            List<String> people,
            @Nullable String elsewhere) {}

    /** A person. */
    public record Reached(String name, String how) {}

    /** The view of a time. */
    public static OnCallView of(OperationsSpecification specification, Instant at, boolean contacts) {
        OnCall onCall = specification.onCall();
        List<Watch> watches = new ArrayList<>();
        for (Rotation rotation : onCall.rotations()) {
            watches.add(watch(rotation, onCall, at));
        }
        List<Level> escalation = new ArrayList<>();
        for (Priority priority : Priority.values()) {
            for (Rung rung : EscalationChain.of(specification, priority, at)) {
                escalation.add(level(priority, rung, onCall, at));
            }
        }
        return new OnCallView(
                specification.metadata().name(),
                at.toString(),
                onCall.timezone().getId(),
                watches,
                escalation,
                contacts ? onCall.people().stream().map(OnCallView::reached).toList() : List.of());
    }

    private static Watch watch(Rotation rotation, OnCall onCall, Instant at) {
        if (rotation instanceof Rotation.External external) {
            return new Watch(
                    rotation.role(),
                    List.of(),
                    null,
                    List.of(),
                    "schedule " + external.id() + " of " + external.service());
        }
        List<Stint> stints = WatchList.of(
                (Rotation.Scheduled) rotation, onCall.timezone(), at, at.plus(DAYS_AHEAD, ChronoUnit.DAYS));
        Optional<Stint> next = stints.stream().skip(1).findFirst();
        return new Watch(
                rotation.role(),
                names(stints.get(0).people(), onCall),
                next.map(stint -> stint.from().toString()).orElse(null),
                next.map(stint -> names(stint.people(), onCall)).orElse(List.of()),
                null);
    }

    private static Level level(Priority priority, Rung rung, OnCall onCall, Instant at) {
        return new Level(
                priority.name(),
                rung.level(),
                rung.contact(),
                rung.after().map(Times::length).orElse(null),
                rung.after().map(after -> at.plus(after).toString()).orElse(null),
                names(rung.people(), onCall),
                rung.elsewhere().orElse(null));
    }

    private static Reached reached(Person person) {
        List<String> ways = new ArrayList<>();
        person.slack().ifPresent(slack -> ways.add("Slack " + slack));
        person.contact().map(OnCallView::contact).ifPresent(ways::add);
        return new Reached(person.name(), ways.isEmpty() ? "nothing says how" : String.join("; ", ways));
    }

    private static String contact(Person.Contact contact) {
        if (contact instanceof Person.Contact.Written written) {
            return written.address();
        }
        return contact instanceof Person.Contact.FromEnvironment environment
                ? "the variable " + environment.variable()
                : "the file " + ((Person.Contact.FromFile) contact).path();
    }

    private static List<String> names(List<String> ids, OnCall onCall) {
        return ids.stream()
                .map(id -> onCall.person(id).map(Person::name).orElse(id))
                .toList();
    }

    /** Prints it for people, in the on-call's time zone. */
    public void print(PrintWriter out) {
        ZoneId zone = ZoneId.of(timezone);
        out.println(system + " at " + local(at, zone) + " " + timezone);
        TextTable table = new TextTable("role", "now", "until", "next");
        for (Watch watch : watches) {
            table.add(
                    watch.role(),
                    watch.elsewhere() == null ? who(watch.now()) : watch.elsewhere(),
                    watch.until() == null ? "" : local(watch.until(), zone),
                    watch.until() == null ? "" : who(watch.next()));
        }
        if (watches.isEmpty()) {
            out.println("  no rotation is written");
        } else {
            table.print(out, 2);
        }
        for (Priority priority : Priority.values()) {
            List<Level> levels = escalation.stream()
                    .filter(level -> level.priority().equals(priority.name()))
                    .toList();
            if (!levels.isEmpty()) {
                out.println("  " + priority + ": "
                        + levels.stream().map(level -> text(level, zone)).collect(Collectors.joining(", then ")));
            }
        }
        people.forEach(person -> out.println("  " + person.name() + ": " + person.how()));
    }

    private static String text(Level level, ZoneId zone) {
        if (level.at() == null) {
            return level.contact() + " if nobody has answered by the next business day";
        }
        String told = level.elsewhere() == null ? who(level.people()) : level.elsewhere();
        String who = level.contact().equals(told) ? told : level.contact() + " (" + told + ")";
        String zero = Times.length(Duration.ZERO);
        return who
                + (zero.equals(level.after())
                        ? " at once"
                        : " after " + level.after() + ", " + local(level.at(), zone));
    }

    private static String who(List<String> names) {
        return names.isEmpty() ? "nobody" : String.join(" and ", names);
    }

    private static String local(String instant, ZoneId zone) {
        return Times.local(Instant.parse(instant).atZone(zone));
    }
}
