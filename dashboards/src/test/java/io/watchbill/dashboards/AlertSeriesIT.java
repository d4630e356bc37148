package io.watchbill.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.plan.Fleet;
import io.watchbill.plan.Plan;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.testing.BackfilledSeries;
import io.watchbill.testing.PrometheusServer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** How urgent a Prometheus says that alerts are. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AlertSeriesIT {

    private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");

    private PrometheusServer prometheus;
    private Answers answers;

    @BeforeAll
    void back(@TempDir Path folder) {
        BackfilledSeries series = new BackfilledSeries();
        fires(series, "ShopDown", "shop", "P1", "critical");
        fires(series, "ShopSlow", "shop", "P3", "warning");
        fires(series, "SearchStale", "search", "P4", "info");
        fires(series, "SearchDrifts", "search", "P4", "info");
        for (String system : List.of("shop", "search", "idle")) {
            fires(series, "Watchdog", system, "P4", "none");
        }
        String elsewhere = "alertname=\"IdleDown\",alertstate=\"firing\",system=\"idle\",environment=\"staging\"";
        series.add("ALERTS{" + elsewhere + ",priority=\"P1\",severity=\"critical\"}", NOW, "1");
        series.add(
                "slo:error_budget:remaining_ratio{system=\"shop\",environment=\"production\",slo=\"a\"}", NOW, "0.75");
        series.add(
                "slo:error_budget:remaining_ratio{system=\"shop\",environment=\"production\",slo=\"b\"}", NOW, "-0.5");
        series.add("slo:error_budget:remaining_ratio{system=\"shop\",environment=\"staging\",slo=\"b\"}", NOW, "-2");
        series.add("ml_window_end_timestamp_seconds{model=\"of-idle\"}", NOW, Long.toString(NOW.getEpochSecond()));
        series.add("ml_drifted_columns_ratio{model=\"of-search\",window=\"24h\"}", NOW, "0.25");
        series.add("ml_drifted_columns_ratio{model=\"of-search\",window=\"7d\"}", NOW, "0.5");
        exporter(series, "a:1", "shop", 10, 40);
        exporter(series, "b:1", "shop", 20, 1000);
        exporter(series, "c:1", "search", 70, 5000);
        series.write(PrometheusServer.data(folder));
        prometheus = PrometheusServer.onBlocks(folder);
        answers = new Answers(prometheus, NOW);
    }

    @AfterAll
    void stop() {
        prometheus.close();
    }

    private static void fires(BackfilledSeries series, String name, String system, String priority, String severity) {
        String labels =
                "alertname=\"%s\",alertstate=\"firing\",system=\"%s\",environment=\"production\",priority=\"%s\","
                        + "severity=\"%s\"";
        series.add("ALERTS{" + labels.formatted(name, system, priority, severity) + "}", NOW, "1");
    }

    private static void exporter(BackfilledSeries series, String instance, String system, int bytes, int age) {
        String target = "job=\"exporter\",instance=\"" + instance + "\"";
        series.add("watchbill_build_info{" + target + "}", NOW, "1");
        series.add("watchbill_spec_info{" + target + ",name=\"" + system + "\",hash=\"1\"}", NOW, "1");
        series.add("watchbill_state_bytes{" + target + "}", NOW, Integer.toString(bytes));
        series.add("watchbill_limit_max{" + target + ",limit=\"versions\"}", NOW, "4");
        series.add("watchbill_limit_used{" + target + ",limit=\"versions\"}", NOW, system.equals("shop") ? "4" : "3");
        series.add(
                "watchbill_state_last_snapshot_timestamp_seconds{" + target + "}",
                NOW,
                Long.toString(NOW.getEpochSecond() - age));
    }

    @Test
    void theMostUrgentAlertCounts() {
        assertThat(urgency("shop")).isEqualTo("4");
        assertThat(urgency("search")).isEqualTo("1");
    }

    @Test
    void whatAlwaysFiresIsNoTrouble() {
        assertThat(urgency("idle")).isEqualTo("0");
        assertThat(count("idle")).isEqualTo("0");
    }

    @Test
    void systemWhoseRulesVanishedIsNeitherHealthyNorWithoutAlerts() {
        assertThat(urgency("gone")).isEqualTo("5");
        assertThat(count("gone")).isEqualTo("-1");
        assertThat(count("search")).isEqualTo("2");
    }

    @Test
    void byNameEachAlertHasItsUrgencyAndMissingRulesHaveTheirs() {
        assertThat(answers.by("alertname", by("shop"))).isEqualTo(Map.of("ShopDown", "4", "ShopSlow", "2"));
        assertThat(answers.by("alertname", by("idle"))).isEmpty();
        assertThat(answers.by("alertname", by("gone"))).isEqualTo(Map.of("rules not evaluated", "5"));
    }

    @Test
    void checkIsFineOnlyWhileItsSeriesAreThereAndTheRulesAreEvaluated() {
        assertThat(state("idle", "IdleNotificationsFailing")).isEqualTo("2");
        assertThat(state("gone", "GoneNotificationsFailing")).isEqualTo("3");
        assertThat(state("idle", "IdleMonitoringBehind")).isEqualTo("0");
        assertThat(state("idle", "IdleExporterDown")).isEqualTo("1");
    }

    @Test
    void fleetPutsTheSystemWithoutRulesFirstAndCountsEachInItsOwnEnvironment() {
        assertThat(fleet(0)).isEqualTo(Map.of("shop", "4", "search", "1", "idle", "0", "gone", "5"));
        assertThat(fleet(1)).isEqualTo(Map.of("shop", "1", "search", "0", "idle", "0"));
        assertThat(fleet(5)).isEqualTo(Map.of("shop", "-0.5"));
        assertThat(fleet(6)).isEqualTo(Map.of("search", "0.5"));
    }

    /** What a column of the table of all systems holds. */
    private Map<String, String> fleet(int column) {
        Fleet fleet = new Fleet(List.of(plan("shop"), plan("search"), plan("idle"), plan("gone")));
        return answers.by("system", Answers.query(List.of(Dashboards.of(fleet)), "Systems, the worst first", column));
    }

    @Test
    void exportersOfAnotherSystemAreNotCounted() {
        assertThat(exporter("shop", "Exporters seen")).isEqualTo("2");
        assertThat(exporter("search", "Exporters seen")).isEqualTo("1");
        assertThat(exporter("idle", "Exporters seen")).isEqualTo("0");
        assertThat(exporter("shop", "State on the disk")).isEqualTo("30");
        assertThat(exporter("shop", "Age of the last snapshot")).isEqualTo("1000");
        assertThat(answers.by(
                        "limit", Answers.query(Dashboards.of(plan("search")), "How much of each bound is used", 0)))
                .isEqualTo(Map.of("versions", "0.75"));
        assertThat(answers.of(
                        Answers.query(List.of(Dashboards.of(new Fleet(List.of(plan("shop"))))), "Exporters seen", 0)))
                .isEqualTo("3");
    }

    private String exporter(String system, String panel) {
        return answers.of(Answers.query(Dashboards.of(plan(system)), panel, 0));
    }

    private static Plan plan(String system) {
        return ExamplePlans.named(system, """
                  environment: production
                models: {of-%s: {task: regression, features: {price: {type: numeric}}, references: {default: o.json}}}
                sources: {application: [{preset: watchbill}]}
                slos: [{name: a, target: 99%%, measurement: availability}]
                """.formatted(system));
    }

    private String urgency(String system) {
        AlertSeries alerts = new AlertSeries(plan(system));
        return answers.of(alerts.urgency(alerts.firing()));
    }

    private String count(String system) {
        AlertSeries alerts = new AlertSeries(plan(system));
        return answers.of(alerts.count(alerts.firing()));
    }

    private static String by(String system) {
        AlertSeries alerts = new AlertSeries(plan(system));
        return alerts.urgencyBy("alertname", alerts.firing());
    }

    private String state(String system, String alert) {
        Plan plan = plan(system);
        PlannedAlert check = plan.alert(alert).orElseThrow();
        return answers.of(CheckState.promql(check, new AlertSeries(plan)));
    }
}
