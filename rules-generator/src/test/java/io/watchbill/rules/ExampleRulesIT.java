package io.watchbill.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.testing.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of the example, as Prometheus judges them. */
class ExampleRulesIT {

    /** Where the tests under {@code src/test/resources/promtool} look for the rules. */
    private static final Path OUT = Path.of("target/promtool");

    private static List<Path> rules;

    @BeforeAll
    static void render() throws IOException {
        rules = RuleFiles.render(ExamplePlan.flightDelay()).stream()
                .map(artifact -> ExamplePlan.write(OUT, artifact))
                .toList();
    }

    @Test
    void promtoolFindsNothingWrong() {
        List<Object> check = new ArrayList<>(List.of("check", "rules", "--lint=all", "--lint-fatal"));
        check.addAll(rules);
        Tool.Result result = Tool.named("promtool").run(check.toArray());

        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"drift", "performance", "service", "monitoring", "ingestion", "slo"})
    void everyKindOfAlertFiresAndResolvesAsWrittenByHand(String subject) {
        Tool.Result result =
                Tool.named("promtool").run("test", "rules", Path.of("src/test/resources/promtool", subject + ".yaml"));

        assertThat(result.exitCode()).as(result.output()).isZero();
    }
}
