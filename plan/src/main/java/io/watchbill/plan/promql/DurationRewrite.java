package io.watchbill.plan.promql;

import java.time.Duration;

/** What becomes of the durations of an expression. */
public interface DurationRewrite {

    /** The length of a range, {@code [5m]}. */
    Duration range(Duration range);

    /** The step of a subquery, {@code [1h:30s]}. */
    Duration step(Duration step);

    /** The length of an {@code offset}. */
    Duration offset(Duration offset);
}
