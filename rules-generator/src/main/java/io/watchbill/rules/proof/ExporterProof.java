package io.watchbill.rules.proof;

import io.watchbill.plan.Plan;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.rules.format.InputSeries;
import io.watchbill.rules.format.TestCase;
import io.watchbill.spec.Durations;
import io.watchbill.spec.EventClock;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.MetricFamilies;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tests of alerts on the exporter: whether it runs, and what it says about itself. */
final class ExporterProof {

    private static final BigDecimal ONE = BigDecimal.ONE;
    private static final Duration QUARTER = Duration.ofMinutes(15);

    private final MonitoringScene scene;
    private final Plan plan;
    private final PlannedAlert alert;

    ExporterProof(MonitoringScene scene) {
        this.scene = scene;
        this.plan = scene.plan();
        this.alert = scene.alert();
    }

    /** It goes and comes back: where nothing else runs, where another one of the same system runs in another cluster, and before any was there. */
    List<ProvenCase> down() {
        return List.of(
                down("fires while nothing is there", Map.of(), List.of()),
                down(
                        "fires while nothing is there in one cluster",
                        Map.of(LabelNames.CLUSTER, "b"),
                        List.of(Map.of(LabelNames.CLUSTER, "a"))),
                never());
    }

    private ProvenCase down(String what, Map<String, String> cluster, List<Map<String, String>> others) {
        Cadence cadence = Cadence.live(plan);
        Duration before = cadence.up(Duration.ofMinutes(5));
        Duration gone = cadence.up(alert.holdFor()).plus(cadence.steps(4));
        SampleRun run = new SampleRun(MetricFamilies.SPEC.name(), scene.exporter(cluster));
        run.level(ONE, MonitoringScene.samples(cadence, before));
        run.gone(MonitoringScene.samples(cadence, gone));
        run.level(ONE, MonitoringScene.samples(cadence, cadence.steps(4)));
        Duration back = before.plus(gone);
        List<InputSeries> series = new ArrayList<>(List.of(run.series()));
        for (Map<String, String> other : others) {
            SampleRun well = new SampleRun(MetricFamilies.SPEC.name(), scene.exporter(other));
            well.level(ONE, MonitoringScene.samples(cadence, back.plus(cadence.steps(4))));
            series.add(well.series());
        }
        return new ProvenCase(
                cadence,
                new TestCase(
                        alert.name() + " " + what,
                        Durations.format(cadence.sample()),
                        series,
                        List.of(
                                scene.none(before.minus(cadence.steps(1))),
                                scene.none(
                                        before.plus(cadence.up(alert.holdFor())).minus(cadence.steps(1))),
                                scene.fires(back.minus(cadence.steps(1)), cluster, 1),
                                scene.none(back.plus(cadence.steps(1))))));
    }

    private ProvenCase never() {
        Cadence cadence = Cadence.live(plan);
        Duration hold = cadence.up(alert.holdFor());
        SampleRun another = new SampleRun(
                MetricFamilies.SPEC.name(), Map.of(LabelNames.NAME, "not-" + plan.system(), LabelNames.HASH, "any"));
        another.level(ONE, MonitoringScene.samples(cadence, hold.plus(cadence.steps(2))));
        return new ProvenCase(
                cadence,
                new TestCase(
                        alert.name() + " fires where none was ever there",
                        Durations.format(cadence.sample()),
                        List.of(another.series()),
                        List.of(
                                scene.none(hold.minus(cadence.steps(1))),
                                scene.fires(hold.plus(cadence.steps(1)), Map.of(), 1))));
    }

