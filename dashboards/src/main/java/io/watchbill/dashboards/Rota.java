package io.watchbill.dashboards;

import io.watchbill.spec.OnCall;
import io.watchbill.spec.OperationsSpecification;
import io.watchbill.spec.Rotation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Who stands watch, as Markdown: names and what they are called in a chat, and never an address, since many people look at
 * a dashboard.
 */
final class Rota {

    private final OperationsSpecification specification;
    private final OnCall onCall;

    Rota(OperationsSpecification specification) {
        this.specification = specification;
        this.onCall = specification.onCall();
    }

    /** A line for each role. */
    String inShort() {
        if (onCall.rotations().isEmpty()) {
            return nobody();
        }
        return onCall.rotations().stream()
                .map(rotation -> "- **" + text(rotation.role()) + "**: " + who(rotation))
                .collect(Collectors.joining("\n"));
    }

    /** A table of the roles with who takes turns and when, who stands in, and how to ask whose turn it is. */
    String inFull() {
        if (onCall.rotations().isEmpty()) {
            return nobody();
        }
        List<String> lines = new ArrayList<>(List.of("| Role | In turn | When |", "|---|---|---|"));
        List<String> standIns = new ArrayList<>();
        for (Rotation rotation : onCall.rotations()) {
            if (rotation instanceof Rotation.Scheduled scheduled) {
                scheduled
                        .shifts()
                        .forEach(shift -> lines.add(
                                row(scheduled.role(), people(shift.members()), text(shift.text(onCall.timezone())))));
                scheduled
                        .overrides()
                        .forEach(override -> standIns.add("- " + person(override.member()) + " stands in as "
                                + text(scheduled.role()) + " from "
                                + clock(override.from().toString()) + " to "
                                + clock(override.to().toString()) + " "
                                + onCall.timezone().getId()));
            } else {
                lines.add(row(rotation.role(), who(rotation), "as it says there"));
            }
        }
        return String.join("\n", lines) + "\n\n"
                + standIns.stream().map(line -> line + "\n").collect(Collectors.joining())
                + (standIns.isEmpty() ? "" : "\n")
                + "Whose turn it is now: `watchbill oncall` with the specification of "
                + text(specification.metadata().name()) + ".";
    }

    private String nobody() {
        return "The specification names nobody under `onCall`; the team "
                + text(specification.metadata().owner()) + " answers.";
    }

    private static String row(String role, String who, String when) {
        return "| **" + text(role) + "** | " + who + " | " + when + " |";
    }

    private static String clock(String local) {
        return local.replace('T', ' ');
    }

    private String who(Rotation rotation) {
        if (rotation instanceof Rotation.External external) {
            return "schedule " + text(external.id()) + " of " + text(external.service());
        }
        return people(((Rotation.Scheduled) rotation).members());
    }

    private String people(List<String> members) {
        return members.stream().map(this::person).collect(Collectors.joining(", "));
    }

    private String person(String id) {
        return text(onCall.person(id)
                .map(person -> person.name()
                        + person.slack().map(name -> " (" + name + ")").orElse(""))
                .orElse(id));
    }

    /** Text of a specification as Markdown shows it: neither markup nor HTML, nor a variable. */
    static String text(String words) {
        return words.replaceAll("([\\\\`*_\\[\\]<>#|$])", "\\\\$1");
    }
}
