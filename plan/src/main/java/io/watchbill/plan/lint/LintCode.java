package io.watchbill.plan.lint;

import io.watchbill.spec.finding.Code;
import io.watchbill.spec.finding.Severity;

/** What can be wrong with alerts that are written right. Each has a section in docs/lint.md. */
public enum LintCode implements Code {
    NOT_ACTIONABLE("WB701", Severity.WARNING, "an alert without a runbook that helps"),
    VAGUE_NAME("WB702", Severity.WARNING, "an alert's name does not say which system and what is wrong"),
    VAGUE_SUMMARY("WB703", Severity.WARNING, "an alert's summary does not say which system"),
    NO_THRESHOLD("WB704", Severity.WARNING, "an alert compares with nothing"),
    NOISY("WB705", Severity.WARNING, "an alert fires at a single evaluation"),
    UNDOCUMENTED_RESPONSE("WB706", Severity.WARNING, "nobody has said whom an alert concerns"),
    UNANSWERED_QUESTION("WB710", Severity.WARNING, "a key question of operations has no answer"),

    DEAD_TIER("WB801", Severity.WARNING, "an objective is so low that a burn rate can never be reached"),
    TIER_INSIDE_BUDGET("WB802", Severity.WARNING, "a burn rate that the budget allows for"),
    FEW_REQUESTS("WB803", Severity.WARNING, "an objective needs more traffic than there may be"),
    UNKNOWN_TRAFFIC("WB804", Severity.INFO, "nobody has said how little traffic an objective must stand"),
    SHORT_RANGE("WB805", Severity.WARNING, "a rate over fewer than four scrapes"),
    SHORT_RETENTION("WB806", Severity.WARNING, "Prometheus forgets sooner than a query looks back"),
    NO_BUCKET("WB807", Severity.WARNING, "no bucket of the histogram ends at a latency's bound"),
    NEVER_FIRES("WB808", Severity.ERROR, "PromQL that no value can make true"),
    DUPLICATE_ALERT("WB809", Severity.WARNING, "two alerts say the same"),
    SUBSUMED_ALERT("WB810", Severity.WARNING, "another alert always says it first"),
    P_VALUE_ALONE("WB811", Severity.ERROR, "drift is judged by significance alone"),
    FEW_SAMPLES("WB812", Severity.WARNING, "so few samples that chance alone passes the threshold"),
    UNPROVEN("WB813", Severity.INFO, "no generated test can prove an alert"),
    ONE_REPLICA("WB814", Severity.WARNING, "a score that each replica has of its own share only"),
    TOLD_TWICE("WB815", Severity.WARNING, "business hours too long for one message a day"),
    TOLD_LATE("WB816", Severity.WARNING, "too much of the response time passes before anybody is told"),
    UNKNOWN_MUTED("WB817", Severity.ERROR, "a dependency silences an alert that does not exist"),
    NEVER_MUTED("WB818", Severity.ERROR, "a dependency silences what nothing may silence"),
    SILENT_SOURCE("WB819", Severity.ERROR, "a dependency on an alert that silences nobody"),
    SILENT_CIRCLE("WB820", Severity.WARNING, "alerts that silence each other"),
    UNEQUAL("WB821", Severity.WARNING, "a dependency that silences nothing");

    private final String id;
    private final Severity severity;
    private final String title;

    LintCode(String id, Severity severity, String title) {
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
