package io.watchbill.runbooks;

import io.watchbill.runbooks.template.TemplateSet;
import java.util.Arrays;
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

    /** All of them; those in {@code advice/} hold the first three actions by what an alert is about. */
    public static final TemplateSet SET = new TemplateSet(
            RunbookTemplates.class,
            Stream.concat(
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
                    .toList());

    private RunbookTemplates() {}
}
