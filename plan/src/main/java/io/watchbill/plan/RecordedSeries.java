package io.watchbill.plan;

import io.watchbill.plan.promql.Expression;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A recording rule.
 *
 * @param name the recorded series, {@code level:metric:operations}
 * @param labels set by the rule
 * @param group the rule group it is evaluated in; recordings of one group are evaluated in the plan's order
 */
public record RecordedSeries(String name, Expression expression, Map<String, String> labels, String group) {

    public RecordedSeries {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }
}
