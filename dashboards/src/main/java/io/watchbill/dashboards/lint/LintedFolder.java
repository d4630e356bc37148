package io.watchbill.dashboards.lint;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Every dashboard of a folder, and the rules that Prometheus evaluates beside them. */
final class LintedFolder {

    private final List<LintedDashboard> dashboards;
    private final Map<String, LintedDashboard> byUid = new HashMap<>();
    private final List<GeneratedRule> rules;
    private final Set<String> recorded = new HashSet<>();
    private final Map<String, List<String>> bySeries = new HashMap<>();
    private final Map<String, Set<BigDecimal>> limits = new HashMap<>();
    private final Map<String, Boolean> ofRules = new HashMap<>();

    LintedFolder(List<LintedDashboard> dashboards, List<GeneratedRule> rules) {
        this.dashboards = List.copyOf(dashboards);
        this.rules = List.copyOf(rules);
        dashboards.forEach(dashboard -> byUid.putIfAbsent(dashboard.uid(), dashboard));
        for (GeneratedRule rule : rules) {
            Promql promql = Promql.of(rule.expression());
            String bare = promql.bare();
            promql.asked().stream()
                    .map(Promql.Asked::series)
                    .distinct()
                    .forEach(series -> bySeries.computeIfAbsent(series, any -> new ArrayList<>())
                            .add(bare));
            if (rule.isAlert()) {
                promql.comparisons()
                        .forEach(compared -> limits.computeIfAbsent(compared.core(), any -> new TreeSet<>())
                                .add(compared.limit()));
            } else {
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
                        .anyMatch(rule ->
                                rule.contains(bare) || (rule.length() > bare.length() / 2 && bare.contains(rule))));
    }

    /** The numbers with which alerts compare what the query asks for, of whichever of several. */
    Set<BigDecimal> limits(Promql query) {
        return limits.getOrDefault(query.core(), Set.of());
    }

    private Stream<String> near(Promql query) {
        return query.asked().stream()
                .limit(1)
                .flatMap(asked -> bySeries.getOrDefault(asked.series(), List.of()).stream());
    }
}