    /** One of two replicas does not answer, until its target is taken away; a target that never was one does not count. */
    List<ProvenCase> replicaDown() {
        Cadence cadence = Cadence.live(plan);
        Duration before = cadence.up(Duration.ofMinutes(5));
        Duration silent = cadence.up(alert.holdFor()).plus(cadence.steps(4));
        Duration end = before.plus(silent).plus(cadence.steps(3));
        Map<String, String> lost = MonitoringScene.instance("test:9465");
        Map<String, String> well = MonitoringScene.instance("other:9465");
        Map<String, String> foreign = MonitoringScene.instance("foreign:9465");
        SampleRun up = new SampleRun("up", lost);
        up.level(ONE, MonitoringScene.samples(cadence, before));
        up.level(BigDecimal.ZERO, MonitoringScene.samples(cadence, silent));
        up.gone(1);
        SampleRun other = new SampleRun("up", well);
        other.level(ONE, MonitoringScene.samples(cadence, end));
        SampleRun never = new SampleRun("up", foreign);
        never.level(BigDecimal.ZERO, MonitoringScene.samples(cadence, end));
        return List.of(new ProvenCase(
                cadence,
                new TestCase(
                        alert.name() + " fires while a replica does not answer",
                        Durations.format(cadence.sample()),
                        List.of(
                                up.series(),
                                other.series(),
                                never.series(),
                                scene.replica(cadence, lost, before, silent),
                                scene.replica(cadence, well, end, Duration.ZERO)),
                        List.of(
                                scene.none(
                                        before.plus(cadence.up(alert.holdFor())).minus(cadence.steps(1))),
                                scene.fires(before.plus(silent).minus(cadence.steps(1)), Map.of(), 1),
                                scene.none(before.plus(silent).plus(cadence.steps(1)))))));
    }

    /** An exporter runs another specification than the compiled one. */
    List<ProvenCase> specMismatch() {
        Map<String, String> identity = Map.of(LabelNames.HASH, "ffffffffffffffff");
        Map<String, String> labels = new LinkedHashMap<>(identity);
        labels.put(LabelNames.NAME, plan.system());
        Cadence cadence = Cadence.live(plan);
        Duration before = cadence.up(Duration.ofMinutes(5));
        Duration wrong = cadence.up(alert.holdFor()).plus(cadence.steps(4));
        SampleRun run = new SampleRun(MetricFamilies.SPEC.name(), labels);
        run.absent(MonitoringScene.samples(cadence, before));
        run.level(ONE, MonitoringScene.samples(cadence, wrong));
        run.gone(MonitoringScene.samples(cadence, cadence.steps(4)));
        Duration last = before.plus(wrong).minus(cadence.steps(1));
        return List.of(new ProvenCase(
                cadence,
                new TestCase(
                        alert.name() + " fires while an exporter runs another specification",
                        Durations.format(cadence.sample()),
                        List.of(run.series()),
                        List.of(
                                scene.none(before.minus(cadence.steps(1))),
                                scene.none(
                                        before.plus(cadence.up(alert.holdFor())).minus(cadence.steps(1))),
                                scene.fires(last, identity, 1),
                                scene.none(last.plus(cadence.steps(3)))))));
    }

    /** The newest event is from now, until the events stop. */
    List<ProvenCase> behind() {
        Cadence cadence = Cadence.live(plan);
        Duration before = cadence.up(Duration.ofMinutes(10));
        Duration late = cadence.up(QUARTER.plus(alert.holdFor())).plus(cadence.steps(4));
        return scene.model(model -> model.clock() == EventClock.LIVE)
                .map(labels -> {
                    SampleRun run = new SampleRun(MetricFamilies.WINDOW_END.name(), labels);
                    run.growth(ONE, cadence.sample(), MonitoringScene.samples(cadence, before));
                    Duration newest = before.minus(cadence.sample());
                    run.growth(BigDecimal.ZERO, cadence.sample(), MonitoringScene.samples(cadence, late));
                    Duration last = before.plus(late).minus(cadence.steps(1));
                    return List.of(new ProvenCase(
                            cadence,
                            new TestCase(
                                    alert.name() + " fires when the windows end a quarter of an hour ago",
                                    Durations.format(cadence.sample()),
                                    List.of(run.series()),
                                    List.of(
                                            scene.none(cadence.down(
                                                            newest.plus(QUARTER).plus(alert.holdFor()))
                                                    .minus(cadence.steps(1))),
                                            scene.fires(last, labels, (double)
                                                    last.minus(newest).toSeconds())))));
                })
                .orElse(List.of());
    }
}
