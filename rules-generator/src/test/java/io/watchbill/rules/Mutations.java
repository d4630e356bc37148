package io.watchbill.rules;

import io.watchbill.rules.format.AlertingRule;
import io.watchbill.spec.Durations;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * All ways in which one thing of an alerting rule can be wrong. Left out is what changes nothing: the aggregation of one value or of
 * ones (ALERTS, absent, group), limits between whole numbers of what is counted whole, and what an alert on a high ratio does where
 * nothing failed: no ratio and a ratio of zero are both quiet.
 */
final class Mutations {

    private static final Pattern LIMIT = Pattern.compile("(?<=[<>=] )\\d+(?:\\.\\d+)?");
    private static final Pattern COMPARISON = Pattern.compile(" (>=|<=|>|<) ");
    private static final Pattern RANGE = Pattern.compile("(?<=\\[)\\d+[smhd](?=])");
    private static final Pattern LABEL = Pattern.compile("[a-z_]+(=~?)(?=\"[^\"]*\")");
    private static final Pattern METRIC = Pattern.compile("[a-z]+(?:[_:][a-z0-9_:]+)(?=[{\\[])");
    private static final Pattern SET = Pattern.compile(" (and|or|unless) ");
    private static final Pattern AGGREGATION =
            Pattern.compile("\\b(sum|max|min|avg)(?! by \\([^)]*\\) \\(ALERTS|\\(absent)(?= by| ?\\()");

    private static final Pattern ZERO_DEFAULT =
            Pattern.compile(" or 0\\s+\\* sum by \\([^)]*\\) \\(rate\\([^)]*\\)\\)");

    private static final Map<String, String> COMPARISONS = Map.of(">", "<", "<", ">", ">=", "<=", "<=", ">=");
    private static final Map<String, String> SETS = Map.of("and", "or", "or", "and", "unless", "and");
    private static final Map<String, String> AGGREGATIONS =
            Map.of("sum", "count", "max", "min", "min", "max", "avg", "max");

    private Mutations() {}

    /** A mutant and what was changed. */
    record Named(String name, Mutant mutant) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Named> of(Mutant original) {
        List<Named> mutants = new ArrayList<>();
        each(mutants, original, "threshold a tenth higher", LIMIT, limit -> scaled(limit, "1.1"));
        each(mutants, original, "threshold a tenth lower", LIMIT, limit -> scaled(limit, "0.9"));
        each(mutants, original, "comparison", COMPARISON, text -> " " + COMPARISONS.get(text.strip()) + " ");
        each(mutants, original, "window twice as long", RANGE, Mutations::doubled);
        each(
                mutants,
                original,
                "label",
                LABEL,
                text -> text.endsWith("~") ? text.replace("=~", "!~") : text.replace("=", "!="));
        each(mutants, original, "metric", METRIC, text -> text + "_other");
        each(mutants, original, "set operator", SET, text -> " " + SETS.get(text.strip()) + " ");
        each(mutants, original, "aggregation", AGGREGATION, AGGREGATIONS::get);
        AlertingRule rule = original.rule();
        if (rule.hold() != null) {
            mutants.add(new Named(rule.alert() + ": for twice as long", original.holding(doubled(rule.hold()))));
        }
        return mutants;
    }

    private static void each(
            List<Named> mutants, Mutant original, String what, Pattern pattern, UnaryOperator<String> change) {
        String expr = original.rule().expr();
        List<MatchResult> sites = pattern.matcher(expr).results().toList();
        for (MatchResult site : sites) {
            String changed = change.apply(site.group());
            boolean inDefault = ZERO_DEFAULT
                    .matcher(expr)
                    .results()
                    .anyMatch(region -> site.start() >= region.start() && site.end() <= region.end());
            if (!inDefault
                    && !changed.equals(site.group())
                    && !(what.startsWith("threshold") && isOfWholeNumbers(expr, site))) {
                mutants.add(new Named(
                        original.rule().alert() + ": " + what + ", "
                                + site.group().strip() + " at " + site.start() + " to " + changed.strip(),
                        original.asking(expr.substring(0, site.start()) + changed + expr.substring(site.end()))));
            }
        }
    }

    /** A verdict is 0, 1 or 2, and bad events are counted one by one. */
    private static boolean isOfWholeNumbers(String expr, MatchResult site) {
        String before = expr.substring(0, site.start());
        String compared = before.substring(Math.max(before.lastIndexOf(" and "), 0));
        return compared.contains("ml_drift_verdict{") || compared.contains("slo:bad_events:");
    }

    private static String scaled(String limit, String factor) {
        return new BigDecimal(limit)
                .multiply(new BigDecimal(factor))
                .stripTrailingZeros()
                .toPlainString();
    }

    private static String doubled(String duration) {
        return Durations.format(Durations.parse(duration).orElseThrow().multipliedBy(2));
    }
}
