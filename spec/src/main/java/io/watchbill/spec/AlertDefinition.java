package io.watchbill.spec;

import java.util.List;
import java.util.Optional;

/**
 * A hand-written alert.
 *
 * @param summary one line; may hold Prometheus templates; by default the condition in words
 * @param impact who suffers and how
 * @param runbook id of a troubleshooting entry, or an absolute http(s) address
 * @param tests by its author's hand
 */
public record AlertDefinition(
        String name,
        AlertExpression expression,
        Priority severity,
        Optional<String> summary,
        Optional<String> impact,
        Optional<String> runbook,
        AlertState state,
        List<AlertTest> tests) {

    public AlertDefinition {
        tests = List.copyOf(tests);
    }
}
