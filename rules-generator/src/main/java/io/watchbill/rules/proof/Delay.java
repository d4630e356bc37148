package io.watchbill.rules.proof;

import io.watchbill.rules.format.AlertExpectation;
import io.watchbill.rules.format.InputSeries;
import io.watchbill.rules.format.QueryExpectation;
import io.watchbill.rules.format.TestCase;
import io.watchbill.spec.Durations;
import java.time.Duration;
import java.util.stream.Stream;

/** Tests at another time of promtool's clock. */
final class Delay {

    private Delay() {}

    /** The same after a time without any series, of whole steps of the cadence. */
    static TestCase of(TestCase test, Cadence cadence, Duration lead) {
        long samples = Cadence.times(lead, cadence.sample());
        if (samples == 0) {
            return test;
        }
        return new TestCase(
                test.name(),
                test.interval(),
                test.inputSeries().stream()
                        .map(series -> new InputSeries(series.series(), "_x" + samples + " " + series.values()))
                        .toList(),
                test.alertRuleTest().stream()
                        .map(expected -> new AlertExpectation(
                                later(expected.evalTime(), lead), expected.alertname(), expected.expAlerts()))
                        .toList(),
                test.promqlExprTest().stream()
                        .map(expected -> new QueryExpectation(
                                expected.expr(), later(expected.evalTime(), lead), expected.expSamples()))
                        .toList());
    }

    /** How long a test takes on promtool's clock. */
    static Duration length(TestCase test) {
        return Stream.concat(
                        test.alertRuleTest().stream().map(AlertExpectation::evalTime),
                        test.promqlExprTest().stream().map(QueryExpectation::evalTime))
                .map(Delay::time)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private static String later(String time, Duration lead) {
        return Durations.format(time(time).plus(lead));
    }

    private static Duration time(String text) {
        return Durations.parse(text).orElseThrow(() -> new IllegalStateException("no time of a test: " + text));
    }
}
