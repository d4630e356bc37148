package io.watchbill.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.watchbill.plan.yaml.YamlText;
import io.watchbill.spec.Priority;
import io.watchbill.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BurnRateAlertsTest {

    private static final String MODEL = "models: {m: {task: regression, features: {x: {type: numeric}}}}\n"
            + "sources: {application: [{preset: watchbill}]}\n";
    private static final String AVAILABILITY =
            "slos: [{name: availability, target: 99.9%, period: 30d, measurement: error_rate}]\n";

    @Test
    void theFastestTierIsExactToTheLastDigit() {
        String all = "sum by (cluster, model) (increase(ml_requests_total{model=\"m\"}[%1$s]))";
        String bad =
                "(sum by (cluster, model) (increase(ml_requests_total{outcome=\"error\",model=\"m\"}[%1$s])) or 0 * "
                        + all + ")";
        String share = bad + " / (" + all + " > 0) > 0.0144";
        String bare = bad.substring(1, bad.length() - 1);
        assertThat(alert(AVAILABILITY, "ShopAvailabilityBurn1h").expression().text())
                .isEqualTo(share.formatted("1h") + " and on (cluster, model) " + share.formatted("5m")
                        + " and on (cluster, model) (" + bare.formatted("1h") + ") > 1.5");
    }

    @Test
    void eachTierHasItsPriorityAndIsSupersededByFasterOnes() {
        List<PlannedAlert> tiers = burns(AVAILABILITY);
        assertThat(tiers)
                .extracting(PlannedAlert::name, PlannedAlert::priority)
                .containsExactly(
                        tuple("ShopAvailabilityBurn1h", Priority.P1),
                        tuple("ShopAvailabilityBurn6h", Priority.P2),
                        tuple("ShopAvailabilityBurn24h", Priority.P3),
                        tuple("ShopAvailabilityBurn3d", Priority.P4));
        assertThat(tiers.get(2).supersededBy()).containsExactly("ShopAvailabilityBurn1h", "ShopAvailabilityBurn6h");
        assertThat(tiers.get(0).description())
                .isEqualTo(
                        "{{ $value | humanizePercentage }} of the events of model {{ $labels.model }} were bad over 1h,"
                                + " 14.4 times what the objective allows: the budget of 30d would be gone in 2d2h.");
    }

    @Test
    void aTierThatCouldNeverFireIsLeftOut() {
        assertThat(burns("slos: [{name: a, target: 90%, measurement: error_rate}]\n"))
                .extracting(PlannedAlert::name)
                .containsExactly("ShopABurn6h", "ShopABurn24h", "ShopABurn3d");
    }

    @Test
    void windowsAreSharesOfThePeriodAndHoldFourScrapes() {
        assertThat(burns("slos: [{name: a, target: 99%, period: 1d, measurement: error_rate}]\n"))
                .extracting(PlannedAlert::name)
                .containsExactly("ShopABurn2m", "ShopABurn12m", "ShopABurn48m", "ShopABurn2h24m");
        assertThat(alert("slos: [{name: a, target: 99%, period: 1d, measurement: error_rate}]\n", "ShopABurn2m")
                        .expression()
                        .text())
                .contains("[2m]", "[1m]")
                .doesNotContain("[10s]");
    }

    @Test
    void aLatencyObjectiveCountsRequestsUnderItsBound() {
        String slo = "slos: [{name: fast, target: '< 100ms', measurement: latency_p99}]\n";
        assertThat(alert(slo, "ShopFastBurn1h").expression().text())
                .startsWith("(sum by (cluster, model) (increase(ml_request_duration_seconds_count{model=\"m\"}[1h]))"
                        + " - sum by (cluster, model)"
                        + " (increase(ml_request_duration_seconds_bucket{le=\"0.1\",model=\"m\"}[1h])))"
                        + " / (sum by (cluster, model) (increase(ml_request_duration_seconds_count{model=\"m\"}[1h])) > 0)"
                        + " > 0.144 and on (cluster, model) ");
        assertThat(alert(slo.replace("100ms", "2s"), "ShopFastBurn1h")
                        .expression()
                        .text())
                .contains("{le=~\"2(\\\\.0)?\",model=\"m\"}");
    }

    @Test
    void countersOfTheTeamsOwnAreTakenAsTheyAre() {
        String slo = "slos: [{name: own, target: 99%, measurement: {good: 'g_total{a=\"b\"}', total: t_total}}]\n";
        assertThat(alert(slo, "ShopOwnBurn1h").expression().text())
                .startsWith("(sum by (cluster) (increase(t_total[1h]))"
                        + " - (sum by (cluster) (increase(g_total{a=\"b\"}[1h]))"
                        + " or 0 * sum by (cluster) (increase(t_total[1h])))) / (");
    }

    /**
     * At a constant share e of bad events after health, the tier fires after F·b·L/e: 14.4 · 0.001 · 60 min / 0.05 =
     * 17.3 min; it ends when the short window is clean, S·(1 − F·b/e) = 3.6 min after recovery. 100 requests a minute.
     */
    @Test
    void theFastestTierFiresAndResolvesWhenTheArithmeticSays(@TempDir Path folder) throws IOException {
        String series = """
                - {series: 'ml_requests_total{model="m",outcome="ok"}', values: '0+100x360 36095+95x59 41800+100x120'}
                - {series: 'ml_requests_total{model="m",outcome="error"}', values: '0+0x360 5+5x59 300+0x120'}""";
        assertThat(promtool(
                        folder, series, "ShopAvailabilityBurn1h", Map.of("377m", 0, "379m", 1, "422m", 1, "425m", 0)))
                .contains("SUCCESS");
    }

    @Test
    void oneFailedRequestOnAQuietSystemWakesNobody(@TempDir Path folder) throws IOException {
        String series = """
                - {series: 'ml_requests_total{model="m",outcome="ok"}', values: '0+0x59 1+1x120'}
                - {series: 'ml_requests_total{model="m",outcome="error"}', values: '0+0x89 1+0x90'}""";
        assertThat(promtool(folder, series, "ShopAvailabilityBurn1h", Map.of("90m", 0, "92m", 0, "95m", 0)))
                .contains("SUCCESS");
    }

    @Test
    void withoutTrafficNothingFires(@TempDir Path folder) throws IOException {
        String series = """
                - {series: 'ml_requests_total{model="m",outcome="ok"}', values: '100+0x600'}
                - {series: 'ml_requests_total{model="m",outcome="error"}', values: '50+0x600'}""";
        assertThat(promtool(folder, series, "ShopAvailabilityBurn1h", Map.of("5m", 0, "300m", 0)))
                .contains("SUCCESS");
    }

    private static String promtool(Path folder, String series, String alert, Map<String, Integer> firing)
            throws IOException {
        Map<String, Object> rule = Map.of(
                "alert", alert, "expr", alert(AVAILABILITY, alert).expression().text());
        Files.writeString(
                folder.resolve("rules.yaml"),
                YamlText.of(Map.of("groups", List.of(Map.of("name", "g", "rules", List.of(rule)))), List.of()));
        StringBuilder tests =
                new StringBuilder("rule_files: [rules.yaml]\nevaluation_interval: 1m\ntests:\n- interval: 1m\n"
                        + "  input_series:\n" + series.indent(2) + "  alert_rule_test:\n");
        firing.forEach((time, count) -> tests.append("  - {eval_time: ")
                .append(time)
                .append(", alertname: ")
                .append(alert)
                .append(count == 0 ? "}\n" : ", exp_alerts: [{exp_labels: {model: m}}]}\n"));
        Path file = Files.writeString(folder.resolve("tests.yaml"), tests);
        return Tool.named("promtool").run("test", "rules", file).output();
    }

    private static List<PlannedAlert> burns(String slos) {
        Plan plan = Planner.plan(Specifications.shop(MODEL + slos), Target.DEFAULT);
        assertThat(Promtool.check(plan)).contains("SUCCESS");
        return plan.alerts().stream()
                .filter(alert -> alert.kind() == AlertKind.SLO_BURN)
                .toList();
    }

    private static PlannedAlert alert(String slos, String name) {
        return burns(slos).stream()
                .filter(alert -> alert.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
