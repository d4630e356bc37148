package io.watchbill.rules.proof;

import io.watchbill.plan.Plan;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.rules.format.AlertExpectation;
import io.watchbill.rules.format.InputSeries;
import io.watchbill.rules.format.TestCase;
import io.watchbill.spec.Durations;
import io.watchbill.spec.EventClock;
import io.watchbill.spec.Model;
import io.watchbill.spec.Serving;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.MetricFamilies;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The tests of the alerts about the monitoring itself, each with the series that it watches. */
final class MonitoringProof {

    private static final BigDecimal ONE = BigDecimal.ONE;
    /** Fewer events than this in a quarter of an hour may stop by chance. */
    private static final int STEADY = 20;

    /** Longer than Prometheus looks back for a sample. */
    private static final Duration AWAY = Duration.ofMinutes(10);

    private static final BigDecimal BUSY = BigDecimal.valueOf(10);
    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SEVERAL_HOURS = Duration.ofHours(6);
    private static final Duration DAY = Duration.ofHours(24);

    private final Plan plan;
    private final PlannedAlert alert;

    MonitoringProof(Plan plan, PlannedAlert alert) {
        this.plan = plan;
        this.alert = alert;
    }

    /** The tests, none for an alert that is not known here or whose times are scaled. */
    List<ProvenCase> tests() {
        if (plan.target().timeScale() != 1) {
            return List.of();
        }
        if (is("ExporterDown")) {
            return vanishing(
                    MetricFamilies.SPEC.name(), Map.of(LabelNames.NAME, plan.system(), LabelNames.HASH, "any"));
        } else if (is("SpecMismatch")) {
            return specMismatch();
        } else if (is("IngestionStopped")) {
            return ingestionStopped();
        } else if (is("LabelsStopped")) {
            return labelsStopped();
        } else if (is("NoVerdict")) {
            return noVerdict();
        } else if (is("MonitoringBehind")) {
            return behind();
        } else if (is("SnapshotOld")) {
            return snapshotOld();
        } else if (is("RulesFailing")) {
            return failing(
                    "prometheus_rule_evaluation_failures_total",
                    Map.of("rule_group", "/etc/prometheus/rules.yaml;" + plan.system() + "-model"));
        } else if (is("NotificationsFailing")) {
            return failing("prometheus_notifications_errors_total", Map.of("alertmanager", "http://a/api/v2/alerts"));
        }
        return List.of();
    }

    private boolean is(String symptom) {
        return alert.name().endsWith(symptom);
    }

    /** A series that is always there goes, and comes back. */
    private List<ProvenCase> vanishing(String name, Map<String, String> labels) {
        Cadence cadence = Cadence.live(plan);
        Duration before = cadence.up(Duration.ofMinutes(5));
        Duration gone = cadence.up(alert.holdFor()).plus(cadence.steps(4));
        SampleRun run = new SampleRun(name, labels);
        run.level(ONE, samples(cadence, before));
        run.gone(samples(cadence, gone));
        run.level(ONE, samples(cadence, cadence.steps(4)));
        Duration back = before.plus(gone);
        return List.of(new ProvenCase(
                cadence,
                new TestCase(
                        alert.name() + " fires while nothing is there",
                        Durations.format(cadence.sample()),
                        List.of(run.series()),
                        List.of(
                                none(before.minus(cadence.steps(1))),
                                none(before.plus(cadence.up(alert.holdFor())).minus(cadence.steps(1))),
                                fires(back.minus(cadence.steps(1)), Map.of(), 1),
                                none(back.plus(cadence.steps(1)))))));
    }

