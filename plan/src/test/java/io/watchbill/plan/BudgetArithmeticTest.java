package io.watchbill.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recorded series of objectives on Prometheus' own engine, against arithmetic done by hand. */
class BudgetArithmeticTest {

    private static final String MODEL =
            "models: {m: {task: binary-classification, positiveClass: y, features: {x: {type: numeric}}}}\n"
                    + "sources: {application: [{preset: watchbill}]}\n";
    private static final String AVAILABILITY =
            "slos: [{name: availability, target: 99.9%, period: 30d, measurement: error_rate}]\n";
    private static final String PAGES = "count(ALERTS{alertname=\"ShopAvailabilityBurn1h\",alertstate=\"firing\"})";

    @TempDir
    Path folder;

    /**
     * At a constant share e of bad events after health, the tier fires after F·b·L/e: 14.4 · 0.001 · 60 min / 0.05 =
     * 17.3 min; it no longer holds when the short window is clean, S·(1 − F·b/e) = 3.6 min after recovery, and is kept for
     * five minutes more. 100 requests a minute.
     */
    @Test
    void theFastestTierFiresAndResolvesWhenTheArithmeticSays() {
        String series = """
                - {series: 'ml_requests_total{model="m",outcome="ok"}', values: '0+100x360 36095+95x59 41800+100x120'}
                - {series: 'ml_requests_total{model="m",outcome="error"}', values: '0+0x360 5+5x59 300+0x120'}""";
        holds(
                AVAILABILITY,
                "1m",
                series,
                none("377m", PAGES),
                is("379m", PAGES, 1),
                is("422m", PAGES, 1),
                is("427m", PAGES, 1),
                none("431m", PAGES));
    }

    @Test
    void oneFailedRequestOnAQuietSystemWakesNobody() {
        String series = """
                - {series: 'ml_requests_total{model="m",outcome="ok"}', values: '0+0x59 1+1x120'}
                - {series: 'ml_requests_total{model="m",outcome="error"}', values: '0+0x89 1+0x90'}""";
        holds(
                AVAILABILITY,
                "1m",
                series,
                is("92m", "count(slo:burn_rate:ratio1h > 14.4 and slo:burn_rate:ratio5m > 14.4)", 1),
                none("92m", PAGES));
    }

    @Test
    void withoutAnErrorTheWholeBudgetIsLeft() {
        String series = "- {series: 'ml_requests_total{model=\"m\",outcome=\"ok\"}', values: '0+100x300'}";
        holds(
                AVAILABILITY,
                "1m",
                series,
                is("300m", "sum(slo:error_budget:remaining_ratio)", 1),
                is("300m", "sum(slo:burn_rate:ratio1h)", 0));
    }

    @Test
    void anIdleTimeCountsAsTheObjectiveSays() {
        String series = """
                - {series: 'ml_requests_total{model="m",outcome="ok"}', values: '100+0x600'}
                - {series: 'ml_requests_total{model="m",outcome="error"}', values: '50+0x600'}""";
        String idle = AVAILABILITY.replace("period", "onNoTraffic: what, period");
        holds(AVAILABILITY, "1m", series, none("300m", "slo:burn_rate:ratio1h"), none("300m", PAGES));
        holds(
                idle.replace("what", "good"),
                "1m",
                series,
                is("300m", "sum(slo:burn_rate:ratio1h)", 0),
                none("300m", PAGES));
        holds(idle.replace("what", "bad"), "1m", series, is("300m", "sum(slo:burn_rate:ratio1h)", 1000));
    }

    /** Half the day 1,000 requests a minute without an error, half the day one with 10 % errors: 0.1 / 1,001. */
    @Test
    void longWindowsWeighByTraffic() {
        String series = """
                - {series: 'ml_requests_total{model="m",outcome="ok"}', values: '0+5000x144 720004.5+4.5x143 725648+5000x143 1440652.5+4.5x143'}
                - {series: 'ml_requests_total{model="m",outcome="error"}', values: '0x144 0.5+0.5x143 72x143 72.5+0.5x143'}""";
        holds(
                AVAILABILITY,
                "5m",
                series,
                is("2d", "round(sum(slo:burn_rate:ratio30d), 0.0001)", 0.0999),
                is("2d", "round(sum(slo:burn_rate:ratio24h), 0.01)", 0.1));
    }

