package io.watchbill.rules.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.watchbill.plan.Plan;
import io.watchbill.plan.Target;
import io.watchbill.rules.GeneratedTests;
import io.watchbill.testing.Tool;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The windows of an objective are shares of its period, few of them whole stretches: promtool passes the tests of all. */
@Execution(ExecutionMode.CONCURRENT)
class ObjectivePeriodsIT {

    private static final String OBJECTIVES = """
            sources: {application: [{preset: micrometer}]}
            slos:
              - {name: availability, target: 99.9%%, period: %1$s, measurement: error_rate}
              - {name: fast, target: 95%%, period: %1$s, measurement: "latency_p99 < 1s"}
            """;

    private static final String WEEKLY = "maintenance: [{name: Upgrade, frequency: every friday 02:00, duration: 2h,"
            + " timezone: UTC, excludes: [slo]}]\n";

    @TempDir
    Path directory;

    /** All of them, with the tests of windows of hours and days, are run by {@code bench/run promtools}. */
    static Stream<Arguments> periods() {
        return GeneratedTests.WHOLE
                ? Stream.of("1d", "7d", "14d", "28d", "90d", "month")
                        .flatMap(period -> Stream.of(arguments(period, false), arguments(period, true)))
                : Stream.of(arguments("7d", true), arguments("28d", false));
    }

    @ParameterizedTest
    @MethodSource("periods")
    void promtoolPassesTheTestsOfEveryPeriod(String period, boolean work) {
        Plan plan = Systems.shop(directory, OBJECTIVES.formatted(period) + (work ? WEEKLY : ""), Target.DEFAULT);

        Tool.Result result = GeneratedTests.runShort(directory, plan);

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(GeneratedTests.text(plan)).doesNotContain("Without a test");
    }
}
