package io.watchbill.spec.condition;

import io.watchbill.spec.Window;
import java.util.List;
import java.util.Optional;

/**
 * {@code METRIC[{matchers}] BOUND [over WINDOW]}.
 *
 * @param metric a name of the metric catalogue or of the specification's own metrics
 * @param window present where the metric has windows
 */
public record Clause(String metric, List<Matcher> matchers, Bound bound, Optional<Window> window) {
    public Clause {
        matchers = List.copyOf(matchers);
    }

    /** The canonical form. */
    public String text() {
        return subject() + " " + bound.text()
                + window.map(over -> " over " + over.label()).orElse("");
    }

    /** The metric with its matchers. */
    public String subject() {
        return metric + Matcher.text(matchers);
    }
}
