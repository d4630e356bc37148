package io.watchbill.rules.proof;

import io.watchbill.plan.Plan;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.rules.format.AlertExpectation;
import io.watchbill.rules.format.InputSeries;
import io.watchbill.spec.Model;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.MetricFamilies;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** One alert about the monitoring itself, and what its tests have in common. */
record MonitoringScene(Plan plan, PlannedAlert alert) {

    /** The exporter's own series, which say that it runs; away for a while. */
    InputSeries exporter(Cadence cadence, Duration before, Duration gone, Duration after) {
        SampleRun run = new SampleRun(MetricFamilies.SPEC.name(), exporter(Map.of()));
        run.level(BigDecimal.ONE, samples(cadence, before));
        run.gone(samples(cadence, gone));
        if (!after.isZero()) {
            run.level(BigDecimal.ONE, samples(cadence, after));
        }
        return run.series();
    }

    /** An exporter of several, that is there, away for a while, and back. */
    InputSeries replica(Cadence cadence, Map<String, String> instance, Duration before, Duration gone) {
        SampleRun run = new SampleRun(MetricFamilies.SPEC.name(), exporter(instance));
        run.level(BigDecimal.ONE, samples(cadence, before));
        run.gone(samples(cadence, gone));
        run.level(BigDecimal.ONE, samples(cadence, cadence.steps(3)));
        return run.series();
    }

    /** The labels of an exporter's own series. */
    Map<String, String> exporter(Map<String, String> more) {
        Map<String, String> labels = new LinkedHashMap<>(more);
        labels.put(LabelNames.NAME, plan.system());
        labels.put(LabelNames.HASH, "any");
        return labels;
    }

    static Map<String, String> instance(String name) {
        return Map.of("job", "watchbill", "instance", name);
    }

    /** The label of the first model that is wanted. */
    Optional<Map<String, String>> model(Predicate<Model> wanted) {
        return plan.specification().models().stream()
                .filter(wanted)
                .findFirst()
                .map(model -> Map.of(LabelNames.MODEL, model.name()));
    }

    AlertExpectation none(Duration at) {
        return ExpectedFiring.none(at, alert);
    }

    AlertExpectation fires(Duration at, Map<String, String> identity, double value) {
        return ExpectedFiring.one(at, alert, identity, value)
                .orElseThrow(() ->
                        new IllegalStateException("a text of " + alert.name() + " holds a template that is not read"));
    }

    /** So many in a time, as a number a second. */
    static BigDecimal within(int events, Duration length) {
        return BigDecimal.valueOf(events).divide(BigDecimal.valueOf(length.toSeconds()), MathContext.DECIMAL64);
    }

    /** How many samples a series has in a time. */
    static long samples(Cadence cadence, Duration length) {
        return Cadence.times(length, cadence.sample());
    }
}
