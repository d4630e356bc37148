package io.watchbill.spec;

import io.watchbill.spec.condition.Bound;
import io.watchbill.spec.condition.Condition;
import io.watchbill.spec.condition.Matcher;
import java.util.List;
import java.util.Optional;

/**
 * A metric that matters most, with its normal range and thresholds.
 *
 * @param metric a name of the metric catalogue or of {@link OperationsSpecification#metrics()}
 * @param over present where the metric has windows
 * @param normal what is normal, in the metric's unit
 * @param warning a condition of one clause on this metric
 * @param critical a condition of one clause on this metric
 * @param warningPriority priority of the alert that the warning implies
 * @param criticalPriority priority of the alert that the critical threshold implies
 */
public record KeyMetric(
        String metric,
        List<Matcher> matchers,
        Optional<Window> over,
        Optional<Bound> normal,
        Optional<Condition> warning,
        Optional<Condition> critical,
        Priority warningPriority,
        Priority criticalPriority) {
    public static final Priority DEFAULT_WARNING_PRIORITY = Priority.P4;
    public static final Priority DEFAULT_CRITICAL_PRIORITY = Priority.P2;

    public KeyMetric {
        matchers = List.copyOf(matchers);
    }
}
