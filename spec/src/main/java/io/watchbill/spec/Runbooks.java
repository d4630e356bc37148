package io.watchbill.spec;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What is done about it: the words of the Standard Runbook Template.
 *
 * @param reviewed the day on which somebody last read all of it and found it right
 */
public record Runbooks(
        Optional<LocalDate> reviewed,
        Optional<Architecture> architecture,
        List<Operation> operations,
        List<Troubleshooting> troubleshooting) {
    public static final Runbooks DEFAULT = new Runbooks(Optional.empty(), Optional.empty(), List.of(), List.of());

    public Runbooks {
        operations = List.copyOf(operations);
        troubleshooting = List.copyOf(troubleshooting);
    }

    /** The entry of that id. */
    public Optional<Troubleshooting> troubleshooting(String id) {
        return troubleshooting.stream().filter(entry -> entry.id().equals(id)).findFirst();
    }

    /**
     * How the system is built.
     *
     * @param diagram Mermaid text
     */
    public record Architecture(String description, Optional<String> diagram) {}

    /** A common operation. */
    public record Operation(String name, String when, List<String> steps, String verification) {
        public Operation {
            steps = List.copyOf(steps);
        }
    }

    /**
     * A symptom and what helps.
     *
     * @param id what alerts refer to; the anchor of the runbook
     */
    public record Troubleshooting(
            String id, String symptom, List<String> causes, List<String> investigation, String resolution) {
        public Troubleshooting {
            causes = List.copyOf(causes);
            investigation = List.copyOf(investigation);
        }
    }
}
