package io.watchbill.runbooks;

import io.watchbill.runbooks.template.TemplateFailure;
import io.watchbill.runbooks.template.Templates;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The templates that runbooks are made from, which teams may replace one by one. */
public final class RunbookTemplates {

    static final String RUNBOOK = "runbook.md.jinja";
    static final String ARCHITECTURE = "architecture.md.jinja";
    static final String OPERATIONS = "operations.md.jinja";
    static final String SYMPTOM = "symptom.md.jinja";
    static final String ALERT = "alert.md.jinja";
    static final String ALERT_END = "alert-end.md.jinja";
    static final String ESCALATION = "escalation.md.jinja";
    static final String INDEX = "index.md.jinja";
    static final String INDEX_SYSTEM = "index-system.md.jinja";

    /** The names of all templates, in order; those in {@code advice/} hold the first three actions by what an alert is about. */
    public static final List<String> NAMES = Stream.concat(
                    Stream.of(
                            RUNBOOK,
                            ARCHITECTURE,
                            OPERATIONS,
                            SYMPTOM,
                            ALERT,
                            ALERT_END,
                            ESCALATION,
                            INDEX,
                            INDEX_SYSTEM),
                    Arrays.stream(Topic.values()).map(Topic::template))
            .sorted()
            .toList();

    private RunbookTemplates() {}

    /**
     * The templates that are shipped, with some of them replaced.
     *
     * @param own sources by name
     * @throws TemplateFailure if a name is none of {@link #NAMES}, or a template does what it may not
     */
    public static Templates with(Map<String, String> own) {
        own.keySet().stream()
                .sorted()
                .filter(name -> !NAMES.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new TemplateFailure(
                            name + ": replaces no template; expected one of\n  " + String.join("\n  ", NAMES));
                });
        return Templates.shipped(own);
    }
}
