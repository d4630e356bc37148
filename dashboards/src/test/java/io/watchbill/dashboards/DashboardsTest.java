package io.watchbill.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.watchbill.dashboards.grafana.Dashboard;
import io.watchbill.dashboards.grafana.DashboardJson;
import io.watchbill.dashboards.grafana.FieldConfig;
import io.watchbill.dashboards.grafana.Item;
import io.watchbill.dashboards.grafana.Options;
import io.watchbill.dashboards.grafana.Panel;
import io.watchbill.dashboards.grafana.Row;
import io.watchbill.dashboards.grafana.Target;
import io.watchbill.dashboards.grafana.Variable;
import io.watchbill.plan.AlertKind;
import io.watchbill.plan.Artifact;
import io.watchbill.plan.Fleet;
import io.watchbill.plan.Links;
import io.watchbill.plan.Plan;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.plan.View;
import io.watchbill.spec.Drift;
import io.watchbill.spec.Durations;
import io.watchbill.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DashboardsTest {

    private static final Map<String, String> CHOSEN = Map.of(
            "model", "flight_delay", "version", "2001-01", "window", "24h", "column", "distance", "segment", "region");
    private static final Set<AlertKind> CHECKED =
            Set.of(AlertKind.MONITORING, AlertKind.DOWN, AlertKind.SLO_UNMEASURED);
    private static final Plan PLAN = ExamplePlans.flightDelay();
    private static final List<Dashboard> EXAMPLE = Dashboards.of(PLAN);

    @TempDir
    Path folder;

    @Test
    void tableOfAHundredSystemsFitsIntoAResource() {
        Fleet fleet = new Fleet(IntStream.range(0, 100)
                .mapToObj(i -> ExamplePlans.named("system-number-" + i, """
                        models: {orders: {task: regression, features: {price: {type: numeric}}, references: {default: o.json}}}
                        """))
                .toList());

        assertThat(DashboardJson.write(Dashboards.of(fleet)).length()).isLessThan(250_000);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.watchbill.dashboards.ExamplePlans#systems")
    void everyKindOfSystemKeepsEveryRule(String name, Plan plan) throws IOException {
        List<Dashboard> dashboards = Dashboards.of(plan);
        assertThat(dashboards).extracting(Dashboard::uid).doesNotHaveDuplicates();
        assertThat(plan.alerts())
                .filteredOn(alert -> alert.kind() != AlertKind.WATCHDOG)
                .allSatisfy(alert ->
                        assertThat(home(plan, dashboards, alert).description()).contains("`" + alert.name() + "`"));
        assertAccepted(Dashboards.queries(plan, CHOSEN, Duration.ofHours(24), Duration.ofSeconds(15)));
    }

    @Test
    void everyViewHasADashboardThatOpensWithTheReasonsForBlanks() {
        assertThat(EXAMPLE)
                .extracting(Dashboard::uid)
                .containsExactly(
                        "flight-delay-production-overview",
                        "flight-delay-production-infrastructure",
                        "flight-delay-production-application",
                        "flight-delay-production-model",
                        "flight-delay-production-drift",
                        "flight-delay-production-business",
                        "flight-delay-production-slo",
                        "flight-delay-production-on-call",
                        "flight-delay-production-exporter");
        assertThat(EXAMPLE)
                .extracting(dashboard -> dashboard.panels().get(0).title())
                .containsOnly("Why is this blank?");
    }

    @Test
    void rowsOfDetailAreFoldedUnlessAnAlertLinksIntoThem() {
        assertThat(folded(EXAMPLE)).contains("Labels", "By version of the model", "What it costs");
        assertThat(folded(EXAMPLE)).doesNotContain("All columns");
        assertThat(folded(Dashboards.of(ExamplePlans.shop("""
                models: {orders: {task: regression, features: {price: {type: numeric}}, references: {default: o.json}}}
                """)))).contains("All columns");
    }

    private static List<String> folded(List<Dashboard> dashboards) {
        return dashboards.stream()
                .flatMap(dashboard -> dashboard.panels().stream())
                .filter(item -> item instanceof Row row && row.collapsed())
                .map(Item::title)
                .toList();
    }

    @Test
    void alertPassesOnOnlyVariablesThatItsDashboardHas() {
        for (PlannedAlert alert : PLAN.alerts()) {
            String uid = PLAN.links().dashboardUid(alert.dashboard().view());
            Set<String> declared = EXAMPLE.stream()
                    .filter(dashboard -> dashboard.uid().equals(uid))
                    .flatMap(dashboard -> dashboard.templating().list().stream())
                    .map(Variable::name)
                    .collect(Collectors.toSet());
            assertThat(Pattern.compile("var-(\\w+)=")
                            .matcher(alert.dashboard().url().orElseThrow())
                            .results())
                    .as(alert.name())
                    .allMatch(variable -> declared.contains(variable.group(1)));
        }
    }

    @Test
    void variablesAreThoseThatTheViewUses() {
        assertThat(EXAMPLE.stream()
                        .collect(Collectors.toMap(
                                dashboard -> dashboard.uid().substring("flight-delay-production-".length()),
                                dashboard -> dashboard.templating().list().stream()
                                        .map(Variable::name)
                                        .toList())))
                .containsEntry("infrastructure", List.of("datasource"))
                .containsEntry("application", List.of("datasource", "model"))
                .containsEntry("model", List.of("datasource", "model", "version"))
                .containsEntry("drift", List.of("datasource", "model", "version", "window", "column"))
                .containsEntry("business", List.of("datasource", "model", "version", "window"));
    }

    @Test
    void panelsBySegmentComeWithTheVariableOfItsName() {
        List<Dashboard> dashboards = Dashboards.of(ExamplePlans.shop("""
                models:
                  orders: {task: regression, features: {price: {type: numeric}}, references: {default: o.json}, segments: [region]}
                """));

        assertThat(dashboards)
                .filteredOn(dashboard -> dashboard.templating().list().stream()
                        .anyMatch(variable -> variable.name().equals("segment")))
                .extracting(Dashboard::uid)
                .containsExactly("shop-model");
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
                if (CHECKED.contains(alert.kind())) {
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
                    assertThat(panel(alert).targets())
                            .as(alert.name())
                            .extracting(Target::expr)
                            .anyMatch(query -> AlertLine.of(alert).stream()
                                    .allMatch(compared ->
                                            query.contains(compared.value().text())));
                    assertThat(limits(panel(alert)))
                            .as(alert.name())
                            .contains(Looks.limits(burning.bound()).get(0).doubleValue());
                } else if (line.isPValue()) {
                    assertThat(queries())
                            .as(alert.name())
                            .contains(Evidence.promql(line.value().text()));
                } else {
                    Panel panel = panel(alert);
                    assertThat(panel.targets().stream().map(Target::expr))
                            .as(alert.name())
                            .anyMatch(expr -> expr.startsWith(line.value().text()));
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
        assertThat(steps("Accuracy, by window")).containsExactly("red", "orange 0.64", "green 0.7");
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
        assertThat(steps("Age of the last snapshot")).containsExactly("green", "orange 900");
        assertThat(steps("How much of each bound is used")).containsExactly("green");
        assertThat(steps("Burn rate: availability (99.9%)"))
                .containsExactly("green", "blue 1", "orange 3", "red 6", "dark-red 14.4");
        assertThat(steps("Samples in the window, fewest")).containsExactly("orange", "green " + drift.minimumSamples());
    }

    @Test
    void whatShrankIsBlueAndWhatGrewIsRed() {
        Options.Heatmap.Colors colors =
                ((Options.Heatmap) panel("$column: where the mass moved").options()).color();

        assertThat(palette(colors)).containsExactly("blue", "red");
        assertThat(colors.min()).isEqualTo(colors.max().negate());
    }

    /** The ends of a scheme as Grafana 9.2 and later draws it: the schemes named by two colours are always turned round. */
    private static List<String> palette(Options.Heatmap.Colors colors) {
        assertThat(colors.scheme()).isEqualTo("RdBu");
        List<String> ends = new ArrayList<>(List.of("red", "blue"));
        Collections.reverse(ends);
        if (colors.reverse()) {
            Collections.reverse(ends);
        }
        return ends;
    }

    @Test
    void scoresAndTheirThresholdsFillTheAxis() {
        assertThat(EXAMPLE.stream()
                        .flatMap(dashboard -> dashboard.allPanels().stream())
                        .filter(panel -> Set.of(
                                        "Accuracy, by window",
                                        "Mean confidence, by window",
                                        "Loss since training, by metric and window",
                                        "Predictions with a label, by window")
                                .contains(panel.title())))
                .hasSize(4)
                .allSatisfy(panel -> {
                    FieldConfig.Defaults defaults = panel.fieldConfig().defaults();
                    assertThat(defaults.min()).as(panel.title()).isNull();
                    assertThat(defaults.max()).as(panel.title()).isNull();
                });
    }

    @Test
    void moneyHasItsSignAndRequestsAreCalledSoOnEveryDashboard() {
        assertThat(panel("Value of a prediction (usd)").fieldConfig().defaults().unit())
                .isEqualTo("currencyUSD");
        assertThat(Stream.of("Request rate", "Predictions a second", "Requests a second, by version")
                        .map(title -> panel(title).fieldConfig().defaults().unit()))
                .containsOnly("reqps");
        assertThat(GrafanaUnit.ofValue("seats")).isEqualTo("short");
    }

    @Test
    void bandsOfManyColumnsHaveRoomForTheirNames() {
        Plan fifty = ExamplePlans.systems()
                .filter(system -> system.get()[0].equals("fifty columns"))
                .map(system -> (Plan) system.get()[1])
                .findFirst()
                .orElseThrow();

        assertThat(panel("Which column drifts, and since when").gridPos().h()).isEqualTo(8);
        assertThat(Dashboards.of(fifty).stream()
                        .flatMap(dashboard -> dashboard.allPanels().stream())
                        .filter(panel -> panel.title().equals("Which column drifts, and since when")))
                .singleElement()
                .satisfies(panel -> {
                    assertThat(panel.gridPos().w()).isEqualTo(24);
                    assertThat(panel.gridPos().h()).isEqualTo(28);
                });
    }

    @Test
    void whoIsOnCallIsANumberWhoseNameStandsInThePanelAlone() throws IOException {
        Panel who = panel("Who is on call now?");

        assertThat(who.targets()).extracting(Target::legendFormat).containsExactly("Primary", "Secondary");
        assertThat(who.targets())
                .extracting(Target::expr)
                .noneMatch(query -> query.matches("(?i).*\\b(ana|ben|chi)\\b.*"));
        assertThat(new YAMLMapper().writeValueAsString(who.fieldConfig().overrides()))
                .contains("nobody", "Ana (@ana)", "Ben (@ben)", "Chi (@chi)");
    }

    @Test
    void comparisonThatSomebodyWroteIsDrawnAsAnAlertsLine() {
        Panel rejected = panel("FlightDelayEventsRejected");

        assertThat(rejected.targets()).extracting(Target::expr).containsExactly("""
                sum by (result) (rate(watchbill_ingest_events_total{result!="accepted"}[5m]))\
                """);
        assertThat(steps("FlightDelayEventsRejected")).containsExactly("green", "orange 10");
        assertThat(rejected.fieldConfig().defaults().unit()).isEqualTo(GrafanaUnit.EVENTS_PER_SECOND);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            max(a) > 3                        | max(a)              | > 3
            (max(a) - 1 <= -2.5)              | max(a) - 1          | <= -2.5
            3 < max(a)                        | none                | none
            max(a) > bool 3                   | none                | none
            max(a) > 3 or max(b) > 2          | none                | none
            a > on (x) b                      | none                | none
            (a or b) >= (1e3)                 | (a or b)            | >= 1000
            """)
    void whatIsWrittenIsComparedIfItEndsInAComparisonWithANumber(String promql, String value, String bound) {
        Plan plan = ExamplePlans.shop("""
                models: {orders: {task: regression, features: {price: {type: numeric}}, references: {default: o.json}}}
                alerting: {alerts: [{name: Written, promql: '%s', severity: P2}]}
                """.formatted(promql));

        assertThat(AlertLine.of(plan.alert("Written").orElseThrow()))
                .extracting(line -> line.value().text() + " " + line.bound().text())
                .isEqualTo(value == null ? List.of() : List.of(value + " " + bound));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sum by (a) (rate(b_total[5m]))             | cps
            max(rate(b_seconds_total[5m]))             | short
            topk(3, request_seconds)                   | s
            1 - a_ratio                                | short
            count(a_seconds)                           | short
            """)
    void unitOfWhatIsWrittenIsThatOfItsSeries(String promql, String unit) {
        assertThat(WrittenPromql.unit(promql)).isEqualTo(unit);
    }

    @Test
    void onlyWhatIsMeasuredHasAPanel() {
        List<Dashboard> shop = Dashboards.of(ExamplePlans.shop("""
                models: {orders: {task: regression, features: {price: {type: numeric}}, references: {default: o.json}}}
                """));

        assertThat(shop)
                .extracting(Dashboard::uid)
                .containsExactly("shop-overview", "shop-model", "shop-drift", "shop-on-call", "shop-exporter");
        assertThat(shop.stream()
                        .flatMap(dashboard -> dashboard.allPanels().stream())
                        .map(Panel::title))
                .contains("KS distance, all columns", "What the model answers")
                .doesNotContain("Effect size V, all columns", "How sure it is");
    }

    @Test
    void panelIdsDependOnKeysAlone() {
        assertThat(panel("Error rate").id()).isEqualTo(Links.panelId(View.APPLICATION, "error_rate"));
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
    void ratesHoldFourScrapesWhateverTheDataSourceSays() {
        Duration minute = Duration.ofMinutes(1);
        Plan slow = ExamplePlans.flightDelay(new io.watchbill.plan.Target(minute, minute, 1));

        assertThat(Stream.concat(Dashboards.of(slow).stream(), Stream.of(Dashboards.of(new Fleet(List.of(slow)))))
                        .flatMap(dashboard -> dashboard.allPanels().stream())
                        .flatMap(panel -> panel.targets().stream()))
                .allSatisfy(
                        target -> assertThat(Durations.parse(target.interval()).orElseThrow())
                                .isGreaterThanOrEqualTo(minute));
        assertThat(Dashboards.queries(slow, CHOSEN, Duration.ofHours(1), Duration.ofSeconds(15)))
                .filteredOn(query -> query.panel().equals("Request rate"))
                .extracting(PanelQuery::promql)
                .containsExactly("sum by (cluster, model) (rate(ml_requests_total{model=\"flight_delay\"}[4m]))");
    }

    @Test
    void queriesAreFilledAsGrafanaFillsThem() {
        List<PanelQuery> queries = Dashboards.queries(PLAN, CHOSEN, Duration.ofHours(24), Duration.ofSeconds(15));

        assertThat(queries)
                .filteredOn(query -> query.panel().equals("distance: score over time"))
                .extracting(PanelQuery::promql)
                .first()
                .isEqualTo(
                        "max by (column) (ml_drift_psi{model=\"flight_delay\",version=\"2001-01\",window=\"24h\",column=\"distance\"})");
        assertThat(queries)
                .filteredOn(query -> query.panel().equals("Request rate"))
                .extracting(PanelQuery::promql)
                .containsExactly("sum by (cluster, model) (rate(ml_requests_total{model=\"flight_delay\"}[2m15s]))");
        assertThat(queries)
                .filteredOn(PanelQuery::mayBeEmpty)
                .extracting(PanelQuery::panel)
                .contains("Response clock, most urgent first", "What fired when")
                .doesNotContain("Error rate");
        assertThatThrownBy(() -> Dashboards.queries(PLAN, Map.of(), Duration.ofHours(1), Duration.ofSeconds(15)))
                .hasMessageStartingWith("nothing is chosen for $");
    }

    @Test
    void samePlanGivesTheSameBytes() {
        for (DashboardForm form : DashboardForm.values()) {
            assertThat(Dashboards.render(ExamplePlans.flightDelay(), form)).isEqualTo(Dashboards.render(PLAN, form));
        }
    }

    @Test
    void fleetComesWithTheFileThatProvisionsIt() {
        List<Artifact> artifacts = Dashboards.common(new Fleet(List.of(PLAN)), DashboardForm.FILES);

        assertThat(artifacts)
                .extracting(Artifact::path)
                .containsExactly("dashboards/watchbill-fleet.json", "dashboards/provisioning/watchbill.yaml");
        assertThat(Dashboards.render(PLAN, DashboardForm.FILES))
                .extracting(Artifact::path)
                .hasSize(9)
                .contains("dashboards/flight-delay-production-overview.json");
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

    @Test
    void kubernetesGetsOneResourceForEachDashboard() throws IOException {
        Fleet fleet = new Fleet(List.of(PLAN));
        String overview = "flight-delay-production-overview";
        for (DashboardForm form : List.of(DashboardForm.CONFIG_MAPS, DashboardForm.GRAFANA_OPERATOR)) {
            Map<String, String> files = Stream.concat(
                            Dashboards.render(PLAN, form).stream(), Dashboards.common(fleet, form).stream())
                    .collect(Collectors.toMap(Artifact::path, Artifact::content));
            String json = files.get("dashboards/" + overview + ".json");
            JsonNode resource = new YAMLMapper().readTree(files.get("kubernetes/dashboard-" + overview + ".yaml"));

            assertThat(files).hasSize(20);
            assertThat(resource.at("/metadata/name").asText()).isEqualTo(overview);
            if (form == DashboardForm.CONFIG_MAPS) {
                assertThat(resource.at("/metadata/labels/grafana_dashboard").asText())
                        .isEqualTo("1");
                assertThat(resource.at("/metadata/annotations/grafana_folder").asText())
                        .isEqualTo("Watchbill");
                assertThat(resource.path("data").path(overview + ".json").asText())
                        .isEqualTo(json);
            } else {
                assertThat(resource.path("apiVersion").asText()).isEqualTo("grafana.integreatly.org/v1beta1");
                assertThat(resource.at("/spec/instanceSelector/matchLabels/dashboards")
                                .asText())
                        .isEqualTo("grafana");
                assertThat(resource.at("/spec/json").asText()).isEqualTo(json);
            }
        }
    }

    private static List<String> queries() {
        return EXAMPLE.stream()
                .flatMap(dashboard -> dashboard.allPanels().stream())
                .flatMap(panel -> panel.targets().stream())
                .map(Target::expr)
                .toList();
    }

    private static Panel panel(PlannedAlert alert) {
        return home(PLAN, EXAMPLE, alert);
    }

    /** The panel that an alert links to; it is not folded away. */
    private static Panel home(Plan plan, List<Dashboard> dashboards, PlannedAlert alert) {
        String uid = plan.links().dashboardUid(alert.dashboard().view());
        long id = Links.panelId(alert.dashboard().view(), alert.dashboard().panelKey());
        return dashboards.stream()
                .filter(dashboard -> dashboard.uid().equals(uid))
                .flatMap(dashboard -> dashboard.panels().stream())
                .filter(item -> item.id() == id)
                .map(Panel.class::cast)
                .findFirst()
                .orElseThrow(() -> new AssertionError(alert.name() + " links to no panel"));
    }

    private static Panel panel(String title) {
        return EXAMPLE.stream()
                .flatMap(dashboard -> dashboard.allPanels().stream())
                .filter(panel -> panel.title().equals(title))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no panel is called " + title));
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