    /** February begins 31 days after 1970 did: what January lost is forgotten. */
    @Test
    void aCalendarMonthBeginsAnew() {
        String slo = AVAILABILITY.replace("30d", "month");
        String series = """
                - {series: 'ml_requests_total{model="m",outcome="ok"}', values: '0+600x743 446400+1200x100'}
                - {series: 'ml_requests_total{model="m",outcome="error"}', values: '0+600x743 446400+0x100'}""";
        holds(
                slo,
                "1h",
                series,
                is("743h", "round(sum(slo:burn_rate:ratio_month), 1)", 500),
                is("747h", "round(sum(slo:burn_rate:ratio_month), 1)", 0),
                is("747h", "count(slo:error_budget:remaining_ratio > 0.99)", 1));
    }

    /** Events are counted in stretches of half an hour; all of January fails, and of February a tenth from the beginning on. */
    @Test
    void aCalendarMonthBeginsAtMidnightWithAFullBudget() {
        String series = """
                - {series: 'ml_requests_total{model="m",outcome="ok"}', values: '0+0x7440 540+540x20'}
                - {series: 'ml_requests_total{model="m",outcome="error"}', values: '0+600x7440 4464060+60x20'}""";
        Plan plan = Planner.plan(
                Specifications.shop(MODEL + AVAILABILITY.replace("30d", "month")),
                new Target(Duration.ofMinutes(6), Duration.ofMinutes(30), 1));
        holds(
                plan,
                "30m",
                "6m",
                series,
                is("743h30m", "count(slo:error_budget:remaining_ratio < 0)", 1),
                is("744h", "sum(slo:error_budget:remaining_ratio)", 1),
                is("744h30m", "round(sum(slo:burn_rate:ratio_month), 1)", 100));
    }

    /** Thursday 1970-01-01, 02:00 to 04:00 UTC: everything fails, and nobody counts it. */
    @Test
    void plannedWorkIsTakenOut() {
        String work =
                "maintenance: [{name: w, frequency: every day 02:00, duration: 2h, timezone: UTC, excludes: [slo]}]\n";
        String series = """
                - {series: 'ml_requests_total{model="m",outcome="ok"}', values: '0+100x120 12000x119 12100+100x120'}
                - {series: 'ml_requests_total{model="m",outcome="error"}', values: '0x120 100+100x119 12000x120'}""";
        holds(
                AVAILABILITY,
                "1m",
                series,
                is("150m", PAGES, 1),
                is("300m", "count(slo:error_budget:remaining_ratio < 0)", 1));
        holds(
                AVAILABILITY + work,
                "1m",
                series,
                is("150m", "sum(slo:maintenance:active)", 1),
                none("150m", "slo:burn_rate:ratio5m"),
                none("150m", PAGES),
                is("240m", "sum(slo:maintenance:active)", 0),
                none("244m", "slo:burn_rate:ratio5m"),
                is("246m", "sum(slo:burn_rate:ratio5m)", 0),
                none("250m", PAGES),
                is("300m", "sum(slo:error_budget:remaining_ratio)", 1));
    }

    /** Two of eight labels say something else than was predicted. */
    @Test
    void accuracyIsTheShareOfLabelsThatAgree() {
        String slo = "slos: [{name: right, target: 50%, measurement: accuracy}]\n";
        String series = """
                - {series: 'ml_labelled_predictions_total{model="m",version="1",predicted="y",actual="y"}', values: '0+3x100'}
                - {series: 'ml_labelled_predictions_total{model="m",version="1",predicted="n",actual="n"}', values: '0+3x100'}
                - {series: 'ml_labelled_predictions_total{model="m",version="1",predicted="y",actual="n"}', values: '0+2x100'}""";
        holds(slo, "1m", series, is("90m", "round(sum(slo:burn_rate:ratio6h) * 0.5, 0.001)", 0.25));
    }

