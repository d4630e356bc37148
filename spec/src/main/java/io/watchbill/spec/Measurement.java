package io.watchbill.spec;

import io.watchbill.spec.condition.Clause;
import io.watchbill.spec.condition.Quantity;

/** How a service level is measured. */
public sealed interface Measurement {
    /** A catalogue metric that is a ratio of bad to all events (or of good ones, where lower is worse). */
    record MetricRatio(String metric) implements Measurement {}

    /**
     * The share of requests under a bound.
     *
     * @param metric a latency quantile of the catalogue
     * @param bound seconds
     */
    record LatencyUnder(String metric, Quantity bound) implements Measurement {}

    /** Counters in PromQL selectors: bad events of all events. */
    record BadEvents(String bad, String total) implements Measurement {}

    /** Counters in PromQL selectors: good events of all events. */
    record GoodEvents(String good, String total) implements Measurement {}

    /** The share of time in which a clause holds. */
    record TimeSlice(Clause good) implements Measurement {}
}
