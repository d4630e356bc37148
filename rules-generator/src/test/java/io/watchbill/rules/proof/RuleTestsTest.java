package io.watchbill.rules.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.plan.Plan;
import io.watchbill.rules.ExamplePlan;
import io.watchbill.rules.RuleFiles;
import io.watchbill.testing.Tool;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleTestsTest {

    @TempDir
    Path directory;

    @Test
    void promtoolPassesTheTestsOfTheExample() {
        Plan plan = ExamplePlan.flightDelay();
        Path out = Path.of("/tmp/rules/out");
        Path rules = ExamplePlan.write(out, RuleFiles.render(plan));
        Path tests = ExamplePlan.write(out, RuleTests.render(plan));

        Tool.Result check = Tool.named("promtool").run("check", "rules", "--lint=all", "--lint-fatal", rules);
        assertThat(check.exitCode()).as(check.output()).isZero();
        Tool.Result result = Tool.named("promtool").run("test", "rules", tests);
        assertThat(result.exitCode()).as(result.output()).isZero();
    }
}
