package io.watchbill.cli.check;

import io.watchbill.spec.finding.Code;
import io.watchbill.spec.finding.Severity;

/** What can be wrong with a right specification for the programs that it is compiled for. */
public enum CheckCode implements Code {
    FILLED_IN("WB850", Severity.ERROR, "a text that Grafana would not show as it is written"),
    NOT_ROUTABLE("WB901", Severity.ERROR, "Alertmanager cannot do what the specification asks"),
    ROUTED_OTHERWISE("WB902", Severity.WARNING, "Alertmanager can do only a part of what the specification asks"),
    PROMTOOL_REFUSES("WB903", Severity.ERROR, "PromQL, or a template, that promtool refuses"),
    NOT_IN_TARGET("WB904", Severity.ERROR, "what the target's Prometheus cannot do"),
    KNOWN_FAULT("WB905", Severity.WARNING, "a fault of the Alertmanager that the configuration is made for"),
    WRITTEN_OUT("WB906", Severity.INFO, "a time that is written out by date"),
    NEAR_END("WB907", Severity.ERROR, "a time that is written out by date ends soon"),
    WATCH_GAP("WB911", Severity.WARNING, "nobody stands watch"),
    WATCH_TWICE("WB912", Severity.WARNING, "several people stand one watch"),
    SAME_PERSON("WB913", Severity.WARNING, "the next to be told is the same person"),
    UNREACHABLE_PERSON("WB914", Severity.WARNING, "a person whom nothing reaches"),
    CLOCKS_CHANGE("WB915", Severity.INFO, "a watch is handed over on a day on which the clocks change"),
    EXPIRED_OVERRIDE("WB916", Severity.WARNING, "an override that is over"),
    OPEN_END("WB917", Severity.WARNING, "an escalation that does not end at a person"),
    NO_HOLIDAYS("WB918", Severity.WARNING, "the holidays that are named end soon, or have ended"),
    OVER("WB919", Severity.WARNING, "maintenance that is over"),
    ALERT_WITHOUT_SECTION("WB930", Severity.ERROR, "an alert without a section in its runbook"),
    SECTION_WITHOUT_ALERT("WB931", Severity.ERROR, "a section of a runbook about an alert that no rule has"),
    DEAD_LINK("WB932", Severity.ERROR, "a link to a place that is not there"),
    ANCHOR_WITHOUT_LINK("WB933", Severity.ERROR, "a place of a runbook that nothing leads to"),
    ANCHOR_TWICE("WB934", Severity.ERROR, "two places of a runbook with one name"),
    DEAD_PANEL("WB935", Severity.ERROR, "a link to a dashboard or panel that is not there"),
    ALERT_WITHOUT_ROUTE("WB936", Severity.ERROR, "an alert that no route takes"),
    RECEIVER_WITHOUT_ROUTE("WB937", Severity.WARNING, "a receiver that no route leads to"),
    IDLE_PERSON("WB938", Severity.WARNING, "a person whom nothing calls"),
    UNKNOWN_VIEW("WB940", Severity.ERROR, "a change of a dashboard that the system does not have"),
    UNKNOWN_PANEL("WB941", Severity.ERROR, "a change of a panel that the dashboard does not have"),
    PANEL_TAKEN("WB942", Severity.ERROR, "an added panel with the id of another"),
    PANEL_ALERTED("WB943", Severity.ERROR, "a removed panel that an alert leads to"),
    UNKNOWN_VARIABLE("WB944", Severity.ERROR, "a variable that no dashboard has");

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
