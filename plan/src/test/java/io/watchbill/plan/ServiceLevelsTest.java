package io.watchbill.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.watchbill.spec.Priority;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceLevelsTest {

    private static final String MODEL =
            "models: {m: {task: binary-classification, positiveClass: y, features: {x: {type: numeric}}}}\n"
                    + "sources: {application: [{preset: watchbill}]}\n";
    private static final String AVAILABILITY =
            "slos: [{name: availability, target: 99.9%, period: 30d, measurement: error_rate}]\n";
    private static final String OF = "{system=\"shop\",slo=\"availability\"}";

    @Test
    void shortWindowsAreReadFromCountersAndLongOnesAddedUp() {
        assertThat(plan(AVAILABILITY).recordings())
                .extracting(RecordedSeries::name)
                .containsExactly(
                        "slo:objective:ratio",
                        "slo:total_events:increase5m",
                        "slo:bad_events:increase5m",
                        "slo:total_events:increase30m",
                        "slo:bad_events:increase30m",
                        "slo:total_events:increase1h",
                        "slo:bad_events:increase1h",
                        "slo:burn_rate:ratio5m",
                        "slo:burn_rate:ratio30m",
                        "slo:burn_rate:ratio1h",
                        "slo:burn_rate:ratio2h",
                        "slo:bad_events:increase6h",
                        "slo:burn_rate:ratio6h",
                        "slo:bad_events:increase24h",
                        "slo:burn_rate:ratio24h",
                        "slo:bad_events:increase3d",
                        "slo:burn_rate:ratio3d",
                        "slo:burn_rate:ratio30d",
                        "slo:error_budget:remaining_ratio");
        assertThat(expression(AVAILABILITY, "slo:total_events:increase5m"))
                .isEqualTo("sum by (cluster, model) (increase(ml_requests_total{model=\"m\"}[5m]))");
        assertThat(expression(AVAILABILITY, "slo:bad_events:increase5m"))
                .isEqualTo("sum by (cluster, model) (increase(ml_requests_total{outcome=\"error\",model=\"m\"}[5m]))"
                        + " or on (cluster, model) 0 * slo:total_events:increase5m" + OF);
        assertThat(expression(AVAILABILITY, "slo:burn_rate:ratio1h"))
                .isEqualTo("slo:bad_events:increase1h" + OF + " / (slo:total_events:increase1h" + OF + " > 0) / 0.001");
        assertThat(expression(AVAILABILITY, "slo:bad_events:increase6h"))
                .isEqualTo("sum_over_time(slo:bad_events:increase5m" + OF + "[5h59m59s999ms:5m])");
        assertThat(expression(AVAILABILITY, "slo:burn_rate:ratio30d"))
                .isEqualTo("sum_over_time(slo:bad_events:increase1h" + OF
                        + "[29d23h59m59s999ms:1h]) / (sum_over_time(slo:total_events:increase1h" + OF
                        + "[29d23h59m59s999ms:1h]) > 0) / 0.001");
        assertThat(expression(AVAILABILITY, "slo:error_budget:remaining_ratio"))
                .isEqualTo("1 - slo:burn_rate:ratio30d" + OF);
    }

    @Test
    void theFastestTierComparesBothWindowsAndAsksForMoreThanOneBadEvent() {
        PlannedAlert alert = alert(AVAILABILITY, "ShopAvailabilityBurn1h");
        assertThat(alert.expression().text())
                .isEqualTo("slo:burn_rate:ratio1h" + OF + " > 14.4 and slo:burn_rate:ratio5m" + OF
                        + " > 14.4 and slo:bad_events:increase1h" + OF + " > 1.5 or on (cluster, model) "
                        + held("ShopAvailabilityBurn1h"));
        assertThat(alert.labels()).containsEntry("slo", "availability").containsEntry("tier", "fast");
        assertThat(alert.keepFiringFor()).contains(Duration.ofMinutes(5));
        assertThat(alert.description())
                .isEqualTo(
                        "Over 1h model {{ $labels.model }} used up its error budget {{ if eq $value $value }}{{ $value |"
                                + " humanize }}{{ else }}unknown (its series have vanished){{ end }} times as fast as the objective of"
                                + " 99.9% allows; at 14.4 times the budget of 30d is gone in 2d2h.");
    }

    /** It fired before, and nothing is counted. */
    private static String held(String alert) {
        return "max by (cluster, model) (ALERTS{alertname=\"" + alert
                + "\",alertstate=\"firing\",system=\"shop\"}) * NaN"
                + " and on (cluster, model) count_over_time(slo:total_events:increase1h" + OF + "[7d:1h])"
                + " unless on (cluster, model) slo:total_events:increase5m" + OF;
    }

    /** What a range of 75 s holds is away before what one of five minutes holds. */
    @Test
    void aBurningAlertIsHeldFromWhenItsShortWindowHoldsNothing() {
        assertThat(alert(AVAILABILITY.replace("30d", "7d"), "ShopAvailabilityBurn15m")
                        .expression()
                        .text())
                .endsWith(" unless on (cluster, model) slo:total_events:increase1m15s" + OF);
        assertThat(alert(AVAILABILITY.replace("30d", "7d"), "ShopAvailabilityBurn5h40m")
                        .expression()
                        .text())
                .endsWith(" unless on (cluster, model) slo:total_events:increase5m" + OF);
    }

    @Test
    void plannedWorkAloneResolvesABurningAlertWhoseEventsAreAway() {
        String work =
                "maintenance: [{name: w, frequency: every day 02:00, duration: 2h, timezone: UTC, excludes: [slo]}]\n";
        assertThat(alert(AVAILABILITY + work, "ShopAvailabilityBurn1h")
                        .expression()
                        .text())
                .endsWith(held("ShopAvailabilityBurn1h")
                        + " unless on () max_over_time(slo:maintenance:active{system=\"shop\"}[5m]) > 0");
    }

    @Test
    void eachTierHasItsPriorityAndIsSupersededByFasterOnes() {
        List<PlannedAlert> tiers = burns(AVAILABILITY);
        assertThat(tiers)
                .extracting(
                        PlannedAlert::name,
                        PlannedAlert::priority,
                        alert -> alert.labels().get("tier"))
                .containsExactly(
                        tuple("ShopAvailabilityBurn1h", Priority.P1, "fast"),
                        tuple("ShopAvailabilityBurn6h", Priority.P2, "steady"),
                        tuple("ShopAvailabilityBurn24h", Priority.P3, "slow"),
                        tuple("ShopAvailabilityBurn3d", Priority.P4, "creeping"));
        assertThat(tiers.get(2).supersededBy()).containsExactly("ShopAvailabilityBurn1h", "ShopAvailabilityBurn6h");
    }

    @Test
    void aTierThatCouldNeverFireIsLeftOut() {
        assertThat(burns("slos: [{name: a, target: 90%, measurement: error_rate}]\n"))
                .extracting(PlannedAlert::name)
                .containsExactly("ShopABurn6h", "ShopABurn24h", "ShopABurn3d");
    }

    @Test
    void windowsAreSharesOfThePeriodAndHoldFourScrapes() {
        String day = "slos: [{name: a, target: 99%, period: 1d, measurement: error_rate}]\n";
        assertThat(plan(day).objectives().get(0).tiers().values())
                .extracting(BurnTier::window, BurnTier::recent)
                .containsExactly(
                        tuple(Duration.ofMinutes(2), Duration.ofMinutes(1)),
                        tuple(Duration.ofMinutes(15), Duration.ofSeconds(75)),
                        tuple(Duration.ofMinutes(50), Duration.ofSeconds(250)),
                        tuple(Duration.ofMinutes(145), Duration.ofMinutes(15)));
        String quarter = "slos: [{name: a, target: 99%, period: 90d, measurement: error_rate}]\n";
        assertThat(expression(quarter, "slo:bad_events:increase9d"))
                .isEqualTo("sum_over_time(slo:bad_events:increase1h{system=\"shop\",slo=\"a\"}[8d23h59m59s999ms:1h])");
    }

    @Test
    void slowScrapesMakeTheStretchesLonger() {
        Plan plan = Planner.plan(
                Specifications.shop(MODEL + AVAILABILITY), new Target(Duration.ofMinutes(2), Duration.ofMinutes(2), 1));
        assertThat(plan.recordings())
                .filteredOn(series -> series.name().equals("slo:bad_events:increase6h"))
                .extracting(series -> series.expression().text())
                .containsExactly("sum_over_time(slo:bad_events:increase10m" + OF + "[5h59m59s999ms:10m])");
    }

    @Test
    void budgetsAreExactDecimals() {
        for (String target : List.of("99.9%", "99.99%", "99.95%", "97.3%", "90.1%", "99.999%")) {
            String slo = "slos: [{name: availability, target: " + target + ", measurement: error_rate}]\n";
            BigDecimal budget = new BigDecimal("100")
                    .subtract(new BigDecimal(target.replace("%", "")))
                    .movePointLeft(2);
            assertThat(expression(slo, "slo:burn_rate:ratio30d"))
                    .endsWith(" / " + budget.stripTrailingZeros().toPlainString());
        }
    }

    @Test
    void aLatencyObjectiveCountsRequestsUnderItsBound() {
        String slo = "slos: [{name: availability, target: '< 100ms', measurement: latency_p99}]\n";
        assertThat(expression(slo, "slo:bad_events:increase5m"))
                .isEqualTo("slo:total_events:increase5m" + OF + " - on (cluster, model) sum by (cluster, model)"
                        + " (increase(ml_request_duration_seconds_bucket{le=\"0.1\",model=\"m\"}[5m]))");
        assertThat(expression(slo, "slo:burn_rate:ratio5m")).endsWith(" / 0.01");
        assertThat(expression(slo.replace("100ms", "2s"), "slo:bad_events:increase5m"))
                .contains("{le=~\"2(\\\\.0)?\",model=\"m\"}");
        assertThat(alert(slo, "ShopAvailabilityUnmeasured").expression().text())
                .contains(
                        " unless on (cluster, model) (group by (cluster, model) (ml_request_duration_seconds_count{model=\"m\"})"
                                + " and on (cluster, model)"
                                + " group by (cluster, model) (ml_request_duration_seconds_bucket{le=\"0.1\",model=\"m\"})) or ",
                        "absent(ml_request_duration_seconds_bucket{le=\"0.1\",model=\"m\"})");
    }

    @Test
    void aLatencyObjectiveOnNativeHistogramsCountsTheShareOverItsBound() {
        Plan plan = Planner.plan(
                Specifications.shop(MODEL.replace("watchbill}", "watchbill, histogram: native}")
                        + "slos: [{name: availability, target: '< 250ms', measurement: latency_p99}]\n"),
                Target.DEFAULT);
        String histograms = "sum by (cluster, model) (increase(ml_request_duration_seconds{model=\"m\"}[1h]))";

        assertThat(plan.recordings())
                .filteredOn(series -> series.name().endsWith(":increase1h"))
                .extracting(series -> series.expression().text())
                .containsExactly(
                        "histogram_count(" + histograms + ")",
                        "(slo:total_events:increase1h" + OF
                                + " > 0) * on (cluster, model) (1 - histogram_fraction(0, 0.25, " + histograms
                                + ")) or on (cluster, model) 0 * slo:total_events:increase1h" + OF);
        assertThat(plan.alert("ShopAvailabilityUnmeasured")
                        .orElseThrow()
                        .expression()
                        .text())
                .contains(" or max(absent(ml_request_duration_seconds{model=\"m\"})) unless on () ");
        assertThat(Promtool.check(plan)).contains("SUCCESS");
    }

    @Test
    void countersOfTheTeamsOwnAreTakenAsTheyAre() {
        String slo =
                "slos: [{name: availability, target: 99%, measurement: {good: 'g_total{a=\"b\"}', total: t_total}}]\n";
        assertThat(expression(slo, "slo:bad_events:increase5m"))
                .isEqualTo("slo:total_events:increase5m" + OF
                        + " - on (cluster) (sum by (cluster) (increase(g_total{a=\"b\"}[5m]))"
                        + " or on (cluster) 0 * slo:total_events:increase5m" + OF + ")");
    }

    @Test
    void promqlOfTheTeamsOwnSaysWhereTheWindowGoes() {
        String slo = "slos: [{name: availability, target: 99%, measurement: {"
                + "bad: 'increase(a[$window]) + increase(b[$window])', total: 'increase(t[$window])'}}]\n";
        assertThat(expression(slo, "slo:bad_events:increase1h"))
                .startsWith("sum by (cluster) (increase(a[1h]) + increase(b[1h])) or on (cluster) ");
        assertThat(alert(slo, "ShopAvailabilityUnmeasured").expression().text())
                .isEqualTo(known(" by (cluster)") + " unless on (cluster) group by (cluster) (increase(t[5m]))"
                        + " or max(absent(increase(t[5m]))) unless on () " + known(" by (cluster)"));
    }

    @Test
    void accuracyCountsLabelledPredictionsWithoutTheHoldout() {
        String slo = "slos: [{name: availability, target: 75%, measurement: accuracy}]\n";
        assertThat(expression(slo, "slo:bad_events:increase5m"))
                .isEqualTo("slo:total_events:increase5m" + OF + " - on (cluster, model) (sum by (cluster, model)"
                        + " (increase(ml_labelled_predictions_total{model=\"m\"}[5m])"
                        + " and on (cluster, model, version, predicted, actual) label_replace("
                        + "max by (cluster, model, version, predicted) (ml_labelled_predictions_total{model=\"m\"}),"
                        + " \"actual\", \"$1\", \"predicted\", \"(.*)\"))"
                        + " or on (cluster, model) 0 * slo:total_events:increase5m" + OF + ")");
        Plan held = Planner.plan(
                Specifications.shop(MODEL.replace(
                                "positiveClass: y,", "positiveClass: y, performance: {holdout: {arm: h, share: 0.1}},")
                        + slo),
                Target.DEFAULT);
        assertThat(held.recordings().get(1).expression().text())
                .isEqualTo(
                        "sum by (cluster, model) (increase(ml_labelled_predictions_total{model=\"m\",arm!=\"h\"}[5m]))");
    }

    @Test
    void aShareOfTimeCountsEvaluations() {
        String slo = "slos: [{name: availability, target: 99%, measurement: 'label_coverage > 95% over 24h'}]\n";
        String metric =
                "min by (cluster, model, version, window) (ml_label_coverage_ratio{model=\"m\",window=\"24h\"})";
        assertThat(expression(slo, "slo:bad_slices:bool"))
                .isEqualTo(
                        "0 * (" + metric + " > 0.95) or on (cluster, model, version, window) 0 * " + metric + " + 1");
        assertThat(expression(slo, "slo:bad_events:increase1h"))
                .startsWith(
                        "sum by (cluster, model, version, window) (sum_over_time(slo:bad_slices:bool" + OF + "[1h]))");
        PlannedAlert unmeasured = alert(slo, "ShopAvailabilityUnmeasured");
        assertThat(unmeasured.holdFor()).isEqualTo(Duration.ofHours(24));
        assertThat(unmeasured.identityLabels()).containsExactly("model");
        assertThat(unmeasured.expression().text())
                .startsWith(known(" by (cluster, model)")
                        + " unless on (cluster, model) group by (cluster, model) (slo:bad_slices:bool" + OF + ") or ");
    }

    @Test
    void withPlannedWorkTakenOutAnHourIsAddedUpFromItsStretches() {
        String work =
                "maintenance: [{name: w, frequency: every day 02:00, duration: 2h, timezone: UTC, excludes: [slo]}]\n";
        for (String count : List.of("slo:total_events:increase", "slo:bad_events:increase")) {
            assertThat(expression(AVAILABILITY + work, count + "1h")).startsWith("sum_over_time(" + count + "5m" + OF);
        }
    }

    @Test
    void withoutTrafficABudgetIsKeptOrLostAsTheObjectiveSays() {
        String slo = AVAILABILITY.replace("name: availability,", "name: availability, onNoTraffic: good,");
        assertThat(expression(slo, "slo:burn_rate:ratio1h")).contains(" == 0").doesNotContain("+ 1");
        assertThat(expression(slo.replace("good", "bad"), "slo:burn_rate:ratio1h"))
                .contains(" == 0", "+ 1");
    }

    @Test
    void whatIsAwayDuringPlannedWorkIsNotMissed() {
        String work =
                "maintenance: [{name: w, frequency: every day 02:00, duration: 2h, timezone: UTC, excludes: [slo]}]\n";
        String share = "slos: [{name: availability, target: 99%, measurement: 'label_coverage > 95% over 24h'}]\n";
        String active = "slo:maintenance:active{system=\"shop\"}";
        assertThat(alert(AVAILABILITY + work, "ShopAvailabilityUnmeasured")
                        .expression()
                        .text())
                .endsWith(" unless on () " + active + " > 0");
        assertThat(alert(share + work, "ShopAvailabilityUnmeasured")
                        .expression()
                        .text())
                .endsWith(" unless on () avg_over_time(" + active + "[24h]) > 0.9");
        assertThat(alert(AVAILABILITY + work.replace(", excludes: [slo]", ""), "ShopAvailabilityUnmeasured"))
                .isEqualTo(alert(AVAILABILITY, "ShopAvailabilityUnmeasured"));
    }

    @Test
    void alertsAreOfTheLayerThatIsMeasured() {
        for (String measurement : List.of("accuracy", "label_coverage", "'drifted_columns < 5% over 24h'")) {
            String slo = "slos: [{name: availability, target: 75%, measurement: " + measurement + "}]\n";
            assertThat(alert(slo, "ShopAvailabilityUnmeasured").labels()).containsEntry("layer", "model");
        }
        assertThat(burns(AVAILABILITY))
                .extracting(alert -> alert.labels().get("layer"))
                .containsOnly("application");
    }

    @Test
    void severalSourcesAreToldApart() {
        Plan plan = Planner.plan(
                Specifications.shop(MODEL.lines().findFirst().orElseThrow()
                        + "\nsources: {application: [{preset: micrometer, selector: 'job=\"a\"'}, {preset: micrometer, selector: 'job=\"b\"'}]}\n"
                        + AVAILABILITY),
                Target.DEFAULT);
        assertThat(plan.recordings())
                .filteredOn(series -> series.name().equals("slo:bad_events:increase1h"))
                .extracting(series -> series.labels().get("source"))
                .containsExactly("micrometer", "micrometer-2");
        assertThat(plan.objectives().get(0).identityLabels()).contains("source");
        assertThat(Promtool.check(plan)).contains("SUCCESS");
    }

    @Test
    void aSpentBudgetAndVanishedCountersAreToldToo() {
        PlannedAlert spent = alert(AVAILABILITY, "ShopAvailabilityBudgetExhausted");
        assertThat(spent.priority()).isEqualTo(Priority.P3);
        assertThat(spent.expression().text()).isEqualTo("slo:error_budget:remaining_ratio" + OF + " <= 0");
        PlannedAlert unmeasured = alert(AVAILABILITY, "ShopAvailabilityUnmeasured");
        assertThat(unmeasured.priority()).isEqualTo(Priority.P2);
        assertThat(unmeasured.expression().text())
                .isEqualTo(known(" by (cluster, model)")
                        + " unless on (cluster, model) group by (cluster, model) (ml_requests_total{model=\"m\"})"
                        + " or max(absent(ml_requests_total{model=\"m\"})) unless on () "
                        + known(" by (cluster, model)"));
    }

    /** What was counted within a week. */
    private static String known(String labels) {
        return "group" + labels + " (count_over_time(slo:total_events:increase1h" + OF + "[7d:1h]))";
    }

    private static Plan plan(String slos) {
        Plan plan = Planner.plan(Specifications.shop(MODEL + slos), Target.DEFAULT);
        assertThat(Promtool.check(plan)).contains("SUCCESS");
        return plan;
    }

    private static String expression(String slos, String recorded) {
        return plan(slos).recordings().stream()
                .filter(series -> series.name().equals(recorded))
                .map(series -> series.expression().text())
                .findFirst()
                .orElseThrow();
    }

    private static List<PlannedAlert> burns(String slos) {
        return plan(slos).alerts().stream()
                .filter(alert -> alert.kind() == AlertKind.SLO_BURN)
                .toList();
    }

    private static PlannedAlert alert(String slos, String name) {
        return plan(slos).alert(name).orElseThrow();
    }
}
