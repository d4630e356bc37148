package io.watchbill.cli.check;

import io.watchbill.spec.finding.Code;
import io.watchbill.spec.finding.Severity;

/** What can be wrong with a right specification for the programs that it is compiled for. */
public enum CheckCode implements Code {
    NOT_ROUTABLE("WB901", Severity.ERROR, "Alertmanager cannot do what the specification asks"),
    ROUTED_OTHERWISE("WB902", Severity.WARNING, "Alertmanager can do only a part of what the specification asks"),
    PROMTOOL_REFUSES("WB903", Severity.ERROR, "PromQL, or a template, that promtool refuses"),
    NOT_IN_TARGET("WB904", Severity.ERROR, "what the target's Prometheus cannot do");

    private final String id;
    private final Severity severity;
    private final String title;

    CheckCode(String id, Severity severity, String title) {
        this.id = id;
        this.severity = severity;
        this.title = title;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Severity severity() {
        return severity;
    }

    @Override
    public String title() {
        return title;
    }
}
