package io.watchbill.rules.format;

import java.util.List;

/**
 * Input of {@code promtool test rules}: <a
 * href="https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/">format</a>.
 *
 * @param ruleFiles relative to the test file
 * @param evaluationInterval Prometheus duration between evaluations of groups that name none of their own
 */
public record TestFile(List<String> ruleFiles, String evaluationInterval, List<TestCase> tests) {

    public TestFile {
        ruleFiles = List.copyOf(ruleFiles);
        tests = List.copyOf(tests);
    }
}
