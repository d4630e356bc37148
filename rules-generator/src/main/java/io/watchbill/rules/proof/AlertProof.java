package io.watchbill.rules.proof;

import io.watchbill.plan.AlertKind;
import io.watchbill.plan.Level;
import io.watchbill.plan.Plan;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.rules.format.TestCase;
import io.watchbill.spec.Durations;
import io.watchbill.spec.Model;
import io.watchbill.spec.PerformanceThresholds;
import io.watchbill.spec.Serving;
import io.watchbill.spec.Sources;
import io.watchbill.spec.Task;
import io.watchbill.spec.Unit;
import io.watchbill.spec.Window;
import io.watchbill.spec.catalogue.CatalogueMetric;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.Measure;
import io.watchbill.spec.catalogue.MetricCatalogue;
import io.watchbill.spec.catalogue.MetricFamilies;
import io.watchbill.spec.catalogue.MetricFamily;
import io.watchbill.spec.catalogue.Preset;
import io.watchbill.spec.condition.Bound;
import io.watchbill.spec.condition.Clause;
import io.watchbill.spec.condition.Condition;
import io.watchbill.spec.condition.Operator;
import io.watchbill.spec.condition.Quantity;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The tests of one alert: quiet beside the threshold, firing and resolving in time beyond it. */
final class AlertProof {

    /** When the run of a test was due: any time. */
    private static final long RUN_DUE = 1_000_000_000;

    /** So little under a limit that a tenth less of it is found. */
    private static final BigDecimal JUST_UNDER = new BigDecimal("0.95");

    /** Why alerts that count over hours are not tested where a demo scales time. */
    static final String SCALED = "time is scaled";

    private final Plan plan;
    private final PlannedAlert alert;

    AlertProof(Plan plan, PlannedAlert alert) {
        this.plan = plan;
        this.alert = alert;
    }

    /** The tests, or why there are none. */
    Proof proof() {
        return switch (alert.kind()) {
            case WRITTEN_CONDITION ->
                new WrittenProof(plan, alert)
                        .with(known(alert.condition().map(this::conditionTests).orElse(List.of())));
            case KEY_METRIC -> known(alert.condition().map(this::conditionTests).orElse(List.of()));
            case FEATURE_DRIFT -> known(verdictTests("feature"));
            case PREDICTION_DRIFT -> known(verdictTests("prediction"));
            case WATCHDOG ->
                known(List.of(new ProvenCase(
                        live(),
                        new TestCase(
                                alert.name() + " always fires",
                                Durations.format(live().sample()),
                                List.of(),
                                ExpectedFiring.one(Duration.ZERO, alert, Map.of(), 1).stream()
                                        .toList()))));
            case PERFORMANCE_DROP -> known(performanceTests());
            case CONFIDENCE_DECAY -> known(confidenceTests());
            case RUN_LATE -> known(lateTests());
            case RUN_ROWS -> known(rowTests());
            case DOWN -> known(downTests());
            case MONITORING -> known(new MonitoringProof(plan, alert).tests());
            case SLO_BURN, SLO_EXHAUSTED, SLO_UNMEASURED -> ObjectiveTests.of(plan, alert);
            case WRITTEN_PROMQL -> new WrittenProof(plan, alert).proof();
        };
    }

    private Proof known(List<ProvenCase> tests) {
        if (!tests.isEmpty()) {
            return new Proof(tests, List.of());
        }
        boolean countsOverHours = alert.kind() == AlertKind.DOWN || alert.kind() == AlertKind.MONITORING;
        boolean scaled = countsOverHours && plan.target().timeScale() != 1;
        return Proof.missing(alert.name(), scaled ? SCALED : "it is not known what series make it fire");
    }

    private List<ProvenCase> conditionTests(Condition condition) {
        Clause first = condition.clauses().get(0);
        CatalogueMetric metric = plan.catalogue().find(first.metric()).orElseThrow();
        List<ProvenCase> tests = new ArrayList<>();
        for (Probe probe : Probe.of(first.bound(), metric.unit())) {
            Optional<Crossing> crossing = crossing(condition, probe);
            Probe loud = crossing.map(probe::at).orElse(probe);
            stimuli(condition, loud)
                    .ifPresent(stimuli -> tests.addAll(ThresholdProof.of(
                            plan,
                            alert,
                            stimuli,
                            crossing,
                            probe.side() + " " + first.bound().text(),
                            loud.loud().doubleValue(),
                            true)));
        }
        return tests;
    }

