package io.watchbill.profiler;

import java.util.Map;

/** The performance metrics of a task over rows that come in order of their score, equal ones together. */
interface Tally {
    /** Metrics by the names of {@code ml_performance_…}; one that the rows do not give is left out. */
    Map<String, MetricValue> metrics();
}