    /** An exporter runs another specification than the compiled one. */
    private List<ProvenCase> specMismatch() {
        Map<String, String> identity = Map.of(LabelNames.HASH, "ffffffffffffffff");
        Map<String, String> labels = new LinkedHashMap<>(identity);
        labels.put(LabelNames.NAME, plan.system());
        Cadence cadence = Cadence.live(plan);
        Duration before = cadence.up(Duration.ofMinutes(5));
        Duration wrong = cadence.up(alert.holdFor()).plus(cadence.steps(4));
        SampleRun run = new SampleRun(MetricFamilies.SPEC.name(), labels);
        run.absent(samples(cadence, before));
        run.level(ONE, samples(cadence, wrong));
        run.gone(samples(cadence, cadence.steps(4)));
        Duration last = before.plus(wrong).minus(cadence.steps(1));
        return List.of(new ProvenCase(
                cadence,
                new TestCase(
                        alert.name() + " fires while an exporter runs another specification",
                        Durations.format(cadence.sample()),
                        List.of(run.series()),
                        List.of(
                                none(before.minus(cadence.steps(1))),
                                none(before.plus(cadence.up(alert.holdFor())).minus(cadence.steps(1))),
                                fires(last, identity, 1),
                                none(last.plus(cadence.steps(3)))))));
    }

    /** A day of traffic, then none at a time at which there was some the day before. */
    private List<ProvenCase> ingestionStopped() {
        Cadence cadence = Cadence.of(plan, SEVERAL_HOURS);
        Duration before = DAY.plus(HOUR);
        Duration silence = QUARTER.plus(cadence.up(alert.holdFor())).plus(cadence.steps(2));
        Duration gone = cadence.up(AWAY.plus(QUARTER)).plus(cadence.steps(2));
        return model(model -> model.serving() instanceof Serving.Online)
                .map(labels -> {
                    SampleRun run = new SampleRun(MetricFamilies.PREDICTIONS.name(), labels);
                    run.growth(aQuarter(STEADY + 1), cadence.sample(), samples(cadence, before));
                    run.growth(BigDecimal.ZERO, cadence.sample(), samples(cadence, silence));
                    run.gone(samples(cadence, gone));
                    run.growth(BUSY, cadence.sample(), samples(cadence, cadence.steps(3)));
                    SampleRun sparse = new SampleRun(MetricFamilies.PREDICTIONS.name(), labels);
                    sparse.growth(aQuarter(STEADY - 1), cadence.sample(), samples(cadence, before));
                    sparse.growth(BigDecimal.ZERO, cadence.sample(), samples(cadence, silence));
                    Duration last = before.plus(silence).minus(cadence.steps(1));
                    Duration back = before.plus(silence).plus(gone);
                    return List.of(
                            new ProvenCase(
                                    cadence,
                                    new TestCase(
                                            alert.name() + " is quiet when there was little the day before",
                                            Durations.format(cadence.sample()),
                                            List.of(
                                                    sparse.series(),
                                                    exporter(
                                                            cadence,
                                                            before.plus(silence),
                                                            Duration.ZERO,
                                                            Duration.ZERO)),
                                            List.of(none(last)))),
                            new ProvenCase(
                                    cadence,
                                    new TestCase(
                                            alert.name() + " fires when predictions stop at a busy time of day",
                                            Durations.format(cadence.sample()),
                                            List.of(
                                                    run.series(),
                                                    exporter(cadence, before.plus(silence), gone, cadence.steps(3))),
                                            List.of(
                                                    none(before),
                                                    none(before.plus(QUARTER)
                                                            .plus(cadence.up(alert.holdFor()))
                                                            .minus(cadence.steps(2))),
                                                    fires(
                                                            before.plus(QUARTER).plus(cadence.up(alert.holdFor())),
                                                            labels,
                                                            0),
                                                    fires(back.minus(cadence.steps(1)), labels, Double.NaN),
                                                    none(back.plus(cadence.steps(2)))))));
                })
                .orElse(List.of());
    }

