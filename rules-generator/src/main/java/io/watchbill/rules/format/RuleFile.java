package io.watchbill.rules.format;

import java.util.List;

/** A Prometheus rule file: <a href="https://prometheus.io/docs/prometheus/latest/configuration/recording_rules/">format</a>. */
public record RuleFile(List<RuleGroup> groups) {

    public RuleFile {
        groups = List.copyOf(groups);
    }
}