    @Test
    void labelsThatExpireAreBad() {
        String slo = "slos: [{name: labelled, target: 50%, measurement: label_coverage}]\n";
        String series = """
                - {series: 'ml_labels_total{model="m",version="1",result="joined"}', values: '0+3x100'}
                - {series: 'ml_predictions_unlabelled_total{model="m",version="1"}', values: '0+1x100'}""";
        holds(slo, "1m", series, is("90m", "round(sum(slo:burn_rate:ratio6h) * 0.5, 0.001)", 0.25));
    }

    /** Of the minutes of an hour, 24 were under the bound. */
    @Test
    void aShareOfTimeIsCountedByTheClock() {
        String slo = "slos: [{name: covered, target: 99%, measurement: 'label_coverage > 95% over 24h'}]\n";
        String series = "- {series: 'ml_label_coverage_ratio{model=\"m\",version=\"1\",window=\"24h\"}',"
                + " values: '0.99x30 0.9x23 0.99x200'}";
        holds(slo, "1m", series, is("60m", "sum(slo:bad_events:increase1h)", 24));
    }

    @Test
    void aClusterThatVanishesIsMissed() {
        String series = """
                - {series: 'ml_requests_total{model="m",outcome="ok",cluster="a"}', values: '0+100x200'}
                - {series: 'ml_requests_total{model="m",outcome="ok",cluster="b"}', values: '0+100x90 stale'}""";
        String gone = "count(ALERTS{alertname=\"ShopAvailabilityUnmeasured\",alertstate=\"firing\"})";
        holds(
                AVAILABILITY,
                "1m",
                series,
                none("94m", gone),
                is(
                        "97m",
                        "count(ALERTS{alertname=\"ShopAvailabilityUnmeasured\",alertstate=\"firing\",cluster=\"b\"})",
                        1),
                is("97m", gone, 1));
        holds(AVAILABILITY, "1m", "- {series: up, values: '1x100'}", is("6m", gone, 1));
    }

    /** It vanishes after two hours, and is retired. */
    @Test
    void aClusterIsMissedForAWeek() {
        String series = """
                - {series: 'ml_requests_total{model="m",outcome="ok",cluster="a"}', values: '0+100x1100'}
                - {series: 'ml_requests_total{model="m",outcome="ok",cluster="b"}', values: '0+100x12 stale'}""";
        String gone = "count(ALERTS{alertname=\"ShopAvailabilityUnmeasured\",alertstate=\"firing\"})";
        holds(
                AVAILABILITY,
                "10m",
                series,
                is("150m", gone, 1),
                is("26h", gone, 1),
                is("6d23h", gone, 1),
                none("7d4h", gone));
    }

    /**
     * A burning objective and an unheard model vanish with their cluster. Rules see what fired at the evaluation before: they are
     * evaluated at least every five minutes.
     */
    @Test
    void whatFiredInAClusterThatWasRetiredIsForgottenAfterAWeek() {
        String series = """
                - {series: 'watchbill_spec_info{name="shop",hash="h",cluster="a"}', values: '1x2600'}
                - {series: 'watchbill_spec_info{name="shop",hash="h",cluster="b"}', values: '1x30 stale'}
                - {series: 'ml_window_end_timestamp_seconds{model="m",version="1",window="24h",cluster="b"}', values: '-99999x30 stale'}
                - {series: 'ml_requests_total{model="m",outcome="ok",cluster="b"}', values: '0+0x30 stale'}
                - {series: 'ml_requests_total{model="m",outcome="error",cluster="b"}', values: '0+100x30 stale'}""";
        String fire = "count by (alertname) (ALERTS{alertname=~\"Shop(AvailabilityBurn1h|MonitoringBehind)\","
                + "alertstate=\"firing\",cluster=\"b\"})";
        holds(
                AVAILABILITY,
                "4m",
                series,
                is("2h", "count(" + fire + ")", 2),
                is("6d23h", "count(" + fire + ")", 2),
                none("7d4h", fire));
    }

