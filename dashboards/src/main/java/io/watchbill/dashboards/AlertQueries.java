package io.watchbill.dashboards;

import io.watchbill.plan.promql.BinaryOperation;
import io.watchbill.plan.promql.Operator;
import io.watchbill.plan.promql.Selector;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The queries that draw what alerts compare: each line once, and each with a name of its own. */
final class AlertQueries {

    private AlertQueries() {}

    /**
     * What their lines are called, by query, in their order. An alert of a range takes the least of the replicas for its lower
     * end and the greatest for its upper one: where they agree, there is one line to see.
     *
     * @param otherwise what the one line of an alert without labels is called
     */
    static Map<String, String> of(List<AlertLine> lines, boolean severalModels, String otherwise) {
        Map<String, AlertLine> different = new LinkedHashMap<>();
        lines.forEach(line -> different.putIfAbsent(line.value().text(), line));
        Map<String, String> queries = new LinkedHashMap<>();
        Map<Selector, AlertLine> bySeries = new HashMap<>();
        Set<String> names = new HashSet<>();
        for (AlertLine line : different.values()) {
            String legend = line.legend(severalModels, otherwise);
            Optional<AlertLine> same =
                    line.series().flatMap(series -> Optional.ofNullable(bySeries.putIfAbsent(series, line)));
            if (same.isPresent()) {
                String elsewhere = BinaryOperation.of(
                                line.value(), Operator.NOT_EQUAL, same.get().value())
                        .text();
                queries.put(elsewhere, legend + ", another replica");
            } else {
                boolean ownName = names.add(legend) || legend.contains("{{");
                queries.put(line.value().text(), ownName ? legend : line.alert().name() + " against " + limit(line));
            }
        }
        return queries;
    }

    private static String limit(AlertLine line) {
        return Looks.limits(line.bound()).get(0).toPlainString();
    }
}
