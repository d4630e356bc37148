package io.watchbill.dashboards.lint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Every dashboard of a folder, and the rules that Prometheus evaluates beside them. */
final class LintedFolder {

    private final List<LintedDashboard> dashboards;
    private final Map<String, LintedDashboard> byUid = new HashMap<>();
    private final List<GeneratedRule> rules;
    private final Set<String> recorded = new HashSet<>();
    private final Map<String, List<Bare>> bySeries = new HashMap<>();
    private final Map<String, Boolean> ofRules = new HashMap<>();

    /** A rule's expression without spaces that mean nothing. */
    private record Bare(String text, boolean isAlert) {}

    LintedFolder(List<LintedDashboard> dashboards, List<GeneratedRule> rules) {
        this.dashboards = List.copyOf(dashboards);
        this.rules = List.copyOf(rules);
        dashboards.forEach(dashboard -> byUid.putIfAbsent(dashboard.uid(), dashboard));
        for (GeneratedRule rule : rules) {
            Promql promql = Promql.of(rule.expression());
            Bare bare = new Bare(promql.bare(), rule.isAlert());
            promql.asked().stream()
                    .map(Promql.Asked::series)
                    .distinct()
                    .forEach(series -> bySeries.computeIfAbsent(series, any -> new ArrayList<>())
                            .add(bare));
            if (!rule.isAlert()) {
                recorded.add(rule.name());
            }
        }
    }

    List<LintedDashboard> dashboards() {
        return dashboards;
    }

    Stream<GeneratedRule> alerts() {
        return rules.stream().filter(GeneratedRule::isAlert);
    }

    Optional<LintedDashboard> dashboard(String uid) {
        return Optional.ofNullable(byUid.get(uid));
    }

    /** Whether a rule records or reads series of that name. */
    boolean hasSeries(String series) {
        return recorded.contains(series) || bySeries.containsKey(series);
    }

    /** Whether the query is a part of a rule's expression, or holds all of one: its numbers are then the rule's. */
    boolean isOfRules(Promql query) {
        String bare = query.bare();
        return ofRules.computeIfAbsent(
                bare,
                any -> near(query)
                        .anyMatch(rule -> rule.text().contains(bare)
                                || (rule.text().length() > bare.length() / 2 && bare.contains(rule.text()))));
    }

    /** The expressions of alerts that hold the whole query. */
    List<String> alertsWith(Promql query) {
        String bare = query.bare();
        return near(query)
                .filter(Bare::isAlert)
                .map(Bare::text)
                .filter(text -> text.contains(bare))
                .distinct()
                .toList();
    }

    private Stream<Bare> near(Promql query) {
        return query.asked().stream()
                .limit(1)
                .flatMap(asked -> bySeries.getOrDefault(asked.series(), List.of()).stream());
    }
}
