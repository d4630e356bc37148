package io.watchbill.rules.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.plan.Plan;
import io.watchbill.plan.Target;
import io.watchbill.rules.ExamplePlan;
import io.watchbill.rules.GeneratedTests;
import io.watchbill.rules.RuleFiles;
import io.watchbill.testing.Tool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Tests of objectives from which planned work is taken out. Promtool's clock begins on Thursday, 1970-01-01T00:00Z. */
@Execution(ExecutionMode.CONCURRENT)
class PlannedWorkIT {

    private static final String AVAILABILITY = """
            sources: {application: [{preset: micrometer}]}
            slos:
              - {name: availability, target: 99.9%, period: 30d, measurement: error_rate}
            """;
    private static final String FAST =
            "  - {name: fast, target: 99%, period: 30d, measurement: \"latency_p99 < 1s\"}\n";
    private static final String FAST_ALONE = "sources: {application: [{preset: micrometer}]}\nslos:\n" + FAST;
    private static final String SHARES =
            "  - {name: departed, target: 95%, period: 30d, measurement: last_run_age < 26h}\n";
    private static final String SHARES_ALONE = "slos:\n" + SHARES;
    private static final String WEEKLY = "maintenance: [{name: Upgrade, frequency: every friday 02:00, duration: 2h,"
            + " timezone: UTC, excludes: [slo]}]\n";

    @TempDir
    Path directory;

    @Test
    void testsRunBetweenTheWorkOfEveryWeek() {
        Plan plan = Systems.shop(directory, AVAILABILITY + WEEKLY, Target.DEFAULT);

        assertThat(GeneratedTests.text(plan))
                .contains("what fails during planned work alone makes no alert of availability fire")
                .contains("ShopAvailabilityBurn3d fires at 1 times the allowed rate, and ends")
                .contains("ShopAvailabilityBurn1h is not resolved by missing data")
                .doesNotContain("Without a test");
        assertPasses(
                Tool.named("promtool"),
                plan,
                "shop.slo.yaml",
                "every-2m30s/shop.slo.yaml",
                "every-5m/shop.slo.yaml",
                "every-30m/shop.slo.yaml",
                "every-1h/shop.slo.yaml");
    }

    /** A tenth of which is no whole number of hours: 67 hours and 12 minutes of 28 days. */
    @Test
    void periodsOfWholeWeeksAreProvenToo() {
        Plan plan = Systems.shop(directory, AVAILABILITY.replace("30d", "28d") + WEEKLY, Target.DEFAULT);

        assertThat(GeneratedTests.text(plan))
                .contains("ShopAvailabilityBurn2d20h fires at 1 times the allowed rate, and ends")
                .doesNotContain("Without a test");
        assertPasses(Tool.named("promtool"), plan, "every-30m/shop.slo.yaml");
    }

    @Test
    void noSeriesIsRecordedTwice() {
        Plan plan = Systems.shop(directory, AVAILABILITY + FAST + WEEKLY, Target.DEFAULT);
        List<Object> check = new ArrayList<>(List.of("check", "rules", "--lint=all", "--lint-fatal"));
        RuleFiles.render(plan).forEach(file -> check.add(ExamplePlan.write(directory, file)));

        Tool.Result result = Tool.named("promtool").run(check.toArray());

        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    @Test
    void theTestOfTheWorkFailsWhereItIsNotTakenOut() {
        Plan with = Systems.shop(directory, AVAILABILITY + FAST + WEEKLY, Target.DEFAULT);
        String counted = WEEKLY.replace(", excludes: [slo]", "");
        Plan without = Systems.shop(directory, AVAILABILITY + FAST + counted, Target.DEFAULT);
        assertPasses(Tool.named("promtool"), with, "every-2m30s/shop.slo.yaml");
        GeneratedTests.write(directory, with);
        ExamplePlan.write(directory, RuleFiles.render(without));

        Tool.Result result =
                Tool.named("promtool").run("test", "rules", directory.resolve("tests/every-2m30s/shop.slo.yaml"));

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.output()).contains("ShopAvailabilityBurn1h", "ShopAvailabilityBurn6h", "ShopFastBurn1h");
    }

