package io.watchbill.rules.proof;

import io.watchbill.plan.Level;
import io.watchbill.plan.Plan;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.rules.format.AlertExpectation;
import io.watchbill.rules.format.ExpectedAlert;
import io.watchbill.rules.format.InputSeries;
import io.watchbill.rules.format.TestCase;
import io.watchbill.spec.Durations;
import io.watchbill.spec.catalogue.CatalogueMetric;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.MetricFamilies;
import io.watchbill.spec.condition.Clause;
import io.watchbill.spec.condition.Condition;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tests of one alert: quiet beside the threshold, firing and resolving in time beyond it. */
final class AlertProof {

    private final Plan plan;
    private final PlannedAlert alert;

    AlertProof(Plan plan, PlannedAlert alert) {
        this.plan = plan;
        this.alert = alert;
    }

    /** The tests, none where nobody knows which series would make the alert fire. */
    List<TestCase> tests() {
        return switch (alert.kind()) {
            case WRITTEN_CONDITION, KEY_METRIC ->
                alert.condition().map(this::conditionTests).orElse(List.of());
            case FEATURE_DRIFT -> verdictTests("feature");
            case PREDICTION_DRIFT -> verdictTests("prediction");
            case WATCHDOG ->
                List.of(new TestCase(
                        alert.name() + " always fires",
                        interval(),
                        List.of(),
                        List.of(fires(Duration.ZERO, Map.of(), 1))));
            case WRITTEN_PROMQL, PERFORMANCE_DROP, CONFIDENCE_DECAY, DOWN, SLO_BURN, MONITORING -> List.of();
        };
    }

    private List<TestCase> conditionTests(Condition condition) {
        Clause first = condition.clauses().get(0);
        CatalogueMetric metric = plan.catalogue().find(first.metric()).orElseThrow();
        List<TestCase> tests = new ArrayList<>();
        for (Probe probe : Probe.of(first.bound(), metric.unit())) {
            stimuli(condition, probe)
                    .ifPresent(stimuli -> tests.addAll(tests(
                            stimuli,
                            probe.side() + " " + first.bound().text(),
                            probe.loud().doubleValue())));
        }
        return tests;
    }

    /** The first clause passes its threshold while all others hold. */
    private Optional<ClauseStimuli> stimuli(Condition condition, Probe probe) {
        Optional<ClauseStimuli> first =
                ClauseStimuli.of(plan, condition.clauses().get(0), probe);
        if (first.isEmpty()) {
            return Optional.empty();
        }
        List<StimulatedSeries> series = new ArrayList<>(first.get().series());
        Duration memory = first.get().memory();
        for (Clause clause : condition.clauses().subList(1, condition.clauses().size())) {
            CatalogueMetric metric = plan.catalogue().find(clause.metric()).orElseThrow();
            Optional<ClauseStimuli> other = Probe.of(clause.bound(), metric.unit()).stream()
                    .findFirst()
                    .flatMap(always -> ClauseStimuli.of(plan, clause, always));
            if (other.isEmpty()) {
                return Optional.empty();
            }
            other.get().series().stream().map(StimulatedSeries::alwaysLoud).forEach(series::add);
            memory = memory.compareTo(other.get().memory()) < 0 ? other.get().memory() : memory;
        }
        boolean distinct = series.stream().map(one -> one.name() + one.labels()).allMatch(new HashSet<>()::add);
        return distinct ? Optional.of(new ClauseStimuli(series, first.get().identity(), memory)) : Optional.empty();
    }

    private List<TestCase> verdictTests(String kind) {
        Map<String, String> labels = ClauseStimuli.usualLabels(plan, MetricFamilies.DRIFT_VERDICT.labels());
        labels.put(LabelNames.KIND, kind);
        int verdict = alert.level() == Level.WARNING ? 1 : 2;
        StimulatedSeries series = StimulatedSeries.gauge(
                MetricFamilies.DRIFT_VERDICT.name(),
                labels,
                BigDecimal.valueOf(verdict - 1),
                BigDecimal.valueOf(verdict));
        return tests(new ClauseStimuli(List.of(series), labels, Duration.ZERO), "at verdict " + verdict, verdict);
    }

    private List<TestCase> tests(ClauseStimuli stimuli, String threshold, double value) {
        Timeline time = Timeline.of(
                plan, stimuli.memory(), alert.holdFor(), alert.keepFiringFor().orElse(Duration.ZERO));
        AlertExpectation firing = fires(time.firingAt(), stimuli.identity(), value);
        if (firing.expAlerts().isEmpty()) {
            return List.of();
        }
        Duration last = time.quietFrom().minus(plan.target().evaluationInterval());
        long all = time.samplesBefore() + time.samplesLoud();
        List<InputSeries> steady = stimuli.series().stream()
                .map(series -> series.samples(time.interval(), all, 0, 0))
                .toList();
        List<InputSeries> passing = stimuli.series().stream()
                .map(series ->
                        series.samples(time.interval(), time.samplesBefore(), time.samplesLoud(), time.samplesAfter()))
                .toList();
        return List.of(
                new TestCase(
                        alert.name() + " is quiet on the good side, " + threshold,
                        interval(),
                        steady,
                        List.of(silent(time.firingAt()), silent(last))),
                new TestCase(
                        alert.name() + " fires and resolves, " + threshold,
                        interval(),
                        passing,
                        List.of(
                                silent(time.pendingAt()),
                                firing,
                                fires(last, stimuli.identity(), value),
                                silent(time.resolvedAt()))));
    }

    private AlertExpectation silent(Duration at) {
        return new AlertExpectation(Durations.format(at), alert.name(), List.of());
    }

    /** The alert with these labels and this value, or nothing where its texts hold templates that are not read here. */
    private AlertExpectation fires(Duration at, Map<String, String> identity, double value) {
        TemplateReading templates = new TemplateReading(identity, value);
        Optional<Map<String, String>> own = templates.readAll(alert.labels());
        Optional<Map<String, String>> annotations = templates.readAll(alert.annotations());
        if (own.isEmpty() || annotations.isEmpty()) {
            return silent(at);
        }
        Map<String, String> labels = new LinkedHashMap<>(identity);
        labels.keySet().retainAll(alert.identityLabels());
        labels.putAll(own.get());
        return new AlertExpectation(
                Durations.format(at), alert.name(), List.of(new ExpectedAlert(labels, annotations.get())));
    }

    private String interval() {
        return Durations.format(plan.target().scrapeInterval());
    }
}
