package io.watchbill.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What keeps an alert firing while nobody measures what it speaks of. */
class HeldAlertsTest {

    private static final String MODEL = "models: {m: {task: regression, features: {x: {type: numeric}}}}\n";
    private static final String FIRED =
            "(ALERTS{alertname=\"A\",alertstate=\"firing\",system=\"shop\"}) * NaN%s unless on (cluster) %s";
    private static final String KNOWN = " and on (cluster) count_over_time(watchbill_spec_info{name=\"shop\"}[7d:1h])";

    @Test
    void aScoreOfTheExporterIsHeldWhileNoExporterRuns() {
        assertThat(promql("{condition: 'missing_rate > 2%'"))
                .endsWith(" or on (cluster, model, version, column) max by (cluster, model, version, column) "
                        + FIRED.formatted(KNOWN, "watchbill_spec_info{name=\"shop\"}"));
    }

    /** What is measured nowhere any more was taken away: nobody waits for it. */
    @Test
    void whatIsHeldIsForgottenWithTheClusterOfItsExporterOrItsCounts() {
        Plan plan = Planner.plan(
                Specifications.shop(MODEL + "sources: {application: [{preset: watchbill}]}\n"
                        + "slos: [{name: availability, target: 99%, period: 30d, measurement: error_rate}]\n"),
                Target.DEFAULT);

        assertThat(expression(plan, "ShopIngestionStopped"))
                .contains(" * NaN" + KNOWN + " unless on (cluster, model) sum by");
        assertThat(expression(plan, "ShopAvailabilityBurn1h"))
                .contains(" * NaN and on (cluster, model) count_over_time(slo:total_events:increase1h"
                        + "{system=\"shop\",slo=\"availability\"}[7d:1h]) unless on (cluster, model) slo:total_events");
    }

    /** As when traffic stops and the window empties. A score of another version says that traffic has moved on. */
    @Test
    void aScoreIsHeldWhileTheExporterWatchesButHasNone() {
        String fired = "max by (cluster, model, version, window) (ALERTS{alertname=\"A\",alertstate=\"firing\","
                + "system=\"shop\",model=\"m\",window=\"24h\"}) * NaN";
        String of = "{model=\"m\",window=\"24h\"}";
        assertThat(promql("{condition: 'mae > 2 over 24h'"))
                .endsWith(" > 2 or on (cluster, model, version, window) " + fired
                        + KNOWN + " unless on (cluster) watchbill_spec_info{name=\"shop\"}"
                        + " or on (cluster, model, version, window) " + fired
                        + " and on (cluster, model, window) ml_performance_samples" + of
                        + " unless on (cluster, model, window) ml_performance_mae" + of);
    }

    @Test
    void aVerdictIsHeldWhileTheExporterSaysWhyThereIsNone() {
        assertThat(promql("{condition: 'feature_drift.psi{column=\"x\"} > 0.2 over 24h'"))
                .endsWith(" and on (cluster, model, column, kind, window) ml_drift_no_verdict_info"
                        + "{kind=\"feature\",model=\"m\",column=\"x\",window=\"24h\"}"
                        + " unless on (cluster, model, column, kind, window) ml_drift_verdict"
                        + "{kind=\"feature\",model=\"m\",column=\"x\",window=\"24h\"}");
    }

    @Test
    void aModelThatLeavesTheSpecificationTakesItsAlertsAlong() {
        Plan plan = Planner.plan(
                Specifications.shop(
                        MODEL.replace("x: {type: numeric}}", "x: {type: numeric}}, references: {default: r}")),
                Target.DEFAULT);
        for (String name : new String[] {"ShopFeatureDrift", "ShopLabelsStopped", "ShopIngestionStopped"}) {
            assertThat(plan.alert(name).orElseThrow().expression().text())
                    .contains("ALERTS{alertname=\"" + name + "\",alertstate=\"firing\",system=\"shop\",model=\"m\"}");
        }
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

    private static String expression(Plan plan, String alert) {
        return plan.alert(alert).orElseThrow().expression().text();
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