    /** Predictions go on, their labels do not. */
    private List<ProvenCase> labelsStopped() {
        Duration delay = plan.specification().models().stream()
                .map(model -> model.performance().labelDelay())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        Duration silence = delay.multipliedBy(2).compareTo(HOUR) > 0 ? delay.multipliedBy(2) : HOUR;
        Cadence cadence = Cadence.of(plan, SEVERAL_HOURS);
        Duration before = cadence.up(silence.multipliedBy(2)).plus(cadence.steps(2));
        Duration without = cadence.up(silence.plus(alert.holdFor())).plus(cadence.steps(2));
        Duration gone = cadence.up(AWAY).plus(cadence.steps(2));
        return model(model -> true)
                .map(identity -> {
                    Map<String, String> labels = new LinkedHashMap<>(identity);
                    labels.put(LabelNames.RESULT, "joined");
                    SampleRun joined = new SampleRun(MetricFamilies.LABELS.name(), labels);
                    joined.growth(BUSY, cadence.sample(), samples(cadence, before));
                    joined.growth(BigDecimal.ZERO, cadence.sample(), samples(cadence, without));
                    joined.gone(samples(cadence, gone));
                    joined.growth(BUSY, cadence.sample(), samples(cadence, cadence.steps(3)));
                    SampleRun predictions = new SampleRun(MetricFamilies.PREDICTIONS.name(), identity);
                    Duration last = before.plus(without).minus(cadence.steps(1));
                    Duration back = before.plus(without).plus(gone);
                    predictions.growth(
                            within(STEADY + 1, silence), cadence.sample(), samples(cadence, before.plus(without)));
                    predictions.gone(samples(cadence, gone));
                    predictions.growth(BUSY, cadence.sample(), samples(cadence, cadence.steps(3)));
                    SampleRun few = new SampleRun(MetricFamilies.PREDICTIONS.name(), identity);
                    few.growth(within(STEADY - 1, silence), cadence.sample(), samples(cadence, before.plus(without)));
                    SampleRun stopped = new SampleRun(MetricFamilies.LABELS.name(), labels);
                    stopped.growth(BUSY, cadence.sample(), samples(cadence, before));
                    stopped.growth(BigDecimal.ZERO, cadence.sample(), samples(cadence, without));
                    ProvenCase sparse = new ProvenCase(
                            cadence,
                            new TestCase(
                                    alert.name() + " is quiet when few predictions are due for a label",
                                    Durations.format(cadence.sample()),
                                    List.of(
                                            stopped.series(),
                                            few.series(),
                                            exporter(cadence, before.plus(without), Duration.ZERO, Duration.ZERO)),
                                    List.of(none(last))));
                    return List.of(
                            sparse,
                            new ProvenCase(
                                    cadence,
                                    new TestCase(
                                            alert.name() + " fires when labels stop and predictions do not",
                                            Durations.format(cadence.sample()),
                                            List.of(
                                                    joined.series(),
                                                    predictions.series(),
                                                    exporter(cadence, before.plus(without), gone, cadence.steps(3))),
                                            List.of(
                                                    none(before),
                                                    none(cadence.down(before.plus(silence)
                                                                    .plus(alert.holdFor()))
                                                            .minus(cadence.steps(2))),
                                                    fires(last, identity, 0),
                                                    fires(back.minus(cadence.steps(1)), identity, Double.NaN),
                                                    none(back.plus(cadence.steps(2)))))));
                })
                .orElse(List.of());
    }

