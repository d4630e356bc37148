package io.watchbill.profiler;

/**
 * A metric over some rows.
 *
 * @param value    the metric
 * @param samples  rows that it was computed from
 * @param variance variance of one row's contribution, so that the metric's own variance is this over the rows
 */
record MetricValue(double value, long samples, double variance) {

    /** A share of rows. */
    static MetricValue share(long part, long of) {
        double share = (double) part / of;
        return new MetricValue(share, of, share * (1 - share));
    }
}
