package io.watchbill.bench.objectives;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A rule of Prometheus.
 *
 * @param name of the series that is recorded, or of the alert
 * @param labels what the rule sets
 */
record Rule(Kind kind, String name, String expression, Map<String, String> labels) {

    enum Kind {
        RECORDING,
        ALERTING
    }

    /** Whether it reads the series that another rule records. */
    boolean reads(Rule other) {
        return other.kind == Kind.RECORDING
                && Pattern.compile("(?<![\\w:])" + Pattern.quote(other.name) + "(?![\\w:])")
                        .matcher(expression)
                        .find();
    }

    /** Whether it reads that series' past, not only its present value. */
    boolean readsPastOf(Rule other) {
        return other.kind == Kind.RECORDING
                && Pattern.compile("(?<![\\w:])" + Pattern.quote(other.name) + "(\\{[^}]*\\})?\\[")
                        .matcher(expression)
                        .find();
    }

    /** As an entry of a file of rules. */
    Map<String, Object> entry() {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put(kind == Kind.RECORDING ? "record" : "alert", name);
        entry.put("expr", expression);
        entry.put("labels", labels);
        return entry;
    }
}
