package io.watchbill.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.watchbill.plan.Plan;
import io.watchbill.plan.Planner;
import io.watchbill.plan.PrometheusFeature;
import io.watchbill.plan.PrometheusVersion;
import io.watchbill.plan.Target;
import io.watchbill.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is generated for a version of Prometheus, as the promtool of that version judges it. */
@Execution(ExecutionMode.CONCURRENT)
class PromtoolVersionsIT {

    private static final Pattern VERSION = Pattern.compile("promtool, version ([0-9]+\\.[0-9]+)");

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"promtool", "promtool-trixie", "promtool-sid"})
    void rulesForItsOwnVersionAreAccepted(String name) {
        Tool promtool = promtool(name);

        List<Object> arguments = new ArrayList<>(List.of("check", "rules", "--lint=all", "--lint-fatal"));
        RuleFiles.render(plan(version(promtool))).forEach(file -> arguments.add(ExamplePlan.write(directory, file)));

        assertAccepted(promtool.run(arguments.toArray()));
    }

    /**
     * The promtool of the PATH runs these tests in {@code RuleTestsIT}. Here the newest does, whose selectors leave out the beginning of a stretch;
     * the one between reads stretches as the oldest does, and takes its turn where all is run.
     */
    @ParameterizedTest
    @MethodSource("newer")
    void testsForTheOldestAndForItsOwnVersionPass(String name) {
        Tool promtool = promtool(name);
        Plan plan = plan(version(promtool));

        assertAccepted(GeneratedTests.runShort(promtool, directory, plan));
        assertThat(RuleFiles.render(plan))
                .as("else the rules for the oldest version would need a run of their own")
                .isEqualTo(RuleFiles.render(plan(PrometheusVersion.DEFAULT)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"promtool", "promtool-trixie", "promtool-sid"})
    void whatAVersionIsSaidToHaveItHas(String name) throws IOException {
        Tool promtool = promtool(name);
        PrometheusVersion version = version(promtool);

        for (PrometheusFeature feature : PrometheusFeature.values()) {
            if (feature == PrometheusFeature.NATIVE_HISTOGRAM_SAMPLES
                    || feature == PrometheusFeature.NATIVE_HISTOGRAM_SCRAPING) {
                continue; // no matter of rules
            }
            String rule = switch (feature) {
                case KEEP_FIRING_FOR -> "{alert: A, expr: up < 1, keep_firing_for: 5m}";
                case NATIVE_HISTOGRAM_FUNCTIONS -> "{record: a, expr: 'histogram_fraction(0, 1, x)'}";
                case QUOTED_NAMES -> "{record: a, expr: '{\"http.requests\", \"c.d\"=\"e\"}'}";
                case QUOTED_NAMES_IN_LISTS ->
                    "{record: a, expr: 'sum by (\"c.d\") (x) / on (\"c.d\") y + ignoring (\"c.d\") z"
                            + " * on (a) group_left (\"c.d\") v'}";
                case HOLT_WINTERS -> "{record: a, expr: 'holt_winters(x[1h], 0.5, 0.5)'}";
                case NATIVE_HISTOGRAM_SAMPLES, NATIVE_HISTOGRAM_SCRAPING ->
                    throw new IllegalStateException("left out above");
            };
            Path file = Files.writeString(
                    directory.resolve(feature + ".yaml"), "groups: [{name: a, rules: [" + rule + "]}]\n");
            Tool.Result result = promtool.run("check", "rules", file);

            if (feature.in(version)) {
                assertThat(result.exitCode())
                        .as(feature + ": " + result.output())
                        .isZero();
            } else if (feature != PrometheusFeature.QUOTED_NAMES) { // read before they could be stored
                assertThat(result.exitCode())
                        .as(feature + ": " + result.output())
                        .isNotZero();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"promtool", "promtool-trixie", "promtool-sid"})
    void stretchesOfNativeHistogramsAreReadFromTheVersionOnThatSaysSo(String name) throws IOException {
        Tool promtool = promtool(name);
        Path file = Files.writeString(directory.resolve("tests.yaml"), """
                tests:
                - interval: 1m
                  input_series: [{series: a, values: '{{count:1}}x2 {{count:4}}+{{count:1}}x2'}]
                  promql_expr_test: [{expr: histogram_count(a), eval_time: 4m, exp_samples: [{value: 5}]}]
                """);

        assertThat(promtool.run("test", "rules", file).exitCode() == 0)
                .isEqualTo(PrometheusFeature.NATIVE_HISTOGRAM_SAMPLES.in(version(promtool)));
    }

    static List<String> newer() {
        return Boolean.getBoolean("watchbill.whole")
                ? List.of("promtool-trixie", "promtool-sid")
                : List.of("promtool-sid");
    }

    private static Plan plan(PrometheusVersion version) {
        return Planner.plan(
                ExamplePlan.flightDelay().specification(), "0123456789abcdef", Target.DEFAULT.withPrometheus(version));
    }

    /** The promtool of a suite is not on every machine; continuous integration counts what is left out as a failure. */
    private static Tool promtool(String name) {
        if (!name.equals("promtool")) {
            assumeTrue(Tool.isPresent(name), name + " is not on the PATH: scripts/tools --suites says why");
        }
        return Tool.named(name);
    }

    private static PrometheusVersion version(Tool promtool) {
        Matcher matcher = VERSION.matcher(promtool.run("--version").output());
        assertThat(matcher.find()).isTrue();
        return PrometheusVersion.parse(matcher.group(1)).orElseThrow();
    }

    private static void assertAccepted(Tool.Result result) {
        assertThat(result.exitCode()).as(result.output()).isZero();
    }
}
