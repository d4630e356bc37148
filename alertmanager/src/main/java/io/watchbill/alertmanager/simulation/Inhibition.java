package io.watchbill.alertmanager.simulation;

import io.watchbill.alertmanager.format.InhibitRule;
import io.watchbill.alertmanager.semantics.LabelMatching;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which alerts say nothing while others fire, as the inhibit rules have it. */
public final class Inhibition {

    private final List<InhibitRule> rules;
    private final List<Firing> alerts;

    /**
     * The rules over these alerts.
     *
     * @param alerts everything that fires at some time
     */
    public Inhibition(List<InhibitRule> rules, List<Firing> alerts) {
        this.rules = List.copyOf(rules);
        this.alerts = List.copyOf(alerts);
    }

    /**
     * The alert that silences one with these labels then. An alert that fits both sides of a rule is not silenced by
     * others that do.
     */
    public Optional<Firing> source(Map<String, String> target, Instant at) {
        for (InhibitRule rule : rules) {
            if (LabelMatching.matches(rule.targetMatchers(), target)) {
                boolean bothSides = LabelMatching.matches(rule.sourceMatchers(), target);
                Optional<Firing> source = alerts.stream()
                        .filter(alert -> alert.at(at)
                                && LabelMatching.matches(rule.sourceMatchers(), alert.labels())
                                && !(bothSides && LabelMatching.matches(rule.targetMatchers(), alert.labels()))
                                && rule.equal().stream()
                                        .allMatch(label ->
                                                value(alert.labels(), label).equals(value(target, label))))
                        .findFirst();
                if (source.isPresent()) {
                    return source;
                }
            }
        }
        return Optional.empty();
    }

    /** A label that is not there is as one that is empty. */
    private static String value(Map<String, String> labels, String label) {
        return labels.getOrDefault(label, "");
    }
}
