package io.watchbill.rules.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.plan.yaml.YamlText;
import io.watchbill.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleFileTest {

    private static final RuleFile RULES = new RuleFile(List.of(new RuleGroup(
            "flight-delay",
            "30s",
            List.of(
                    new RecordingRule("job:up:sum", "sum by (job) (up)", Map.of("tier", "1")),
                    new AlertingRule(
                            "Down",
                            "job:up:sum\n< 1",
                            "1m",
                            null,
                            Map.of("priority", "P1"),
                            Map.of("summary", "{{ $labels.job }}: \"down\""))))));

    @TempDir
    Path directory;

    @Test
    void aRuleFileIsWrittenKeyForKey() {
        assertThat(YamlText.of(RULES, List.of())).isEqualTo("""
                groups:
                  - name: flight-delay
                    interval: 30s
                    rules:
                      - record: job:up:sum
                        expr: sum by (job) (up)
                        labels:
                          tier: "1"
                      - alert: Down
                        expr: |-
                          job:up:sum
                          < 1
                        for: 1m
                        labels:
                          priority: P1
                        annotations:
                          summary: '{{ $labels.job }}: "down"'
                """);
    }

    @Test
    void promtoolRunsTheTestFileOnTheRuleFile() throws IOException {
        Files.writeString(directory.resolve("rules.yaml"), YamlText.of(RULES, List.of()));
        ExpectedAlert down = new ExpectedAlert(
                Map.of("job", "node", "tier", "1", "priority", "P1"), Map.of("summary", "node: \"down\""));
        TestFile tests = new TestFile(
                List.of("rules.yaml"),
                "1m",
                List.of(new TestCase(
                        "down",
                        "30s",
                        List.of(new InputSeries("up{job=\"node\"}", "1x1 0x10")),
                        List.of(
                                new AlertExpectation("90s", "Down", List.of()),
                                new AlertExpectation("2m", "Down", List.of(down))))));
        Path file = Files.writeString(directory.resolve("test.yaml"), YamlText.of(tests, List.of()));

        Tool.Result result = Tool.named("promtool").run("test", "rules", file);

        assertThat(result.exitCode()).as(result.output()).isZero();
    }
}
