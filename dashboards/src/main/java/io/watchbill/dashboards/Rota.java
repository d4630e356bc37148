package io.watchbill.dashboards;

import io.watchbill.dashboards.grafana.FieldConfig;
import io.watchbill.dashboards.grafana.FieldConfig.FieldOverride;
import io.watchbill.dashboards.grafana.FieldConfig.Property;
import io.watchbill.dashboards.grafana.ValueMapping;
import io.watchbill.dashboards.grafana.ValueMapping.Result;
import io.watchbill.plan.OnWatch;
import io.watchbill.spec.OnCall;
import io.watchbill.spec.OperationsSpecification;
import io.watchbill.spec.Rotation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Who stands watch, as Markdown: names and what they are called in a chat, and never an address, since many people look at
 * a dashboard.
 */
final class Rota {

    private static final int NOBODY = -1;
    private static final Pattern MARKUP = Pattern.compile("[\\\\`*_\\[\\]<>#|&]");
    private static final Pattern OF_VARIABLES = Pattern.compile("[$\\[\\]{}]");

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
        return text(name(id));
    }

    /** What somebody is called. */
    private String name(String id) {
        return onCall.person(id)
                .map(person -> person.name()
                        + person.slack().map(name -> " (" + name + ")").orElse(""))
                .orElse(id);
    }

    /**
     * Whose turn it is, role by role: a query for a number, and the names for the numbers, so that no series holds a name. Empty
     * where no rotation can be followed.
     */
    Optional<Draft> now(String key) {
        Draft draft = Draft.numbers(key, "Who is on call now?")
                .says(
                        "Whose turn it is in each rotation of the specification, the first of several. In what a pager's own"
                                + " schedule says, and in zones whose clocks follow no yearly rule, it is not known here.")
                .whenEmpty("Prometheus does not answer")
                .colored(FieldConfig.Color.fixed(Looks.PRODUCTION));
        char letter = 'A';
        for (Rotation rotation : onCall.rotations()) {
            Optional<OnWatch> watch = rotation instanceof Rotation.Scheduled scheduled
                    ? OnWatch.of(scheduled, onCall.timezone())
                    : Optional.empty();
            if (watch.isPresent()) {
                draft.now(watch.get().promql() + " or vector(" + NOBODY + ")", plain(rotation.role()))
                        .except(FieldOverride.byQuery(
                                String.valueOf(letter++), new Property("mappings", List.of(names(watch.get())))));
            }
        }
        return letter == 'A' ? Optional.empty() : Optional.of(draft);
    }

    private ValueMapping names(OnWatch watch) {
        Map<String, Result> names = new LinkedHashMap<>();
        names.put(String.valueOf(NOBODY), new Result("nobody", Looks.WARNING, 0));
        watch.people()
                .forEach(id -> names.put(
                        String.valueOf(names.size() - 1), new Result(plain(name(id)), Looks.PRODUCTION, names.size())));
        return ValueMapping.values(names);
    }

    /** Text of a specification where Grafana would read a variable. */
    private static String plain(String words) {
        return OF_VARIABLES.matcher(words).replaceAll(" ").strip();
    }

    /**
     * Text of a specification as Markdown shows it: neither markup nor HTML, nor a variable. Grafana looks for variables before it
     * reads the Markdown, where a backslash before a dollar sign hides none.
     */
    static String text(String words) {
        return MARKUP.matcher(words).replaceAll("\\\\$0").replace("$", "&#36;");
    }
}