    private List<ProvenCase> noVerdict() {
        Map<String, String> labels = ClauseStimuli.usualLabels(plan, MetricFamilies.DRIFT_NO_VERDICT.labels());
        plan.specification().models().stream()
                .filter(model -> !model.references().isEmpty())
                .findFirst()
                .ifPresent(model -> labels.put(LabelNames.MODEL, model.name()));
        labels.put(LabelNames.REASON, "too_few_samples");
        Map<String, String> filling = new LinkedHashMap<>(labels);
        filling.put(LabelNames.REASON, "window_filling");
        Cadence cadence = Cadence.of(plan, SEVERAL_HOURS);
        Duration before = HOUR;
        Duration unknown = cadence.up(alert.holdFor()).plus(cadence.steps(4));
        SampleRun run = new SampleRun(MetricFamilies.DRIFT_NO_VERDICT.name(), labels);
        run.absent(samples(cadence, before));
        run.level(ONE, samples(cadence, unknown));
        run.gone(samples(cadence, cadence.steps(6)));
        SampleRun always = new SampleRun(MetricFamilies.DRIFT_NO_VERDICT.name(), filling);
        always.level(ONE, samples(cadence, before.plus(unknown)));
        Duration last = before.plus(unknown).minus(cadence.steps(1));
        return List.of(new ProvenCase(
                cadence,
                new TestCase(
                        alert.name() + " fires when a day has brought no verdict",
                        Durations.format(cadence.sample()),
                        List.of(
                                run.series(),
                                always.series(),
                                exporter(cadence, before.plus(unknown), cadence.steps(3), cadence.steps(3))),
                        List.of(
                                none(before.plus(cadence.up(alert.holdFor())).minus(cadence.steps(1))),
                                fires(last, labels, 1),
                                fires(last.plus(cadence.steps(3)), labels, Double.NaN),
                                none(last.plus(cadence.steps(5)))))));
    }

    /** The newest event is from now, until the events stop. */
    private List<ProvenCase> behind() {
        Cadence cadence = Cadence.live(plan);
        Duration before = cadence.up(Duration.ofMinutes(10));
        Duration late = cadence.up(QUARTER.plus(alert.holdFor())).plus(cadence.steps(4));
        return model(model -> model.clock() == EventClock.LIVE)
                .map(labels -> {
                    SampleRun run = new SampleRun(MetricFamilies.WINDOW_END.name(), labels);
                    run.growth(ONE, cadence.sample(), samples(cadence, before));
                    Duration newest = before.minus(cadence.sample());
                    run.growth(BigDecimal.ZERO, cadence.sample(), samples(cadence, late));
                    Duration last = before.plus(late).minus(cadence.steps(1));
                    return List.of(new ProvenCase(
                            cadence,
                            new TestCase(
                                    alert.name() + " fires when the windows end a quarter of an hour ago",
                                    Durations.format(cadence.sample()),
                                    List.of(run.series()),
                                    List.of(
                                            none(cadence.down(
                                                            newest.plus(QUARTER).plus(alert.holdFor()))
                                                    .minus(cadence.steps(1))),
                                            fires(last, labels, (double)
                                                    last.minus(newest).toSeconds())))));
                })
                .orElse(List.of());
    }

    /** Snapshots come, until they do not. */
    private List<ProvenCase> snapshotOld() {
        Cadence cadence = Cadence.live(plan);
        Map<String, String> instance = Map.of("job", "watchbill", "instance", "test:9465");
        Duration before = cadence.up(Duration.ofMinutes(10));
        Duration late = cadence.up(QUARTER.plus(alert.holdFor())).plus(cadence.steps(2));
        SampleRun run = new SampleRun(MetricFamilies.STATE_LAST_SNAPSHOT.name(), instance);
        run.growth(ONE, cadence.sample(), samples(cadence, before));
        run.growth(BigDecimal.ZERO, cadence.sample(), samples(cadence, late));
        Map<String, String> spec = new LinkedHashMap<>(instance);
        spec.put(LabelNames.NAME, plan.system());
        spec.put(LabelNames.HASH, "any");
        SampleRun exporter = new SampleRun(MetricFamilies.SPEC.name(), spec);
        exporter.level(ONE, samples(cadence, before.plus(late)));
        Duration gone = cadence.up(AWAY);
        run.gone(samples(cadence, gone));
        exporter.gone(samples(cadence, gone));
        exporter.level(ONE, samples(cadence, cadence.steps(3)));
        Duration newest = before.minus(cadence.sample());
        Duration last = before.plus(late).minus(cadence.steps(1));
        return List.of(new ProvenCase(
                cadence,
                new TestCase(
                        alert.name() + " fires when the last snapshot is a quarter of an hour old",
                        Durations.format(cadence.sample()),
                        List.of(run.series(), exporter.series()),
                        List.of(
                                none(cadence.down(newest.plus(QUARTER).plus(alert.holdFor()))
                                        .minus(cadence.steps(1))),
                                fires(last, Map.of(), (double)
                                        last.minus(newest).toSeconds()),
                                fires(last.plus(gone), Map.of(), Double.NaN),
                                none(last.plus(gone).plus(cadence.steps(3)))))));
    }

