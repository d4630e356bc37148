package io.watchbill.rules.format;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rules evaluated one after the other, at one time.
 *
 * @param name unique in the file
 * @param interval Prometheus duration between evaluations; the server's own where null
 */
public record RuleGroup(String name, @Nullable String interval, List<Rule> rules) {

    public RuleGroup {
        rules = List.copyOf(rules);
    }
}
