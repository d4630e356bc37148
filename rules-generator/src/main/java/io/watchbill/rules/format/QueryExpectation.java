package io.watchbill.rules.format;

import java.math.BigDecimal;
import java.util.List;

/**
 * What a query must return at one time.
 *
 * @param expr PromQL
 * @param evalTime Prometheus duration since the first sample
 */
public record QueryExpectation(String expr, String evalTime, List<Sample> expSamples) {

    /**
     * A series that is returned.
     *
     * @param labels as PromQL writes a series
     */
    public record Sample(String labels, BigDecimal value) {}

    public QueryExpectation {
        expSamples = List.copyOf(expSamples);
    }
}
