package io.watchbill.alertmanager.oncall;

import io.watchbill.alertmanager.oncall.WatchProblem.Kind;
import io.watchbill.spec.Escalator;
import io.watchbill.spec.OnCall;
import io.watchbill.spec.OperationsSpecification;
import io.watchbill.spec.Person;
import io.watchbill.spec.Priority;
import io.watchbill.spec.Rotation;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks through the watches of a year. */
public final class WatchProblems {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    private final OperationsSpecification specification;
    private final OnCall onCall;
    private final ZoneId zone;
    private final Instant from;
    private final Instant to;
    private final List<WatchProblem> problems = new ArrayList<>();

    private WatchProblems(OperationsSpecification specification, LocalDate day) {
        this.specification = specification;
        this.onCall = specification.onCall();
        this.zone = onCall.timezone();
        this.from = day.atStartOfDay(zone).toInstant();
        this.to = day.plusYears(1).atStartOfDay(zone).toInstant();
    }

    /** What is wrong in the year from a day on; each kind once for a role, at its first time. */
    public static List<WatchProblem> of(OperationsSpecification specification, LocalDate day) {
        WatchProblems found = new WatchProblems(specification, day);
        for (int i = 0; i < found.onCall.rotations().size(); i++) {
            if (found.onCall.rotations().get(i) instanceof Rotation.Scheduled scheduled) {
                found.watches(scheduled, "/onCall/rotations/" + i);
            }
        }
        found.samePerson();
        found.unreachable();
        found.openEnd();
        return List.copyOf(found.problems);
    }

    private void watches(Rotation.Scheduled rotation, String path) {
        List<Stint> stints = WatchList.of(rotation, zone, firstWatch(rotation), to);
        List<Stint> gaps = stints.stream().filter(Stint::isGap).toList();
        if (!gaps.isEmpty()) {
            add(
                    path,
                    Kind.GAP,
                    gaps.get(0).from(),
                    "nobody is " + rotation.role() + " " + between(gaps.get(0)) + more(gaps)
                            + ": let the shifts cover the week, in the role's own time zones");
        }
        List<Stint> doubles =
                stints.stream().filter(stint -> stint.people().size() > 1).toList();
        if (!doubles.isEmpty()) {
            add(
                    path,
                    Kind.DOUBLE,
                    doubles.get(0).from(),
                    names(doubles.get(0).people()) + " are both "
                            + rotation.role() + " " + between(doubles.get(0)) + more(doubles)
                            + ": let one shift end where the next begins");
        }
        clockChanges(rotation, path);
        for (int i = 0; i < rotation.overrides().size(); i++) {
            Rotation.StandIn standIn = rotation.overrides().get(i);
            Instant over = standIn.to().atZone(zone).toInstant();
            if (!over.isAfter(from)) {
                add(
                        path + "/overrides/" + i,
                        Kind.EXPIRED,
                        over,
                        "the override of " + name(standIn.member()) + " is over since " + text(over) + ": take it out");
            }
        }
    }

    /** Before its first watch a rotation that is planned ahead has no gap. */
    private Instant firstWatch(Rotation.Scheduled rotation) {
        Instant first = rotation.shifts().stream()
                .map(shift -> shift.schedule()
                        .handOver(0, shift.timezone().orElse(zone))
                        .toInstant())
                .min(Instant::compareTo)
                .orElse(from);
        return first.isAfter(from) && first.isBefore(to) ? first : from;
    }

    private void clockChanges(Rotation.Scheduled rotation, String path) {
        for (Rotation.Shift shift : rotation.shifts()) {
            ZoneId here = shift.timezone().orElse(zone);
            for (ZoneOffsetTransition change = here.getRules().nextTransition(from);
                    change != null && change.getInstant().isBefore(to);
                    change = here.getRules().nextTransition(change.getInstant())) {
                LocalDate date = LocalDate.ofInstant(change.getInstant(), here);
                for (long turn = Math.max(
                                0,
                                shift.schedule()
                                        .turn(date.atStartOfDay(here).toInstant(), here)
                                        .orElse(0));
                        shift.schedule().handOver(turn, here).toLocalDate().compareTo(date) <= 0;
                        turn++) {
                    ZonedDateTime handOver = shift.schedule().handOver(turn, here);
                    if (handOver.toLocalDate().equals(date)) {
                        Duration before =
                                Duration.between(shift.schedule().handOver(Math.max(0, turn - 1), here), handOver);
                        add(
                                path,
                                Kind.CLOCK_CHANGE,
                                handOver.toInstant(),
                                rotation.role() + " is handed over on "
                                        + handOver.format(TIME) + " " + here
                                        + ", a day on which the clocks change: the watch"
                                        + " before it lasts " + hours(before));
                        return;
                    }
                }
            }
        }
    }

