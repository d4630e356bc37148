package io.watchbill.spec.condition;

import io.watchbill.spec.finding.Span;
import java.util.List;
import java.util.Optional;

/**
 * A clause and where its parts stand in the text.
 *
 * @param metric the metric's name
 * @param labels the label name of each matcher
 * @param values the value of each matcher with its quotes
 * @param bound the whole bound
 * @param window the window, where one is written
 */
public record ParsedClause(
        Clause clause, Span metric, List<Span> labels, List<Span> values, Span bound, Optional<Span> window) {
    public ParsedClause {
        labels = List.copyOf(labels);
        values = List.copyOf(values);
    }
}
