package io.watchbill.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.watchbill.dashboards.grafana.Dashboard;
import io.watchbill.plan.Links;
import io.watchbill.plan.Plan;
import io.watchbill.testing.BackfilledSeries;
import io.watchbill.testing.PrometheusServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the response clock shows of the alerts that a Prometheus holds. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OnCallPanelsIT {

    private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");
    private static final String CLOCK = "Response clock, most urgent first";
    private static final Plan PLAN = plan("shop");
    private static final List<Dashboard> DASHBOARDS = Dashboards.of(PLAN);

    private PrometheusServer prometheus;
    private Answers answers;

    @BeforeAll
    void back(@TempDir Path folder) {
        BackfilledSeries series = new BackfilledSeries();
        holds(series, "firing", "ShopExporterDown", "P2", "", Duration.ofMinutes(20));
        holds(
                series,
                "pending",
                "ShopNoVerdict",
                "P4",
                "model=\"orders\",version=\"7\",window=\"24h\"",
                Duration.ofMinutes(3));
        holds(
                series,
                "firing",
                "ShopNoVerdict",
                "P4",
                "model=\"orders\",version=\"a b\",window=\"24h\"",
                Duration.ofMinutes(5));
        holds(series, "firing", "ShopLeftOver", "P3", "cluster=\"eu\"", Duration.ofMinutes(4));
        holds(series, "firing", "ShopLeftOver", "P3", "cluster=\"us\"", Duration.ofMinutes(6));
        series.add(
                "ALERTS{alertname=\"Watchdog\",alertstate=\"firing\",system=\"shop\",priority=\"P4\",severity=\"none\"}",
                NOW,
                "1");
        series.write(PrometheusServer.data(folder));
        prometheus = PrometheusServer.onBlocks(folder);
        answers = new Answers(prometheus, NOW);
    }

    @AfterAll
    void stop() {
        prometheus.close();
    }

    private static Plan plan(String system) {
        return ExamplePlans.named(system, """
                  links: {runbooks: "https://wiki.example.com/ops"}
                models: {orders: {task: regression, features: {price: {type: numeric}}, references: {default: o.json}}}
                """);
    }

    private static void holds(
            BackfilledSeries series, String state, String name, String priority, String more, Duration since) {
        String labels = "alertname=\"" + name + "\",system=\"shop\",priority=\"" + priority + "\",severity=\"x\""
                + (more.isEmpty() ? "" : ",") + more;
        series.add("ALERTS{" + labels + ",alertstate=\"" + state + "\"}", NOW, "1");
        series.add(
                "ALERTS_FOR_STATE{" + labels + "}",
                NOW,
                Long.toString(NOW.minus(since).getEpochSecond()));
    }

    @Test
    void everyAlertHasARowThatTellsItFromTheOthersAndLeadsToItsAnswerAndItsPicture() {
        String down = panel("ShopExporterDown");
        String verdict = panel("ShopNoVerdict");

        assertThat(rows(0))
                .containsExactlyInAnyOrder(
                        "1200 {alertname=ShopExporterDown, alertstate=firing, panel=" + down
                                + ", priority=P2, section=https://wiki.example.com/ops/shop.md#shopexporterdown}",
                        "180 {alertname=ShopNoVerdict, alertstate=pending, model=orders, panel=" + verdict
                                + "&var-model=orders&var-version=7&var-window=24h, priority=P4,"
                                + " section=https://wiki.example.com/ops/shop.md#shopnoverdict, version=7, window=24h}",
                        "300 {alertname=ShopNoVerdict, alertstate=firing, model=orders, panel=" + verdict
                                + "&var-model=orders&var-window=24h, priority=P4,"
                                + " section=https://wiki.example.com/ops/shop.md#shopnoverdict, version=a b, window=24h}",
                        "240 {alertname=ShopLeftOver, alertstate=firing, cluster=eu, priority=P3}",
                        "360 {alertname=ShopLeftOver, alertstate=firing, cluster=us, priority=P3}");
    }

    @Test
    void timeToAnswerIsThatOfTheRowsThatFire() {
        assertThat(rows(1))
                .contains("2400 {alertname=ShopExporterDown, alertstate=firing, priority=P2}")
                .noneMatch(row -> row.contains("pending"));
    }

    @Test
    void clockOfASystemWithoutRulesSaysSo() {
        assertThat(answers.by("alertname", Answers.query(Dashboards.of(plan("gone")), CLOCK, 0)))
                .isEqualTo(Map.of("rules not evaluated", "0"));
    }

    private static String panel(String alert) {
        var link = PLAN.alert(alert).orElseThrow().dashboard();
        return "shop-" + link.view().key() + "?viewPanel=" + Links.panelId(link.view(), link.panelKey());
    }

    private List<String> rows(int column) {
        List<String> rows = new ArrayList<>();
        for (JsonNode row : answers.rows(Answers.query(DASHBOARDS, CLOCK, column))) {
            Map<String, String> labels = new TreeMap<>();
            row.path("metric")
                    .properties()
                    .forEach(
                            label -> labels.put(label.getKey(), label.getValue().asText()));
            rows.add(row.path("value").path(1).asText() + " " + labels);
        }
        return rows;
    }
}