    /** Of a counter of Prometheus' own, one failure at each sample for a while. */
    private List<ProvenCase> failing(String counter, Map<String, String> labels) {
        Cadence cadence = Cadence.live(plan);
        Duration before = cadence.up(QUARTER).plus(cadence.steps(2));
        Duration failing = cadence.up(QUARTER.plus(alert.holdFor())).plus(cadence.steps(4));
        BigDecimal each = BigDecimal.valueOf(1_000)
                .divide(BigDecimal.valueOf(cadence.sample().toMillis()), MathContext.DECIMAL64);
        SampleRun run = new SampleRun(counter, labels);
        run.level(BigDecimal.ZERO, samples(cadence, before));
        run.growth(each, cadence.sample(), samples(cadence, failing));
        run.growth(BigDecimal.ZERO, cadence.sample(), samples(cadence, QUARTER.plus(cadence.steps(6))));
        Duration last = before.plus(failing).minus(cadence.steps(1));
        double inAQuarter = (double) QUARTER.dividedBy(cadence.sample());
        return List.of(new ProvenCase(
                cadence,
                new TestCase(
                        alert.name() + " fires while there are failures",
                        Durations.format(cadence.sample()),
                        List.of(run.series()),
                        List.of(
                                none(before),
                                none(before.plus(cadence.up(alert.holdFor())).minus(cadence.steps(1))),
                                fires(last, labels, inAQuarter),
                                none(cadence.up(before.plus(failing).plus(QUARTER))
                                        .plus(cadence.steps(3)))))));
    }

    /** The exporter's own series, which say that it runs; away for a while. */
    private InputSeries exporter(Cadence cadence, Duration before, Duration gone, Duration after) {
        SampleRun run = new SampleRun(
                MetricFamilies.SPEC.name(), Map.of(LabelNames.NAME, plan.system(), LabelNames.HASH, "any"));
        run.level(ONE, samples(cadence, before));
        run.gone(samples(cadence, gone));
        if (!after.isZero()) {
            run.level(ONE, samples(cadence, after));
        }
        return run.series();
    }

    /** So many a quarter of an hour, as a number a second. */
    private static BigDecimal aQuarter(int events) {
        return within(events, QUARTER);
    }

    private static BigDecimal within(int events, Duration length) {
        return BigDecimal.valueOf(events).divide(BigDecimal.valueOf(length.toSeconds()), MathContext.DECIMAL64);
    }

    /** The label of the first model that is one. */
    private Optional<Map<String, String>> model(Predicate<Model> wanted) {
        return plan.specification().models().stream()
                .filter(wanted)
                .findFirst()
                .map(model -> Map.of(LabelNames.MODEL, model.name()));
    }

    private static long samples(Cadence cadence, Duration length) {
        return length.dividedBy(cadence.sample());
    }

    private AlertExpectation none(Duration at) {
        return ExpectedFiring.none(at, alert);
    }

    private AlertExpectation fires(Duration at, Map<String, String> identity, double value) {
        return ExpectedFiring.one(at, alert, identity, value)
                .orElseThrow(() ->
                        new IllegalStateException("a text of " + alert.name() + " holds a template that is not read"));
    }
}
