package io.watchbill.cli.check;

import io.watchbill.cli.compile.Compilation;
import io.watchbill.cli.links.BrokenLink;
import io.watchbill.cli.links.CompiledFiles;
import io.watchbill.cli.links.LinkGraph;
import io.watchbill.plan.Plan;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.spec.Escalation;
import io.watchbill.spec.OnCall;
import io.watchbill.spec.Person;
import io.watchbill.spec.Rotation;
import io.watchbill.spec.finding.Finding;
import io.watchbill.spec.reader.LoadedSpecification;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What of a compiled fleet does not fit together: alert, rule, section, panel, receiver, person. */
final class BrokenLinks {

    /** A specification's own place, for what has none closer. */
    private static final String NAME = "/metadata/name";

    private BrokenLinks() {}

    static List<Finding> findings(Compilation compilation, List<LoadedSpecification> loaded) {
        CompiledFiles compiled = new CompiledFiles();
        compilation.content().files().to(file -> compiled.add(file.path(), file.content()));
        Stream<Finding> files =
                LinkGraph.broken(compiled).stream().flatMap(link -> finding(link, compilation, loaded).stream());
        Stream<Finding> people = loaded.stream().flatMap(BrokenLinks::idle);
        return Stream.concat(files, people).toList();
    }

    private static Optional<Finding> finding(
            BrokenLink link, Compilation compilation, List<LoadedSpecification> loaded) {
        Optional<Plan> plan = compilation.fleet().plans().stream()
                .filter(candidate -> candidate.system().equals(link.system()))
                .findFirst();
        String path = plan.flatMap(owner -> owner.alert(link.alert()))
                .map(PlannedAlert::specPath)
                .orElse(NAME);
        // What belongs to no system is said at the first.
        return loaded.stream()
                .filter(one ->
                        plan.isEmpty() || one.specification().metadata().name().equals(link.system()))
                .findFirst()
                .map(one -> finding(one, code(link.kind()), path, link.text()));
    }

    private static CheckCode code(BrokenLink.Kind kind) {
        return switch (kind) {
            case ALERT_WITHOUT_SECTION -> CheckCode.ALERT_WITHOUT_SECTION;
            case SECTION_WITHOUT_ALERT -> CheckCode.SECTION_WITHOUT_ALERT;
            case DEAD_LINK -> CheckCode.DEAD_LINK;
            case ANCHOR_WITHOUT_LINK -> CheckCode.ANCHOR_WITHOUT_LINK;
            case ANCHOR_TWICE -> CheckCode.ANCHOR_TWICE;
            case DEAD_PANEL -> CheckCode.DEAD_PANEL;
            case ALERT_WITHOUT_ROUTE -> CheckCode.ALERT_WITHOUT_ROUTE;
            case RECEIVER_WITHOUT_ROUTE -> CheckCode.RECEIVER_WITHOUT_ROUTE;
        };
    }

    /** People whom no rotation, no stand-in and no level of the escalation names. */
    private static Stream<Finding> idle(LoadedSpecification loaded) {
        OnCall onCall = loaded.specification().onCall();
        Set<String> called = new HashSet<>();
        onCall.escalation().levels().stream().map(Escalation.Level::contact).forEach(called::add);
        for (Rotation rotation : onCall.rotations()) {
            if (rotation instanceof Rotation.Scheduled scheduled) {
                called.addAll(scheduled.members());
                scheduled.overrides().forEach(standIn -> called.add(standIn.member()));
            } else {
                // Whom a pager calls is known to the pager.
                return Stream.of();
            }
        }
        return onCall.people().stream()
                .map(Person::id)
                .filter(id -> !called.contains(id))
                .map(id -> finding(
                        loaded,
                        CheckCode.IDLE_PERSON,
                        "/onCall/people/" + id,
                        id + " is in no rotation, stands in for nobody and is no contact of the escalation: take the"
                                + " person in, or out"));
    }

    private static Finding finding(LoadedSpecification loaded, CheckCode code, String path, String message) {
        return loaded.places().finding(code, loaded.places().of(path), message, Optional.empty(), Optional.empty());
    }
}
