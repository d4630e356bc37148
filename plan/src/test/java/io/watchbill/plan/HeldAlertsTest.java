package io.watchbill.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What keeps an alert firing while nobody measures what it speaks of. */
class HeldAlertsTest {

    private static final String MODEL = "models: {m: {task: regression, features: {x: {type: numeric}}}}\n";
    private static final String FIRED =
            "(ALERTS{alertname=\"A\",alertstate=\"firing\",system=\"shop\"}) * NaN unless on (cluster%s) %s";

    @Test
    void aScoreOfTheExporterIsHeldWhileNoExporterRuns() {
        assertThat(promql("{condition: 'missing_rate > 2%'"))
                .endsWith(" or on (cluster, model, version, column) max by (cluster, model, version, column) "
                        + FIRED.formatted("", "watchbill_spec_info{name=\"shop\"}"));
    }

    @Test
    void aRateIsHeldWhileItsOwnSeriesAreAway() {
        String sources = "sources: {infrastructure: [{preset: node-exporter, selector: 'job=\"n\"'}]}\n";
        assertThat(promql(sources, "{condition: 'cpu_usage > 90%'"))
                .endsWith(" or on (cluster) max by (cluster) "
                        + FIRED.formatted("", "group by (cluster) (node_cpu_seconds_total{job=\"n\"})"));
    }

    @Test
    void whatTheTeamWroteItselfIsLeftAsItIs() {
        assertThat(promql("{promql: 'up == 0'")).isEqualTo("up == 0");
    }

    @Test
    void aValueThatIsUnknownIsSaid() {
        assertThat(TemplateText.orUnknown("It is {{ $value | humanize }} of {{ $labels.model }}."))
                .isEqualTo("It is {{ if eq $value $value }}{{ $value | humanize }}{{ else }}unknown (its series have"
                        + " vanished){{ end }} of {{ $labels.model }}.");
    }

    private static String promql(String alert) {
        return promql("", alert);
    }

    private static String promql(String sources, String alert) {
        Plan plan = Planner.plan(
                Specifications.shop(MODEL + sources + "alerting: {alerts: [" + alert
                        + ", name: A, severity: P3, runbook: 'https://example.com/r'}]}\n"),
                Target.DEFAULT);
        assertThat(Promtool.check(plan)).contains("SUCCESS");
        return plan.alert("A").orElseThrow().expression().text();
    }
}
