package io.watchbill.spec;

import io.watchbill.spec.condition.Condition;
import java.time.Duration;

/** When an alert fires. */
public sealed interface AlertExpression {
    /** How long it must hold first. */
    Duration holdFor();

    /** In the condition language. */
    record Conditional(Condition condition) implements AlertExpression {
        @Override
        public Duration holdFor() {
            return condition.holdFor();
        }
    }

    /** In PromQL, as the way out: passed through as written. */
    record Promql(String query, Duration holdFor) implements AlertExpression {}
}
