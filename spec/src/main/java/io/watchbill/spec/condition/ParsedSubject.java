package io.watchbill.spec.condition;

import io.watchbill.spec.finding.Span;
import java.util.List;

/** {@code METRIC[{matchers}]}, as key metrics name what they are about, and where its parts stand in the text. */
public record ParsedSubject(String metric, List<Matcher> matchers, Span span, List<Span> labels, List<Span> values) {
    public ParsedSubject {
        matchers = List.copyOf(matchers);
        labels = List.copyOf(labels);
        values = List.copyOf(values);
    }
}
