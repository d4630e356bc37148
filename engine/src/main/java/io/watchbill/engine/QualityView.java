package io.watchbill.engine;

/**
 * A quality score of one version since the start.
 *
 * @param name as the specification declares it
 * @param scores values inside the declared range
 * @param invalid how many values were outside it
 */
public record QualityView(String name, HistogramView scores, long invalid) {}
