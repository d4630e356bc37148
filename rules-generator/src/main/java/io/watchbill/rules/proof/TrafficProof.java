package io.watchbill.rules.proof;

import io.watchbill.plan.Plan;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.rules.format.TestCase;
import io.watchbill.spec.Durations;
import io.watchbill.spec.Serving;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.MetricFamilies;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tests of alerts on what the exporter is told: predictions that stop, labels that stop, verdicts that do not come. */
final class TrafficProof {

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

    private final MonitoringScene scene;
    private final Plan plan;
    private final PlannedAlert alert;

    TrafficProof(MonitoringScene scene) {
        this.scene = scene;
        this.plan = scene.plan();
        this.alert = scene.alert();
    }

    /** A day of traffic, then none at a time at which there was some the day before. */
    List<ProvenCase> ingestionStopped() {
        Cadence cadence = Cadence.remembering(plan, SEVERAL_HOURS);
        Duration before = DAY.plus(HOUR);
        Duration silence = QUARTER.plus(cadence.up(alert.holdFor())).plus(cadence.steps(2));
        Duration gone = cadence.up(AWAY.plus(QUARTER)).plus(cadence.steps(2));
        return scene.model(model -> model.serving() instanceof Serving.Online)
                .map(labels -> {
                    SampleRun run = new SampleRun(MetricFamilies.PREDICTIONS.name(), labels);
                    run.growth(aQuarter(STEADY + 1), cadence.sample(), MonitoringScene.samples(cadence, before));
                    run.growth(BigDecimal.ZERO, cadence.sample(), MonitoringScene.samples(cadence, silence));
                    run.gone(MonitoringScene.samples(cadence, gone));
                    run.growth(BUSY, cadence.sample(), MonitoringScene.samples(cadence, cadence.steps(3)));
                    SampleRun sparse = new SampleRun(MetricFamilies.PREDICTIONS.name(), labels);
                    sparse.growth(aQuarter(STEADY - 1), cadence.sample(), MonitoringScene.samples(cadence, before));
                    sparse.growth(BigDecimal.ZERO, cadence.sample(), MonitoringScene.samples(cadence, silence));
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
                                                    scene.exporter(
                                                            cadence,
                                                            before.plus(silence),
                                                            Duration.ZERO,
                                                            Duration.ZERO)),
                                            List.of(scene.none(last)))),
                            new ProvenCase(
                                    cadence,
                                    new TestCase(
                                            alert.name() + " fires when predictions stop at a busy time of day",
                                            Durations.format(cadence.sample()),
                                            List.of(
                                                    run.series(),
                                                    scene.exporter(
                                                            cadence, before.plus(silence), gone, cadence.steps(3))),
                                            List.of(
                                                    scene.none(before),
                                                    scene.none(before.plus(QUARTER)
                                                            .plus(cadence.up(alert.holdFor()))
                                                            .minus(cadence.steps(2))),
                                                    scene.fires(
                                                            before.plus(QUARTER).plus(cadence.up(alert.holdFor())),
                                                            labels,
                                                            0),
                                                    scene.fires(back.minus(cadence.steps(1)), labels, Double.NaN),
                                                    scene.none(back.plus(cadence.steps(2)))))));
                })
                .orElse(List.of());
    }

    /** Predictions go on, their labels do not. */
    List<ProvenCase> labelsStopped() {
        Duration delay = plan.specification().models().stream()
                .map(model -> model.performance().labelDelay())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        Duration silence = delay.multipliedBy(2).compareTo(HOUR) > 0 ? delay.multipliedBy(2) : HOUR;
        Cadence cadence = Cadence.remembering(plan, SEVERAL_HOURS);
        Duration before = cadence.up(silence.multipliedBy(2)).plus(cadence.steps(2));
        Duration without = cadence.up(silence.plus(alert.holdFor())).plus(cadence.steps(2));
        Duration gone = cadence.up(AWAY).plus(cadence.steps(2));
        return scene.model(model -> true)
                .map(identity -> {
                    Map<String, String> labels = new LinkedHashMap<>(identity);
                    labels.put(LabelNames.RESULT, "joined");
                    SampleRun joined = new SampleRun(MetricFamilies.LABELS.name(), labels);
                    joined.growth(BUSY, cadence.sample(), MonitoringScene.samples(cadence, before));
                    joined.growth(BigDecimal.ZERO, cadence.sample(), MonitoringScene.samples(cadence, without));
                    joined.gone(MonitoringScene.samples(cadence, gone));
                    joined.growth(BUSY, cadence.sample(), MonitoringScene.samples(cadence, cadence.steps(3)));
                    SampleRun predictions = new SampleRun(MetricFamilies.PREDICTIONS.name(), identity);
                    Duration last = before.plus(without).minus(cadence.steps(1));
                    Duration back = before.plus(without).plus(gone);
                    predictions.growth(
                            MonitoringScene.within(STEADY + 1, silence),
                            cadence.sample(),
                            MonitoringScene.samples(cadence, before.plus(without)));
                    predictions.gone(MonitoringScene.samples(cadence, gone));
                    predictions.growth(BUSY, cadence.sample(), MonitoringScene.samples(cadence, cadence.steps(3)));
                    SampleRun few = new SampleRun(MetricFamilies.PREDICTIONS.name(), identity);
                    few.growth(
                            MonitoringScene.within(STEADY - 1, silence),
                            cadence.sample(),
                            MonitoringScene.samples(cadence, before.plus(without)));
                    SampleRun stopped = new SampleRun(MetricFamilies.LABELS.name(), labels);
                    stopped.growth(BUSY, cadence.sample(), MonitoringScene.samples(cadence, before));
                    stopped.growth(BigDecimal.ZERO, cadence.sample(), MonitoringScene.samples(cadence, without));
                    ProvenCase sparse = new ProvenCase(
                            cadence,
                            new TestCase(
                                    alert.name() + " is quiet when few predictions are due for a label",
                                    Durations.format(cadence.sample()),
                                    List.of(
                                            stopped.series(),
                                            few.series(),
                                            scene.exporter(
                                                    cadence, before.plus(without), Duration.ZERO, Duration.ZERO)),
                                    List.of(scene.none(last))));
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
                                                    scene.exporter(
                                                            cadence, before.plus(without), gone, cadence.steps(3))),
                                            List.of(
                                                    scene.none(before),
                                                    scene.none(cadence.down(before.plus(silence)
                                                                    .plus(alert.holdFor()))
                                                            .minus(cadence.steps(2))),
                                                    scene.fires(last, identity, 0),
                                                    scene.fires(back.minus(cadence.steps(1)), identity, Double.NaN),
                                                    scene.none(back.plus(cadence.steps(2)))))));
                })
                .orElse(List.of());
    }

    /** Too few samples for a day; that a window still fills is no reason. */
    List<ProvenCase> noVerdict() {
        Map<String, String> labels = ClauseStimuli.usualLabels(plan, MetricFamilies.DRIFT_NO_VERDICT.labels());
        plan.specification().models().stream()
                .filter(model -> !model.references().isEmpty())
                .findFirst()
                .ifPresent(model -> labels.put(LabelNames.MODEL, model.name()));
        labels.put(LabelNames.REASON, "too_few_samples");
        Map<String, String> filling = new LinkedHashMap<>(labels);
        filling.put(LabelNames.REASON, "window_filling");
        Cadence cadence = Cadence.remembering(plan, SEVERAL_HOURS);
        Duration before = HOUR;
        Duration unknown = cadence.up(alert.holdFor()).plus(cadence.steps(4));
        SampleRun run = new SampleRun(MetricFamilies.DRIFT_NO_VERDICT.name(), labels);
        run.absent(MonitoringScene.samples(cadence, before));
        run.level(ONE, MonitoringScene.samples(cadence, unknown));
        run.gone(MonitoringScene.samples(cadence, cadence.steps(6)));
        SampleRun always = new SampleRun(MetricFamilies.DRIFT_NO_VERDICT.name(), filling);
        always.level(ONE, MonitoringScene.samples(cadence, before.plus(unknown)));
        Duration last = before.plus(unknown).minus(cadence.steps(1));
        return List.of(new ProvenCase(
                cadence,
                new TestCase(
                        alert.name() + " fires when a day has brought no verdict",
                        Durations.format(cadence.sample()),
                        List.of(
                                run.series(),
                                always.series(),
                                scene.exporter(cadence, before.plus(unknown), cadence.steps(3), cadence.steps(3))),
                        List.of(
                                scene.none(
                                        before.plus(cadence.up(alert.holdFor())).minus(cadence.steps(1))),
                                scene.fires(last, labels, 1),
                                scene.fires(last.plus(cadence.steps(3)), labels, Double.NaN),
                                scene.none(last.plus(cadence.steps(5)))))));
    }

    /** So many a quarter of an hour, as a number a second. */
    private static BigDecimal aQuarter(int events) {
        return MonitoringScene.within(events, QUARTER);
    }
}
