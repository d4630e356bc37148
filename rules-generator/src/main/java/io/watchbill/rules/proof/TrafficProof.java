package io.watchbill.rules.proof;

import io.watchbill.plan.Plan;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.rules.format.TestCase;
import io.watchbill.spec.Durations;
import io.watchbill.spec.Serving;
import io.watchbill.spec.Sources;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.MetricCatalogue;
import io.watchbill.spec.catalogue.MetricFamilies;
import io.watchbill.spec.catalogue.Preset;
import io.watchbill.spec.condition.Matcher;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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
    private static final Duration WEEK = Duration.ofDays(7);

    private final MonitoringScene scene;
    private final Plan plan;
    private final PlannedAlert alert;

    TrafficProof(MonitoringScene scene) {
        this.scene = scene;
        this.plan = scene.plan();
        this.alert = scene.alert();
    }

    /** A day of traffic, then none at a time at which there was some the day before, nor when a day has passed without any. */
    List<ProvenCase> ingestionStopped() {
        Cadence cadence = Cadence.remembering(plan, SEVERAL_HOURS);
        Duration before = DAY.plus(HOUR);
        Duration silence = cadence.up(DAY.plus(QUARTER).plus(alert.holdFor())).plus(cadence.steps(2));
        Duration gone = cadence.up(AWAY.plus(QUARTER)).plus(cadence.steps(2));
        return scene.model(model -> model.serving() instanceof Serving.Online)
                .map(labels -> {
                    SampleRun run = new SampleRun(MetricFamilies.PREDICTIONS.name(), labels);
                    run.growth(aQuarter(STEADY + 1), cadence.sample(), MonitoringScene.samples(cadence, before));
                    run.growth(BigDecimal.ZERO, cadence.sample(), MonitoringScene.samples(cadence, silence));
                    run.gone(MonitoringScene.samples(cadence, gone));
                    run.growth(BUSY, cadence.sample(), MonitoringScene.samples(cadence, cadence.steps(3)));
                    Duration quiet = QUARTER.plus(cadence.up(alert.holdFor())).plus(cadence.steps(2));
                    SampleRun sparse = new SampleRun(MetricFamilies.PREDICTIONS.name(), labels);
                    sparse.growth(aQuarter(STEADY - 1), cadence.sample(), MonitoringScene.samples(cadence, before));
                    sparse.growth(BigDecimal.ZERO, cadence.sample(), MonitoringScene.samples(cadence, quiet));
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
                                                            cadence, before.plus(quiet), Duration.ZERO, Duration.ZERO)),
                                            List.of(scene.none(
                                                    before.plus(quiet).minus(cadence.steps(1)))))),
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
                                                    scene.fires(last, labels, Double.NaN),
                                                    scene.fires(back.minus(cadence.steps(1)), labels, Double.NaN),
                                                    scene.none(back.plus(cadence.steps(2)))))),
                            silentAWeekBefore(labels));
                })
                .map(tests -> Stream.concat(tests.stream(), whileRequestsGoOn().stream())
                        .toList())
                .orElse(List.of());
    }

    /** Predictions stop, of which there are few, while one source goes on counting requests: a steady number, or one too small. */
    private List<ProvenCase> whileRequestsGoOn() {
        return plan.specification().sources().application().stream()
                .flatMap(source -> requests(source).stream())
                .flatMap(requests -> Stream.of(whileRequestsGoOn(requests, true), whileRequestsGoOn(requests, false)))
                .toList();
    }

    private ProvenCase whileRequestsGoOn(SelectedSeries requests, boolean steady) {
        Cadence cadence = Cadence.live(plan);
        Map<String, String> model =
                scene.model(one -> one.serving() instanceof Serving.Online).orElseThrow();
        Duration silence = cadence.up(QUARTER).plus(cadence.up(alert.holdFor())).plus(cadence.steps(2));
        Duration before = cadence.up(QUARTER);
        SampleRun run = new SampleRun(MetricFamilies.PREDICTIONS.name(), model);
        run.growth(ONE, cadence.sample(), MonitoringScene.samples(cadence, before));
        run.growth(BigDecimal.ZERO, cadence.sample(), MonitoringScene.samples(cadence, silence));
        SampleRun counted = new SampleRun(requests.name(), requests.labels());
        counted.growth(
                aQuarter(steady ? STEADY + 1 : STEADY - 1),
                cadence.sample(),
                MonitoringScene.samples(cadence, before.plus(silence)));
        Duration last = before.plus(silence).minus(cadence.steps(1));
        return new ProvenCase(
                cadence,
                new TestCase(
                        alert.name()
                                + (steady ? " fires when predictions stop while " : " is quiet when few ")
                                + requests.name()
                                + (steady ? " goes on" : " go on"),
                        Durations.format(cadence.sample()),
                        List.of(
                                run.series(),
                                counted.series(),
                                scene.exporter(cadence, before.plus(silence), Duration.ZERO, Duration.ZERO)),
                        steady
                                ? List.of(
                                        scene.none(before.plus(cadence.up(QUARTER))
                                                .plus(cadence.up(alert.holdFor()))
                                                .minus(cadence.steps(2))),
                                        scene.fires(last, model, 0))
                                : List.of(scene.none(last))));
    }

    /** The requests that a source counts by itself, without probes. */
    private static Optional<SelectedSeries> requests(Sources.Source source) {
        boolean leavesSomeOut = source.selector().stream()
                .anyMatch(matcher -> matcher.operator() == Matcher.Operator.NOT_EQUAL
                        || matcher.operator() == Matcher.Operator.DOES_NOT_MATCH);
        return MetricCatalogue.preset(source.preset())
                .filter(preset -> !preset.name().equals(Preset.OF_EXPORTER))
                .flatMap(Preset::requests)
                .filter(requests -> !requests.probes() || leavesSomeOut)
                .flatMap(requests -> SelectedSeries.of(requests.total()))
                .flatMap(series -> LabelChoice.satisfying(series.labels(), source.selector())
                        .map(labels -> new SelectedSeries(series.name(), series.matchers(), labels)));
    }

    /** A week of traffic that began with two hours of little, then none: what was little a week before may be none now. */
    private ProvenCase silentAWeekBefore(Map<String, String> labels) {
        Cadence cadence = Cadence.of(plan, DAY);
        Duration little = HOUR.multipliedBy(2);
        Duration silence =
                cadence.up(little.plus(QUARTER).plus(alert.holdFor())).plus(cadence.steps(2));
        SampleRun run = new SampleRun(MetricFamilies.PREDICTIONS.name(), labels);
        run.growth(aQuarter(STEADY - 1), cadence.sample(), MonitoringScene.samples(cadence, little));
        run.growth(aQuarter(STEADY + 1), cadence.sample(), MonitoringScene.samples(cadence, WEEK.minus(little)));
        run.growth(BigDecimal.ZERO, cadence.sample(), MonitoringScene.samples(cadence, silence));
        return new ProvenCase(
                cadence,
                new TestCase(
                        alert.name() + " is quiet when there was little a week before",
                        Durations.format(cadence.sample()),
                        List.of(
                                run.series(),
                                scene.exporter(cadence, WEEK.plus(silence), Duration.ZERO, Duration.ZERO)),
                        List.of(
                                scene.none(WEEK.plus(HOUR)),
                                scene.none(WEEK.plus(little)),
                                scene.fires(WEEK.plus(silence).minus(cadence.steps(1)), labels, 0))));
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
