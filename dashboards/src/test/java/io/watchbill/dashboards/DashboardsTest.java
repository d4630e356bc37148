package io.watchbill.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchbill.dashboards.grafana.Dashboard;
import io.watchbill.dashboards.grafana.Panel;
import io.watchbill.dashboards.grafana.Target;
import io.watchbill.plan.AlertKind;
import io.watchbill.plan.Artifact;
import io.watchbill.plan.Fleet;
import io.watchbill.plan.Links;
import io.watchbill.plan.Plan;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.plan.View;
import io.watchbill.spec.Drift;
import io.watchbill.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DashboardsTest {

    private static final Map<String, String> CHOSEN =
            Map.of("model", "flight_delay", "version", "2001-01", "window", "24h", "column", "distance");
    private static final Plan PLAN = ExamplePlans.flightDelay();
    private static final Dashboard EXAMPLE = Dashboards.of(PLAN).get(0);

    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.watchbill.dashboards.ExamplePlans#systems")
    void everyKindOfSystemHasAPanelForEachAlertAndQueriesThatPrometheusAccepts(String name, Plan plan)
            throws IOException {
        Set<Long> ids =
                Dashboards.of(plan).get(0).allPanels().stream().map(Panel::id).collect(Collectors.toSet());
        assertThat(plan.alerts())
                .filteredOn(alert -> alert.kind() != AlertKind.WATCHDOG)
                .allMatch(alert -> ids.contains((long) Links.panelId(
                        alert.dashboard().view(), alert.dashboard().panelKey())));
        assertAccepted(Dashboards.queries(plan, CHOSEN, Duration.ofHours(24), Duration.ofSeconds(15)));
    }

    @Test
    void rowsAreTheLayersAndDrift() {
        assertThat(EXAMPLE.panels().stream()
                        .filter(item -> item.type().equals("row"))
                        .map(item -> item.title()))
                .containsExactly(
                        "Why is this blank?",
                        "What fires now",
                        "Layer 1: infrastructure",
                        "Layer 2: application",
                        "Layer 3: model",
                        "Layer 4: business",
                        "Objectives and their error budgets",
                        "Drift");
    }

    @Test
    void everyAlertLinksToAPanelThatNamesIt() {
        for (PlannedAlert alert : PLAN.alerts()) {
            if (alert.kind() != AlertKind.WATCHDOG) {
                assertThat(panel(alert).description())
                        .as(alert.name())
                        .contains(
                                "`" + alert.name() + "`", alert.runbook().url().orElseThrow());
            }
        }
    }

    @Test
    void everyAlertsOwnExpressionIsDrawnWithItsThreshold() {
        for (PlannedAlert alert : PLAN.alerts()) {
            for (AlertLine line : AlertLine.of(alert)) {
                if (alert.kind() == AlertKind.MONITORING || alert.kind() == AlertKind.DOWN) {
                    assertThat(queries())
                            .as(alert.name())
                            .anyMatch(query -> query.contains(alert.expression().text()));
                } else if (alert.kind() == AlertKind.FEATURE_DRIFT || alert.kind() == AlertKind.PREDICTION_DRIFT) {
                    assertThat(limits(panel(alert)))
                            .as(alert.name())
                            .containsAll(Looks.limits(line.bound()).stream()
                                    .map(limit -> limit.doubleValue())
                                    .toList());
                } else if (alert.kind() == AlertKind.SLO_BURN) {
                    AlertLine burning = AlertLine.of(alert).get(0);
                    Panel panel = EXAMPLE.allPanels().stream()
                            .filter(candidate -> candidate.title().startsWith("Burn rate: "))
                            .filter(candidate -> candidate.targets().stream()
                                    .anyMatch(target ->
                                            target.expr().equals(burning.value().text())))
                            .filter(candidate -> limits(candidate)
                                    .contains(
                                            Looks.limits(burning.bound()).get(0).doubleValue()))
                            .findFirst()
                            .orElseThrow(() -> new AssertionError(alert.name() + " is not drawn"));
                    assertThat(panel.description()).contains("times faster than allowed");
                } else if (alert.kind() == AlertKind.SLO_EXHAUSTED) {
                    assertThat(queries())
                            .as(alert.name())
                            .anyMatch(query -> query.contains(line.value().text()));
                } else if (line.isPValue()) {
                    assertThat(queries())
                            .as(alert.name())
                            .contains(Evidence.promql(line.value().text()));
                } else {
                    Panel panel = panel(alert);
                    assertThat(panel.targets().stream().map(Target::expr))
                            .as(alert.name())
                            .contains(line.value().text());
                    assertThat(limits(panel))
                            .as(alert.name())
                            .containsAll(Looks.limits(line.bound()).stream()
                                    .map(limit -> limit.doubleValue())
                                    .toList());
                }
            }
        }
    }

    @Test
    void thresholdsAreTheSpecifications() {
        assertThat(steps("Error rate")).containsExactly("green", "orange 0.005", "red 0.02");
        assertThat(steps("Accuracy")).containsExactly("red", "orange 0.64", "green 0.7");
        assertThat(steps("Conversion, by window")).containsExactly("orange", "green 0.015", "orange 0.05");
        Drift drift = PLAN.specification().models().get(0).drift();
        assertThat(steps("PSI, all columns"))
                .containsExactly(
                        "green",
                        "orange " + drift.warning().psi().stripTrailingZeros(),
                        "red " + drift.critical().psi());
        assertThat(steps("Effect size V, all columns"))
                .containsExactly(
                        "green",
                        "orange " + drift.warning().cramersV(),
                        "red " + drift.critical().cramersV());
        assertThat(steps("Evidence against chance, all columns")).containsExactly("green", "orange 2", "red 3");
        assertThat(steps("Samples in the window, fewest")).containsExactly("orange", "green " + drift.minimumSamples());
    }

    @Test
    void onlyWhatIsMeasuredHasAPanel() {
        Dashboard shop = Dashboards.of(ExamplePlans.shop("""
                models: {orders: {task: regression, features: {price: {type: numeric}}, references: {default: o.json}}}
                """)).get(0);

        List<String> titles = shop.panels().stream().map(item -> item.title()).toList();
        assertThat(titles)
                .contains("Layer 3: model", "Drift", "KS distance, all columns", "What the model answers")
                .doesNotContain(
                        "Layer 1: infrastructure",
                        "Layer 2: application",
                        "Layer 4: business",
                        "Effect size V, all columns",
                        "How sure it is");
    }

    @Test
    void panelIdsDependOnKeysAlone() {
        assertThat(EXAMPLE.uid()).isEqualTo("flight-delay-production-overview");
        assertThat(panel("Error rate").id()).isEqualTo(Links.panelId(View.OVERVIEW, "error_rate"));
    }

    @Test
    void everyQueryIsAcceptedByPrometheus() throws IOException {
        List<PanelQuery> queries = Dashboards.queries(PLAN, CHOSEN, Duration.ofHours(24), Duration.ofSeconds(15));
        assertThat(queries).hasSizeGreaterThan(60);
        assertAccepted(queries);
    }

    private void assertAccepted(List<PanelQuery> queries) throws IOException {
        StringBuilder rules = new StringBuilder("groups:\n- name: panels\n  rules:\n");
        for (int i = 0; i < queries.size(); i++) {
            rules.append("  - record: q:")
                    .append(i)
                    .append("\n    expr: '")
                    .append(queries.get(i).promql().replace("'", "''").replace("\n", " "))
                    .append("'\n");
        }
        Path file = Files.writeString(folder.resolve("rules.yaml"), rules);

        Tool.Result result = Tool.named("promtool").run("check", "rules", "--lint=none", file);
        assertThat(result.output()).contains("SUCCESS: " + queries.size() + " rules found");
    }

    @Test
    void queriesAreFilledAsGrafanaFillsThem() {
        List<PanelQuery> queries = Dashboards.queries(PLAN, CHOSEN, Duration.ofHours(24), Duration.ofSeconds(15));

        assertThat(queries)
                .filteredOn(query -> query.panel().equals("distance: training against production"))
                .extracting(PanelQuery::promql)
                .containsExactly(
                        "sum by (bin) (ml_column_reference_samples{model=\"flight_delay\",version=\"2001-01\",column=\"distance\"})"
                                + " / on () group_left () (sum(ml_column_reference_samples{model=\"flight_delay\",version=\"2001-01\",column=\"distance\"}) > 0)",
                        "sum by (bin) (increase(ml_column_bin_total{model=\"flight_delay\",version=\"2001-01\",column=\"distance\"}[86400s]))"
                                + " / on () group_left () (sum(increase(ml_column_bin_total{model=\"flight_delay\",version=\"2001-01\",column=\"distance\"}[86400s])) > 0)");
        assertThat(queries)
                .filteredOn(query -> query.panel().equals("Request rate"))
                .extracting(PanelQuery::promql)
                .containsExactly("sum by (cluster, model) (rate(ml_requests_total{model=\"flight_delay\"}[2m15s]))");
        assertThat(queries)
                .filteredOn(PanelQuery::mayBeEmpty)
                .extracting(PanelQuery::panel)
                .contains("Alerts, most urgent first", "What fired when")
                .doesNotContain("Error rate");
        assertThatThrownBy(() -> Dashboards.queries(PLAN, Map.of(), Duration.ofHours(1), Duration.ofSeconds(15)))
                .hasMessageStartingWith("nothing is chosen for $");
    }

    @Test
    void samePlanGivesTheSameBytes() {
        assertThat(Dashboards.render(ExamplePlans.flightDelay())).isEqualTo(Dashboards.render(PLAN));
    }

    @Test
    void fleetComesWithTheFileThatProvisionsIt() {
        List<Artifact> artifacts = Dashboards.render(new Fleet(List.of(PLAN)));

        assertThat(artifacts)
                .extracting(Artifact::path)
                .containsExactly(
                        "dashboards/flight-delay-production-overview.json", "dashboards/provisioning/watchbill.yaml");
        assertThat(artifacts.get(1).content()).isEqualTo("""
                # Copy this file to /etc/grafana/provisioning/dashboards/ and the folder's .json files to the path below.
                apiVersion: 1
                providers:
                  - name: watchbill
                    orgId: 1
                    folder: Watchbill
                    folderUid: watchbill
                    type: file
                    disableDeletion: false
                    allowUiUpdates: false
                    updateIntervalSeconds: 30
                    options:
                      path: /var/lib/grafana/dashboards/watchbill
                      foldersFromFilesStructure: false
                """);
    }

    private static List<String> queries() {
        return EXAMPLE.allPanels().stream()
                .flatMap(panel -> panel.targets().stream())
                .map(Target::expr)
                .toList();
    }

    private static Panel panel(PlannedAlert alert) {
        long id = Links.panelId(alert.dashboard().view(), alert.dashboard().panelKey());
        return EXAMPLE.allPanels().stream()
                .filter(panel -> panel.id() == id)
                .findFirst()
                .orElseThrow(() -> new AssertionError(alert.name() + " links to no panel"));
    }

    private static Panel panel(String title) {
        return EXAMPLE.allPanels().stream()
                .filter(panel -> panel.title().equals(title))
                .findFirst()
                .orElseThrow();
    }

    private static List<Double> limits(Panel panel) {
        return panel.fieldConfig().defaults().thresholds().steps().stream()
                .filter(step -> step.value() != null)
                .map(step -> step.value().doubleValue())
                .toList();
    }

    private static List<String> steps(String title) {
        return panel(title).fieldConfig().defaults().thresholds().steps().stream()
                .map(step -> step.value() == null
                        ? step.color()
                        : step.color() + " " + step.value().toPlainString())
                .toList();
    }
}
