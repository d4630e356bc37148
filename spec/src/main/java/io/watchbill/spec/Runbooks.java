package io.watchbill.spec;

import java.util.List;
import java.util.Optional;

/** What is done about it: the words of the Standard Runbook Template. */
public record Runbooks(
        Optional<Architecture> architecture, List<Operation> operations, List<Troubleshooting> troubleshooting) {
    public static final Runbooks DEFAULT = new Runbooks(Optional.empty(), List.of(), List.of());

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
