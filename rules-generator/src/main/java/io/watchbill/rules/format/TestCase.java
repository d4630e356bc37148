package io.watchbill.rules.format;

import java.util.List;

/**
 * Series and what must follow from them.
 *
 * @param name shown by promtool where a test fails
 * @param interval Prometheus duration between the samples of {@code inputSeries}
 */
public record TestCase(
        String name,
        String interval,
        List<InputSeries> inputSeries,
        List<AlertExpectation> alertRuleTest,
        List<QueryExpectation> promqlExprTest) {

    public TestCase {
        inputSeries = List.copyOf(inputSeries);
        alertRuleTest = List.copyOf(alertRuleTest);
        promqlExprTest = List.copyOf(promqlExprTest);
    }

    /** One that asks for alerts only. */
    public TestCase(String name, String interval, List<InputSeries> inputSeries, List<AlertExpectation> alertRuleTest) {
        this(name, interval, inputSeries, alertRuleTest, List.of());
    }
}
