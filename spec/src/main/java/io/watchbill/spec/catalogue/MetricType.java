package io.watchbill.spec.catalogue;

/** The kind of a metric family, as Prometheus knows it. */
public enum MetricType {
    COUNTER,
    GAUGE,
    HISTOGRAM,
    INFO
}