    /** Its counters vanish when work of two hours begins, and stay away. */
    @Test
    void plannedWorkOfAServiceThatIsAwayIsNotMissed() {
        String work =
                "maintenance: [{name: w, frequency: every day 02:00, duration: 2h, timezone: UTC, excludes: [slo]}]\n";
        String series = "- {series: 'ml_requests_total{model=\"m\",outcome=\"ok\"}', values: '0+100x120 stale'}";
        String gone = "count(ALERTS{alertname=\"ShopAvailabilityUnmeasured\",alertstate=\"firing\"})";
        holds(AVAILABILITY, "1m", series, none("125m", gone), is("126m", gone, 1));
        holds(
                AVAILABILITY + work,
                "1m",
                series,
                none("126m", gone),
                none("239m", gone),
                none("244m", gone),
                is("246m", gone, 1));
    }

    /** Its score is away from an hour before work of 30 hours on, which begins on Friday, 30 hours after the clock. */
    @Test
    void plannedWorkOfADayAndMoreIsNoMissingScore() {
        String slo = "slos: [{name: covered, target: 99%, measurement: 'label_coverage > 95% over 24h'}]\n";
        String work =
                "maintenance: [{name: w, frequency: every friday 06:00, duration: 30h, timezone: UTC, excludes: [slo]}]\n";
        String series = "- {series: 'ml_label_coverage_ratio{model=\"m\",version=\"1\",window=\"24h\"}',"
                + " values: '0.99x58 stale'}";
        String gone = "count(ALERTS{alertname=\"ShopCoveredUnmeasured\",alertstate=\"firing\"})";
        holds(slo, "30m", series, none("53h", gone), is("54h", gone, 1));
        holds(slo + work, "30m", series, none("54h", gone), none("60h", gone), none("85h", gone), is("87h", gone, 1));
    }

    /** Work of eighteen hours of each day leaves six in which the score is missed. */
    @Test
    void aScoreIsMissedOverTheWorkOfEveryDay() {
        String slo = "slos: [{name: covered, target: 99%, measurement: 'label_coverage > 95% over 24h'}]\n";
        String work =
                "maintenance: [{name: w, frequency: every day 02:00, duration: 18h, timezone: UTC, excludes: [slo]}]\n";
        String series = "- {series: 'ml_label_coverage_ratio{model=\"m\",version=\"1\",window=\"24h\"}',"
                + " values: '0.99x50 stale'}";
        String gone = "count(ALERTS{alertname=\"ShopCoveredUnmeasured\",alertstate=\"firing\"})";
        holds(slo + work, "30m", series, none("49h", gone), is("50h", gone, 1));
    }

    private void holds(String slos, String interval, String series, String... expectations) {
        holds(
                Planner.plan(Specifications.shop(MODEL + slos), Target.DEFAULT),
                interval,
                interval,
                series,
                expectations);
    }

    private void holds(Plan plan, String evaluation, String interval, String series, String... expectations) {
        assertThat(Promtool.test(
                        folder,
                        plan,
                        "evaluation_interval: " + evaluation + "\ntests:\n- interval: " + interval
                                + "\n  input_series:\n" + series.indent(2) + "  promql_expr_test:\n"
                                + String.join("", expectations)))
                .contains("SUCCESS");
    }

    /** The aggregate has that value then. */
    private static String is(String time, String promql, double value) {
        return expectation(time, promql) + "    exp_samples: [{value: " + String.format(Locale.ROOT, "%.10f", value)
                + "}]\n";
    }

    /** It has no element then. */
    private static String none(String time, String promql) {
        return expectation(time, promql) + "    exp_samples: []\n";
    }

    private static String expectation(String time, String promql) {
        return "  - eval_time: " + time + "\n    expr: '" + promql + "'\n";
    }
}