    @Test
    void windowsOfDaysAreTestedOverTheWorkOfEveryDay() {
        String daily = WEEKLY.replace("every friday 02:00", "every day 00:30");
        Plan plan = Systems.shop(directory, AVAILABILITY + FAST + SHARES + daily, Target.DEFAULT);

        assertThat(GeneratedTests.text(plan))
                .contains("ShopAvailabilityBurn24h fires at 3 times the allowed rate, and ends")
                .contains("ShopAvailabilityBurn3d fires at 1 times the allowed rate, and ends")
                .contains("ShopFastBurn24h fires at 3 times the allowed rate, and ends")
                .contains("ShopFastBurn3d fires at 1 times the allowed rate, and ends")
                .contains("ShopDepartedBurn24h fires at 3 times the allowed rate, and ends")
                .contains("ShopDepartedBurn24h is quiet while the budget burns just not fast enough")
                .contains("ShopDepartedBurn3d fires at 1 times the allowed rate, and ends")
                .contains("ShopDepartedBurn24h fires when the budget burns just fast enough")
                .contains("ShopDepartedBudgetExhausted fires while nothing is left of the budget")
                .doesNotContain("Without a test");
        assertPasses(
                Tool.named("promtool"),
                plan,
                "every-5m/shop.slo.yaml",
                "every-30m/shop.slo.yaml",
                "every-1h/shop.slo.yaml");
    }

    @Test
    void whatIsAwayDuringPlannedWorkIsNotMissed() {
        assertMissedWithoutWork(AVAILABILITY, WEEKLY, "ShopAvailability", "every-5m/shop.slo.yaml");
        String days = WEEKLY.replace("02:00, duration: 2h", "06:00, duration: 30h");
        assertMissedWithoutWork(SHARES_ALONE, days, "ShopDeparted", "every-30m/shop.slo.yaml");
    }

    private void assertMissedWithoutWork(String objectives, String work, String alert, String file) {
        String name = alert + "Unmeasured misses nothing while planned work goes on";
        Plan with = Systems.shop(directory, objectives + work, Target.DEFAULT);
        Plan without = Systems.shop(directory, objectives + work.replace(", excludes: [slo]", ""), Target.DEFAULT);
        assertThat(GeneratedTests.text(with)).contains(name).doesNotContain("Without a test");
        assertPasses(Tool.named("promtool"), with, file);
        GeneratedTests.write(directory, with);
        ExamplePlan.write(directory, RuleFiles.render(without));

        Tool.Result result = Tool.named("promtool").run("test", "rules", directory.resolve("tests/" + file));

        assertThat(result.output()).contains("name: " + name);
    }

    @Test
    void workThatLeavesNoTimeForTheShortWindowIsNamed() {
        String often = WEEKLY.replace("every friday 02:00", "every day 02:00").replace("duration: 2h", "duration: 19h");
        Plan plan = Systems.shop(directory, FAST_ALONE + often, Target.DEFAULT);

        assertThat(GeneratedTests.text(plan))
                .containsPattern(
                        "# Without a test, because planned work leaves no time as long as its test in the first two"
                                + " weeks of 1970, where promtool's clock begins: [^\n]*ShopFastBurn3d \\([^)]+\\)[^\n]*\\.\n")
                .contains("ShopFastBurn24h fires at 3 times the allowed rate, and ends");
        assertPasses(Tool.named("promtool"), plan, "every-30m/shop.slo.yaml");
    }

    @Test
    void workThatNeverHappensInJanuary1970IsNamedAsUntested() {
        String once = WEEKLY.replace("every friday 02:00", "once 2026-12-24 22:00");
        Plan plan = Systems.shop(directory, AVAILABILITY + FAST + once, Target.DEFAULT);

        assertThat(GeneratedTests.text(plan))
                .contains("# Without a test, because none begins in the first two weeks of 1970, where promtool's clock"
                        + " begins, or it is too short: ShopAvailabilityBurn1h during planned work,")
                .doesNotContain("planned work leaves no time");
    }

    private void assertPasses(Tool promtool, Plan plan, String... files) {
        Tool.Result result = Systems.test(promtool, directory, plan, files);

        assertThat(result.exitCode()).as(result.output()).isZero();
    }
}