    /** Of the first two rotations of people: whoever has not heard the first call will not hear the second. */
    private void samePerson() {
        List<Rotation.Scheduled> scheduled = onCall.rotations().stream()
                .filter(Rotation.Scheduled.class::isInstance)
                .map(Rotation.Scheduled.class::cast)
                .toList();
        for (int second = 1; second < scheduled.size(); second++) {
            Rotation.Scheduled one = scheduled.get(second - 1);
            Rotation.Scheduled two = scheduled.get(second);
            Set<Instant> edges = new LinkedHashSet<>();
            WatchList.of(one, zone, from, to).forEach(stint -> edges.add(stint.from()));
            WatchList.of(two, zone, from, to).forEach(stint -> edges.add(stint.from()));
            List<Instant> same = edges.stream()
                    .filter(edge -> one.watchers(edge, zone).stream().anyMatch(two.watchers(edge, zone)::contains))
                    .sorted()
                    .toList();
            if (!same.isEmpty()) {
                Instant first = same.get(0);
                add(
                        "/onCall/rotations/" + onCall.rotations().indexOf(two),
                        Kind.SAME_PERSON,
                        first,
                        name(one.watchers(first, zone).stream()
                                        .filter(two.watchers(first, zone)::contains)
                                        .findFirst()
                                        .orElse(""))
                                + " is both " + one.role() + " and " + two.role() + " from " + text(first)
                                + (same.size() > 1 ? ", and " + (same.size() - 1) + " times more in a year" : "")
                                + ": let the members of the two take turns in another order");
            }
        }
    }

    private void unreachable() {
        Set<String> told = new LinkedHashSet<>();
        onCall.rotations().forEach(rotation -> {
            if (rotation instanceof Rotation.Scheduled scheduled) {
                told.addAll(scheduled.members());
                scheduled.overrides().forEach(standIn -> told.add(standIn.member()));
            }
        });
        onCall.escalation().levels().forEach(level -> told.add(level.contact()));
        for (Person person : onCall.people()) {
            if (told.contains(person.id())
                    && person.contact().isEmpty()
                    && person.slack().isEmpty()) {
                add(
                        "/onCall/people/" + person.id(),
                        Kind.UNREACHABLE,
                        from,
                        person.name()
                                + " stands watch, but nothing says how to reach them: write a contact, as {env: VARIABLE} or"
                                + " {file: PATH}, or a slack name");
            }
        }
    }

    private void openEnd() {
        // Alertmanager escalates to receivers alone; who is behind them, it does not know.
        if (onCall.escalation().levels().isEmpty() || onCall.escalation().by() == Escalator.ALERTMANAGER) {
            return;
        }
        List<Rung> rungs = EscalationChain.of(specification, Priority.P1, from);
        Rung last = rungs.get(rungs.size() - 1);
        boolean role =
                onCall.rotations().stream().anyMatch(rotation -> rotation.role().equals(last.contact()));
        if (!role && onCall.person(last.contact()).isEmpty()) {
            add(
                    "/onCall/escalation/levels/" + (rungs.size() - 1) + "/contact",
                    Kind.OPEN_END,
                    from,
                    "the escalation ends at " + last.elsewhere().orElse(last.contact())
                            + ", not at a person: add a level whose contact is a person or a role");
        }
    }

    private void add(String path, Kind kind, Instant at, String message) {
        problems.add(new WatchProblem(path, kind, at, message));
    }

    private String between(Stint stint) {
        String until = stint.to().equals(to) ? "" : " until " + text(stint.to());
        return "from " + text(stint.from()) + until;
    }

    private static String more(List<Stint> stints) {
        return stints.size() > 1 ? ", and " + (stints.size() - 1) + " times more in a year" : "";
    }

    private String text(Instant at) {
        return at.atZone(zone).format(TIME) + " " + zone;
    }

    private static String hours(Duration length) {
        return length.toHours() + "h" + (length.toMinutesPart() > 0 ? length.toMinutesPart() + "m" : "");
    }

    private String name(String id) {
        return onCall.person(id).map(Person::name).orElse(id);
    }

    private String names(List<String> people) {
        return people.stream().map(this::name).collect(Collectors.joining(" and "));
    }
}