    /** When exactly a rate passes its threshold; empty where that is not known, and for gauges, which do at once. */
    private Optional<Crossing> crossing(Condition condition, Probe probe) {
        return ClauseStimuli.of(plan, condition.clauses().get(0), probe)
                .filter(first -> probe.quiet().compareTo(probe.limit()) != 0)
                .filter(first -> stimuli(condition, probe).stream()
                        .allMatch(all -> all.memory().equals(first.memory())))
                .flatMap(first -> {
                    Cadence cadence = ThresholdProof.cadence(plan, alert, first.memory());
                    return switch (first.mixed()) {
                        case UNKNOWN -> Optional.empty();
                        case BETWEEN -> Crossing.of(cadence, first.memory());
                        case LOUD -> Crossing.atOnce(cadence, first.memory());
                    };
                });
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
        return distinct
                ? Optional.of(new ClauseStimuli(
                        series,
                        first.get().identity(),
                        memory,
                        first.get().mixed(),
                        first.get().watched()))
                : Optional.empty();
    }

    private List<ProvenCase> verdictTests(String kind) {
        Map<String, String> labels = ClauseStimuli.usualLabels(plan, MetricFamilies.DRIFT_VERDICT.labels());
        labels.put(LabelNames.KIND, kind);
        int verdict = alert.level() == Level.WARNING ? 1 : 2;
        StimulatedSeries series = StimulatedSeries.gauge(
                ClauseStimuli.read(plan, MetricFamilies.DRIFT_VERDICT, firstWindow()),
                labels,
                BigDecimal.valueOf(verdict - 1),
                BigDecimal.valueOf(verdict));
        return tests(
                new ClauseStimuli(List.of(series, series.ofQuietReplica()), labels, Duration.ZERO)
                        .of(plan, MetricFamilies.DRIFT_VERDICT),
                "at verdict " + verdict,
                verdict);
    }

    private Optional<Window> firstWindow() {
        return plan.specification().models().stream()
                .flatMap(model -> model.drift().windows().stream())
                .findFirst();
    }

    private List<ProvenCase> performanceTests() {
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

    private List<ProvenCase> confidenceTests() {
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
    private List<ProvenCase> dropTests(
            Model model, MetricFamily dropFamily, MetricFamily pFamily, BigDecimal drop, BigDecimal pValue) {
        Map<String, String> labels = ClauseStimuli.usualLabels(plan, dropFamily.labels());
        labels.put(LabelNames.MODEL, model.name());
        labels.replace(LabelNames.METRIC, "accuracy");
        Probe size = Probe.of(above(drop), Unit.RATIO).get(0);
        BigDecimal chance = pValue.multiply(JUST_UNDER);
        Optional<Window> window = model.performance().windows().stream().findFirst();
        StimulatedSeries large =
                StimulatedSeries.gauge(ClauseStimuli.read(plan, dropFamily, window), labels, size.quiet(), size.loud());
        StimulatedSeries significant =
                StimulatedSeries.gauge(ClauseStimuli.read(plan, pFamily, window), labels, pValue, chance);
        double value = size.loud().doubleValue();
        List<ProvenCase> tests = new ArrayList<>(tests(
                new ClauseStimuli(
                                List.of(large, large.ofQuietReplica(), significant.alwaysLoud()), labels, Duration.ZERO)
                        .of(plan, dropFamily),
                "over " + drop.toPlainString(),
                value));
        tests.addAll(tests(
                new ClauseStimuli(
                                List.of(large.alwaysLoud(), significant, significant.ofLoudReplica()),
                                labels,
                                Duration.ZERO)
                        .of(plan, dropFamily),
                "p-value under " + pValue.toPlainString(),
                value));
        return tests;
    }

    /** A success before the due run, and one at its start. */
    private List<ProvenCase> lateTests() {
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

    private List<ProvenCase> rowTests() {
        return batch(batch -> batch.rows().isPresent())
                .map(model -> {
                    Serving.RowRange rows =
                            ((Serving.Batch) model.serving()).rows().orElseThrow();
                    Bound bound = new Bound.Outside(quantity(rows.minimum()), quantity(rows.maximum()));
                    Map<String, String> labels = runLabels(MetricFamilies.RUN_ROWS, model);
                    List<ProvenCase> tests = new ArrayList<>();
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

    /** Whether a source says that it cannot serve, as a value: 0 while it can, 1 while it cannot. */
    private List<ProvenCase> downTests() {
        List<Sources.Source> sources = plan.specification().sources().application();
        // Down is a matter of so many requests an hour, which do not fit into scaled times.
        if (sources.size() != 1 || plan.target().timeScale() != 1) {
            return List.of();
        }
        return ClauseStimuli.down(plan, sources.get(0))
                .map(stimuli -> ThresholdProof.of(
                        plan,
                        alert,
                        stimuli,
                        Optional.empty(),
                        "while nothing answers",
                        1,
                        !readsAbsence(sources.get(0))))
                .orElse(List.of());
    }

    private static boolean readsAbsence(Sources.Source source) {
        return MetricCatalogue.preset(source.preset())
                .flatMap(Preset::down)
                .filter(Measure.Query::readsAbsence)
                .isPresent();
    }

    private Cadence live() {
        return Cadence.live(plan);
    }

    private List<ProvenCase> tests(ClauseStimuli stimuli, String threshold, double value) {
        return ThresholdProof.of(plan, alert, stimuli, Optional.empty(), threshold, value, true);
    }
}
