package io.watchbill.rules.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.plan.Target;
import io.watchbill.rules.ExamplePlan;
import io.watchbill.rules.RuleFiles;
import io.watchbill.testing.Tool;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fleet's rules on counters written by hand. */
class FleetRecordingsIT {

    private static final Path TESTS = Path.of("src/test/resources/fleet");

    @BeforeAll
    static void render() {
        Target target = new Target(Duration.ofMinutes(1), Duration.ofMinutes(1), 1);
        ExamplePlan.write(
                Path.of("target/fleet"), RuleFiles.render(ExamplePlan.of(TESTS.resolve("shop.yaml"), target)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"drift", "performance"})
    void recordWhatWasComputedByHand(String subject) {
        Tool.Result result = Tool.named("promtool").run("test", "rules", TESTS.resolve(subject + ".yaml"));

        assertThat(result.exitCode()).as(result.output()).isZero();
    }
}
