package io.watchbill.rules.proof;

import io.watchbill.plan.Level;
import io.watchbill.plan.Plan;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.rules.format.AlertExpectation;
import io.watchbill.rules.format.ExpectedAlert;
import io.watchbill.rules.format.InputSeries;
import io.watchbill.rules.format.TestCase;
import io.watchbill.spec.Durations;
import io.watchbill.spec.Model;
import io.watchbill.spec.PerformanceThresholds;
import io.watchbill.spec.Serving;
import io.watchbill.spec.Task;
import io.watchbill.spec.Unit;
import io.watchbill.spec.catalogue.CatalogueMetric;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.MetricFamilies;
import io.watchbill.spec.catalogue.MetricFamily;
import io.watchbill.spec.condition.Bound;
import io.watchbill.spec.condition.Clause;
import io.watchbill.spec.condition.Condition;
import io.watchbill.spec.condition.Operator;
import io.watchbill.spec.condition.Quantity;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The tests of one alert: quiet beside the threshold, firing and resolving in time beyond it. */
final class AlertProof {

    /** When the run of a test was due: any time. */
    private static final long RUN_DUE = 1_000_000_000;

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
            case PERFORMANCE_DROP -> performanceTests();
            case CONFIDENCE_DECAY -> confidenceTests();
            case RUN_LATE -> lateTests();
            case RUN_ROWS -> rowTests();
            case WRITTEN_PROMQL, DOWN, SLO_BURN, SLO_EXHAUSTED, SLO_UNMEASURED, MONITORING -> List.of();
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

    private List<TestCase> performanceTests() {
        return classifier()
                .map(model -> {
                    PerformanceThresholds thresholds = alert.level() == Level.WARNING
                            ? model.performance().warning()
                            : model.performance().critical();
                    return dropTests(
                            model,
                            MetricFamilies.PERFORMANCE_DROP,
                            MetricFamilies.PERFORMANCE_DROP_P_VALUE,
                            thresholds.accuracyDrop(),
                            thresholds.pValue());
                })
                .orElse(List.of());
    }

    private List<TestCase> confidenceTests() {
        return classifier()
                .flatMap(model -> (alert.level() == Level.WARNING
                                ? model.performance().confidence().warning()
                                : model.performance().confidence().critical())
                        .map(threshold -> dropTests(
                                model,
                                MetricFamilies.CONFIDENCE_DROP,
                                MetricFamilies.CONFIDENCE_DROP_P_VALUE,
                                threshold.drop(),
                                threshold.pValue())))
                .orElse(List.of());
    }

    /** A drop passes its threshold, once while it is significant all the time, once the other way round. */
    private List<TestCase> dropTests(
            Model model, MetricFamily dropFamily, MetricFamily pFamily, BigDecimal drop, BigDecimal pValue) {
        Map<String, String> labels = ClauseStimuli.usualLabels(plan, dropFamily.labels());
        labels.put(LabelNames.MODEL, model.name());
        labels.replace(LabelNames.METRIC, "accuracy");
        Probe size = Probe.of(above(drop), Unit.RATIO).get(0);
        BigDecimal chance = pValue.divide(BigDecimal.valueOf(2));
        StimulatedSeries large = StimulatedSeries.gauge(dropFamily.name(), labels, size.quiet(), size.loud());
        StimulatedSeries significant = StimulatedSeries.gauge(pFamily.name(), labels, pValue, chance);
        double value = size.loud().doubleValue();
        List<TestCase> tests = new ArrayList<>(tests(
                new ClauseStimuli(List.of(large, significant.alwaysLoud()), labels, Duration.ZERO),
                "over " + drop.toPlainString(),
                value));
        tests.addAll(tests(
                new ClauseStimuli(List.of(large.alwaysLoud(), significant), labels, Duration.ZERO),
                "p-value under " + pValue.toPlainString(),
                value));
        return tests;
    }

    /** A success before the due run, and one at its start. */
    private List<TestCase> lateTests() {
        BigDecimal due = BigDecimal.valueOf(RUN_DUE);
        return batch(batch -> batch.deadline().isPresent())
                .map(model -> {
                    Map<String, String> labels = runLabels(MetricFamilies.RUN_DUE, model);
                    StimulatedSeries success = StimulatedSeries.gauge(
                            MetricFamilies.RUN_LAST_SUCCESS.name(), labels, due, due.subtract(BigDecimal.ONE));
                    StimulatedSeries run = StimulatedSeries.gauge(MetricFamilies.RUN_DUE.name(), labels, due, due);
                    return tests(
                            new ClauseStimuli(List.of(success, run), labels, Duration.ZERO),
                            "no success since a run was due",
                            RUN_DUE);
                })
                .orElse(List.of());
    }

    private List<TestCase> rowTests() {
        return batch(batch -> batch.rows().isPresent())
                .map(model -> {
                    Serving.RowRange rows =
                            ((Serving.Batch) model.serving()).rows().orElseThrow();
                    Bound bound = new Bound.Outside(quantity(rows.minimum()), quantity(rows.maximum()));
                    Map<String, String> labels = runLabels(MetricFamilies.RUN_ROWS, model);
                    List<TestCase> tests = new ArrayList<>();
                    for (Probe probe : Probe.of(bound, Unit.COUNT)) {
                        StimulatedSeries series = StimulatedSeries.gauge(
                                MetricFamilies.RUN_ROWS.name(), labels, probe.quiet(), probe.loud());
                        tests.addAll(tests(
                                new ClauseStimuli(List.of(series), labels, Duration.ZERO),
                                probe.side() + " " + bound.text(),
                                probe.loud().doubleValue()));
                    }
                    return tests;
                })
                .orElse(List.of());
    }

    private Optional<Model> batch(Predicate<Serving.Batch> wanted) {
        return plan.specification().models().stream()
                .filter(model -> model.serving() instanceof Serving.Batch batch && wanted.test(batch))
                .findFirst();
    }

    private Map<String, String> runLabels(MetricFamily family, Model model) {
        Map<String, String> labels = ClauseStimuli.usualLabels(plan, family.labels());
        labels.put(LabelNames.MODEL, model.name());
        return labels;
    }

    private static Quantity quantity(BigDecimal value) {
        return new Quantity(value, Quantity.Notation.PLAIN, value.toPlainString());
    }

    private static Bound above(BigDecimal limit) {
        return new Bound.Comparison(Operator.GREATER, quantity(limit));
    }

    /** The first model whose accuracy is compared with a baseline. */
    private Optional<Model> classifier() {
        return plan.specification().models().stream()
                .filter(model -> !model.references().isEmpty())
                .filter(model ->
                        model.task() == Task.BINARY_CLASSIFICATION || model.task() == Task.MULTICLASS_CLASSIFICATION)
                .findFirst();
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
        // Every query keeps the cluster, where its series have one.
        labels.keySet()
                .removeIf(label -> !label.equals(LabelNames.CLUSTER)
                        && !alert.identityLabels().contains(label));
        labels.putAll(own.get());
        return new AlertExpectation(
                Durations.format(at), alert.name(), List.of(new ExpectedAlert(labels, annotations.get())));
    }

    private String interval() {
        return Durations.format(plan.target().scrapeInterval());
    }
}
